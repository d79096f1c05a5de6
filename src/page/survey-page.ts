import type { Agreement } from '../agreement/agreement.ts'
import type { Stage } from '../agreement/kind.ts'
import { type Alike, alike } from '../engine/reading/alike.ts'
import { calendarOf } from '../engine/reading/calendar.ts'
import type { Line, Query } from '../engine/reading/line.ts'
import { type PreambleFacts, preambleOf } from '../engine/reading/preamble.ts'
import type { Reported } from '../engine/reading/reported.ts'
import type { Tally } from '../engine/reading/survey.ts'
import type { Unclosed } from '../engine/reading/unclosed.ts'
import { UNVERIFIED_SIGN, unverifiedRules } from '../engine/reading/unverified.ts'
import { printAt } from '../engine/reading/words.ts'
import { thingOf } from '../language/sentence/thing.ts'
import { printDay } from '../time/day.ts'
import { pageAlone } from './alone.ts'
import { type Html, html, type Value } from './html.ts'
import { markOfLine, readingOf, signLegend, unverifiedMark } from './mark.ts'
import { SURVEY_STYLE } from './survey-style.ts'

/**
 * The survey: one page to be printed, or read on a phone, that needs nothing beside it. Who has reported, which questions
 * are open, what falls due in the next weeks, and how duties stand. Counts have what they are counts of beside them; nobody
 * is ranked: parties stand in the order of the agreement.
 */
export interface SurveyFacts extends PreambleFacts {
  readonly query: Query
  readonly reported: readonly Reported[]
  readonly unclosed: Unclosed
  /** How far ahead it looks. */
  readonly weeks: number
}

type Naming = (id: string) => string

const WEEK_MS = 7 * 86_400_000
/** More lines of one kind than anybody reads; the rest is counted. */
const LINES_MAX = 40
const NAMES_MAX = 6

export function surveyPage(facts: SurveyFacts): Html {
  const { agreement, asOf, unclosed, reported } = facts
  // The title and the instant stand above; the zone stands below.
  const preamble = preambleOf(facts).filter((line) => line !== agreement.title && !line.startsWith('As of '))
  const owed = inTime(unclosed.lines.filter(({ verb }) => verb === 'must'))
  const isQuestion = (line: Line) => line.verb === 'asked' || isAnswerTo(line, facts)
  const questions = inTime(unclosed.lines.filter((line) => line.reading !== 'not derivable' && isQuestion(line)))
  const asked = new Set(questions)
  const others = owed.filter((line) => !asked.has(line))
  const { due, withoutNumber } = calendarOf(owed)
  const until = asOf.at + facts.weeks * WEEK_MS
  const lastDay = printDay(agreement.zone.dayAt(until))
  const sections = [
    {
      id: 'questions',
      title: 'Open questions',
      note: 'What was asked and is not answered on record, the latest first.',
      none: 'No question is open.',
      lines: questions.toReversed(),
    },
    {
      id: 'due',
      title: `Falls due by ${lastDay}`,
      note: `In the next ${facts.weeks} weeks, the first first.`,
      none: 'Nothing falls due.',
      lines: due.filter(({ closes }) => closes !== undefined && closes.earliest <= until + 1),
    },
    {
      id: 'missing',
      title: 'Not recorded by their day',
      note: 'Due before, and nothing on record that performs them; the latest first.',
      none: 'Nothing.',
      lines: others.filter(({ reading }) => reading === 'overdue' || reading === 'unanswered').reverse(),
    },
    {
      id: 'open',
      title: 'Open, with no number agreed',
      note: 'Asked for without delay: open until they are done, and never overdue; the latest first.',
      none: 'Nothing.',
      lines: withoutNumber.filter((line) => !asked.has(line)).reverse(),
    },
    {
      id: 'unclear',
      title: 'Cannot be derived',
      note: 'What the record lacks is said in each line; the latest first.',
      none: 'Nothing.',
      lines: inTime(unclosed.lines.filter(({ reading }) => reading === 'not derivable')).toReversed(),
    },
  ]
  return pageAlone({
    title: `Survey - ${agreement.title}`,
    style: SURVEY_STYLE,
    name: 'survey',
    body: html`<h1>${agreement.title}</h1>
<p class="lead">Survey as of ${asOf.printed}</p>
<ul class="facts">${preamble.map((line) => html`<li>${line}</li>`)}</ul>
<ul class="brief">
${latestOf(reported).map(
  (one) =>
    html`<li><a href="#reported"><b>${onRecord(one)} of ${one.lines.length}</b> ${thingOf(facts.agreement, one.rule)} for ${one.isFor}</a></li>\n`,
)}${sections.map(({ id, title, lines }) => html`<li><a href="#${id}"><b>${grouped(dutiesIn(lines))}</b> ${title}</a></li>\n`)}</ul>
${reported.length > 0 && whoHasReported(facts)}
${sections.map((one) => section(facts, one))}
${howDutiesStand(facts)}
${reported.some(({ periods }) => periods.length > 1) && overTheYears(facts)}
${unverifiedNotes(agreement)}`,
    foot: html`What is recorded, by when, by whom; nothing else is judged. Days are days in ${agreement.zone.id}, time-zone data ${facts.zoneData}. <code>pacta why</code> works out any line of it again.`,
  })
}

/** Why a rule is marked: on paper nothing opens. */
function unverifiedNotes(agreement: Agreement): Html {
  const notes = [...unverifiedRules(agreement)]
  if (notes.length === 0) return html``
  return html`<section>
<h2>What is not verified</h2>
<dl class="notes">${notes.map(([rule, reason]) => html`<div><dt>${rule}${UNVERIFIED_SIGN}</dt><dd>${reason}</dd></div>\n`)}</dl>
</section>
`
}

function inTime(lines: readonly Line[]): Line[] {
  return [...lines].sort((a, b) => a.basis.born.earliest - b.basis.born.earliest)
}

/** A duty to answer what was asked: to pass an answer on is another. */
function isAnswerTo({ basis, verb }: Line, { ledger: { table, program } }: SurveyFacts): boolean {
  const { entry, trigger } = basis
  if (verb !== 'must' || entry === undefined || trigger === undefined) return false
  const stageOf = (kind: number) => program.kinds[kind]?.kind.stage ?? 'other'
  return ASKING.has(stageOf(table.kind(trigger))) && [...entry.acts].some((act) => ANSWERING.has(stageOf(act)))
}

const ASKING: ReadonlySet<Stage> = new Set<Stage>(['question', 'follow-up', 'meeting request'])
const ANSWERING: ReadonlySet<Stage> = new Set<Stage>(['reply', 'joint reply', 'adoption', 'meeting'])

/** The latest period of each return. */
function latestOf(reported: readonly Reported[]) {
  return reported.map(({ rule, periods, isFor, byParty }) => {
    const period = periods.at(-1) as string
    const lines = [...byParty.values()].flatMap((one) => one.get(period) ?? [])
    return { rule, period, isFor: isFor.at(-1) as string, byParty, lines, due: lines[0]?.due ?? '-' }
  })
}

function onRecord({ lines }: { readonly lines: readonly Line[] }): number {
  return lines.filter(({ reading }) => reading === 'kept' || reading === 'late').length
}

/** Parties and offices, as people know them. */
function namingOf({ ledger }: SurveyFacts): Naming {
  const names = new Map(ledger.program.parties.map(({ id, names }) => [id, capital(names.en ?? id)]))
  return (id) => names.get(id) ?? id
}

/** One row a party, one column a return, for the latest period of each. */
function whoHasReported(facts: SurveyFacts): Html {
  const { agreement, reported, asOf } = facts
  const nameOf = namingOf(facts)
  const columns = latestOf(reported)
  const parties = agreement.parties.filter(({ id }) =>
    columns.some(({ byParty, period }) => byParty.get(id)?.has(period)),
  )
  return html`<section>
<h2 id="reported">Who has reported</h2>
<p class="note">The latest period of each return that is asked for by date.</p>
${signLegend()}
<p class="sideways">The table is wider than this screen: move it sideways.</p>
<div class="scroll"><table class="grid">
<thead><tr><th scope="col">Party</th>${columns.map(
    ({ rule, isFor, due }) =>
      html`<th scope="col">${thingOf(facts.agreement, rule)} for ${isFor}<span>rule ${rule}${unverifiedMark(agreement, rule)}, due ${due}</span></th>`,
  )}</tr></thead>
<tbody>
${parties.map(
  ({ id }) =>
    html`<tr><th scope="row">${nameOf(id)}</th>${columns.map(({ byParty, period }) => {
      const line = byParty.get(id)?.get(period)
      return line === undefined ? html`<td class="none">not asked</td>` : html`<td>${cellOf(line, asOf.at)}</td>`
    })}</tr>\n`,
)}</tbody>
<tfoot><tr><th scope="row">On record</th>${columns.map((one) => html`<td>${onRecord(one)} of ${one.lines.length}</td>`)}</tr></tfoot>
</table></div>
</section>
`
}

/** The mark and the day, and how late; what is open or missing in words. */
function cellOf(line: Line, at: number): Html {
  const mark = markOfLine(line, at)
  const text = line.text.replace(/^(?:sent|done|answered|held|acknowledged) /, '').replace(/, in time$/, '')
  switch (line.reading) {
    case 'kept':
      return html`${mark} ${text}`
    case 'late':
      return lateCell(mark, text)
    case 'open':
      return html`${mark} open`
    case 'overdue':
    case 'unanswered':
      return html`${mark} not recorded`
    case 'not derivable':
      return html`${mark} cannot be derived`
    default:
      return html`${mark} ${line.reading}`
  }
}

/** `24 Dec 2021, 39 days late`. */
function lateCell(mark: Html, text: string): Html {
  const [day = '', late = ''] = text.replace(' after due', ' late').split(', ')
  return html`${mark} ${day}, <span class="late-by">${late}</span>`
}

/** A strip of marks for each party and return, a mark a period. */
function overTheYears(facts: SurveyFacts): Html {
  const { agreement, asOf } = facts
  const nameOf = namingOf(facts)
  const columns = facts.reported.filter(({ periods }) => periods.length > 1)
  const parties = agreement.parties.filter(({ id }) => columns.some(({ byParty }) => byParty.has(id)))
  return html`<section class="years">
<h2>Over the years</h2>
<p class="note">A mark for each period, the latest on the right; a dot where nothing was asked for.</p>
<p class="sideways">The table is wider than this screen: move it sideways.</p>
<div class="scroll"><table class="grid strips">
<thead><tr><th scope="col">Party</th>${columns.map(
    ({ rule, isFor }) =>
      html`<th scope="col">${thingOf(facts.agreement, rule)}<span>rule ${rule}, for ${isFor[0]} to ${isFor.at(-1)}</span></th>`,
  )}</tr></thead>
<tbody>
${parties.map(
  ({ id }) =>
    html`<tr><th scope="row">${nameOf(id)}</th>${columns.map(({ byParty, periods, isFor }) => {
      const found = byParty.get(id)
      const lines = periods.map((period) => found?.get(period))
      return html`<td role="img" aria-label="${saidOf(isFor, lines)}">${lines.map((line) =>
        line === undefined ? html`<span class="dot">·</span>` : markOfLine(line, asOf.at),
      )}</td>`
    })}</tr>\n`,
)}</tbody>
</table></div>
</section>
`
}

/** The strip for those who listen: `2022 kept, 2023 late`. */
function saidOf(periods: readonly string[], lines: readonly (Line | undefined)[]): string {
  return periods.map((period, at) => `${period} ${lines[at]?.reading ?? 'not asked'}`).join(', ')
}

const HEADS = ['Since', 'Owes', 'Owed to', 'About', 'Due', 'Reading'] as const

/** A line of several that owe it together is a duty of each, as it is counted below. */
function dutiesIn(lines: readonly Line[]): number {
  return lines.reduce((sum, { debtors }) => sum + debtors.length, 0)
}

function duties(count: number): string {
  return count === 1 ? 'One duty' : `${grouped(count)} duties`
}

interface Section {
  readonly id: string
  readonly title: string
  readonly note: string
  readonly none: string
  readonly lines: readonly Line[]
}

function section(facts: SurveyFacts, { id, title, note, none, lines }: Section): Html {
  if (lines.length === 0) return html`<section><h2 id="${id}">${title}</h2><p>${none}</p></section>\n`
  const rows = alike(lines)
  const shown = rows.slice(0, LINES_MAX)
  const rest = dutiesIn(rows.slice(LINES_MAX).flatMap((row) => row.lines))
  const nameOf = namingOf(facts)
  return html`<section>
<h2 id="${id}">${title}</h2>
<p class="note">${note} ${duties(dutiesIn(lines))}.</p>
<table class="lines">
<thead><tr>${HEADS.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody class="plain">
${shown.map((row) => lineRow(facts, row, nameOf))}</tbody>
</table>
${rest > 0 && html`<p>And ${duties(rest)} more: <code>pacta register</code> lists all of them.</p>`}
</section>
`
}

function lineRow(facts: SurveyFacts, { lines, debtors }: Alike, nameOf: Naming): Html {
  const { agreement, asOf } = facts
  const line = lines[0] as Line
  const cells: readonly Value[] = [
    printAt(line.basis.born, agreement.zone, true),
    named(nameOf, inOrder(facts, debtors)),
    line.creditors === 'all' ? 'all others' : towards(nameOf, line.creditors),
    html`${line.about}${line.rule !== undefined && html`<br><span class="quiet">${thingOf(facts.agreement, line.rule)}, ${line.rule}${unverifiedMark(agreement, line.rule)}</span>`}`,
    line.due === '-' ? 'no number agreed' : line.due,
    readingOf(line, asOf.at),
  ]
  return html`<tr>${cells.map((cell, at) => html`<td data-head="${HEADS[at]}"><div>${cell}</div></td>`)}</tr>\n`
}

/** As the agreement names them. */
function inOrder({ ledger }: SurveyFacts, ids: readonly string[]): readonly string[] {
  const at = (id: string) => ledger.program.partyIndex.get(id) ?? -1
  return [...ids].sort((a, b) => at(a) - at(b))
}

/** To whom it is owed: many are a number. */
function towards(nameOf: Naming, ids: readonly string[]): string {
  return ids.length > NAMES_MAX ? `${ids.length} parties` : ids.map(nameOf).join(', ')
}

function named(nameOf: Naming, ids: readonly string[]): string {
  return ids.length > NAMES_MAX ? `${ids.length} parties: ${ids.join(', ')}` : ids.map(nameOf).join(', ')
}

const COUNTS = ['In time', 'Late', 'Not recorded', 'Open', 'Ended', 'Cannot be derived', 'All'] as const

/** How many of which rule, and of which party, read what. */
function howDutiesStand(facts: SurveyFacts): Html {
  const { agreement, unclosed } = facts
  const nameOf = namingOf(facts)
  // What a party must not do is no duty that anybody performs, and what no rule asks for none at all.
  const must = new Set(
    agreement.rules.flatMap((rule) => (rule.kind === 'norm' && rule.verb === 'must' ? [rule.id] : [])),
  )
  const tallies = unclosed.tallies.filter(({ rule }) => rule !== undefined && must.has(rule))
  const rules = groupedBy(tallies, ({ rule }) => rule as string)
  const parties = groupedBy(tallies, ({ party }) => party)
  if (rules.length === 0) return html``
  return html`<section>
<h2>How duties stand</h2>
<p class="note">All duties that had arisen by then, those of a rule or of a party in a row: what was done in time or late, what is not recorded by its day, what is open, what ended otherwise (given up, excused, withdrawn), and what the record does not suffice to tell. A dash is none.</p>
${countTable(
  'By rule',
  rules.map(([rule, counts]) => [
    html`${thingOf(facts.agreement, rule)} <span class="quiet">${rule}${unverifiedMark(agreement, rule)}</span>`,
    counts,
  ]),
)}
${countTable(
  'By party, in the order of the agreement',
  parties.map(([party, counts]) => [nameOf(party), counts]),
)}
</section>
`
}

function countTable(title: string, rows: readonly (readonly [Value, readonly number[]])[]): Html {
  return html`<div class="scroll"><table class="counts">
<caption>${title}</caption>
<thead><tr><th scope="col"></th>${COUNTS.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(([name, counts]) => html`<tr><th scope="row">${name}</th>${counts.map((count) => html`<td>${count === 0 ? '–' : grouped(count)}</td>`)}</tr>\n`)}</tbody>
</table></div>
`
}

/** `12 345`, with a narrow space that does not break. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u202f')
}

function groupedBy(tallies: readonly Tally[], key: (tally: Tally) => string): (readonly [string, readonly number[]])[] {
  const groups = new Map<string, number[]>()
  for (const tally of tallies) {
    const { kept, late, overdue, unanswered, open, waived, excused, ended } = tally.readings
    const unclear = tally.readings['not derivable']
    const counts = [kept, late, overdue + unanswered, open, waived + excused + ended, unclear]
    const all = [...counts, counts.reduce((a, b) => a + b, 0)]
    const before = groups.get(key(tally)) ?? all.map(() => 0)
    groups.set(
      key(tally),
      all.map((count, at) => count + (before[at] as number)),
    )
  }
  return [...groups].filter(([, counts]) => (counts.at(-1) as number) > 0)
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
