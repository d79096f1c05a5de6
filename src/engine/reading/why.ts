import type { Agreement } from '../../agreement/agreement.ts'
import type { RuleId } from '../../agreement/clause.ts'
import type { Anchor } from '../../agreement/clock.ts'
import { sentenceOf } from '../../language/sentence/sentence.ts'
import { capital } from '../../language/sentence/sentence-words.ts'
import { printCalendarPeriod } from '../../time/calendar-period.ts'
import { printMonth } from '../../time/day.ts'
import { deriveAfter, deriveBefore } from '../../time/deadline.ts'
import { deemedReceipt } from '../../time/receipt.ts'
import { type Period, printPeriod, type Regime } from '../../time/regime.ts'
import { isExact, printWindow, type Window } from '../../time/window.ts'
import type { OutcomeAnchor } from '../clock/deadlines.ts'
import { whyDecided } from '../decision/why-decision.ts'
import { followingOf } from '../duty/follow-ups.ts'
import { reachedWords } from '../duty/reached-duties.ts'
import type { Ledger } from '../ledger.ts'
import { chairWords } from '../party/named.ts'
import { sinceOf } from '../program/editions.ts'
import type { Row } from '../record/act-table.ts'
import { entryOf } from './docket.ts'
import { type Basis, isPastHorizon, type Line, partyName, type Query } from './line.ts'
import { statementsAbout } from './statements.ts'
import { unverifiedOf } from './unverified.ts'
import { fromReturn, fromRule, furtherReasons } from './why-cause.ts'
import { printAt, printDue } from './words.ts'

/** A statement and what it rests on, down to clauses, acts with their sources, and arithmetic. */
export interface Why {
  readonly text: string
  readonly because: readonly Why[]
}

/** Why a line reads as it does at an instant. Nothing of it is stored: it is worked out again, by the printing route. */
export function whyLine(ledger: Ledger, line: Line, query: Query): Why {
  const { basis } = line
  const decided =
    basis.outcome === undefined ? undefined : whyDecided(ledger, basis.outcome, (row) => actOf(ledger, row, query))
  const because: Why[] = [
    ...ruleOf(ledger, line),
    ...(decided ?? causeOf(ledger, line, query)),
    ...dueOf(ledger, line),
    ...changesOf(ledger, basis, query),
    ...joinedOf(ledger, basis, query),
    ...(decided === undefined ? performanceOf(ledger, line, query) : []),
    ...statementsOf(ledger, line, query),
    ...punctualityOf(ledger, basis),
    ...endingOf(ledger, basis, query),
    ...powerOf(ledger, basis),
    ...horizonOf(ledger, query),
  ]
  return node(`${line.id}, as of ${query.asOf.printed}: ${line.text}`, because)
}

function node(text: string, because: readonly Why[] = []): Why {
  return { text, because }
}

/** That what a rule, check or limit says is not sure, and why. */
export function notSure(agreement: Agreement, rule: RuleId): Why[] {
  const reason = unverifiedOf(agreement, rule)
  return reason === undefined ? [] : [node(`Unverified: ${reason}`)]
}

function ruleOf(ledger: Ledger, line: Line): Why[] {
  const { entry, followed } = line.basis
  // As the text has it, not with the parties in the place of those it names.
  const norm = followed === undefined ? entry?.norm : ledger.program.norms[entry?.index ?? -1]?.norm
  if (norm === undefined) {
    const none = line.verb === 'offered' ? 'asks for a reply to it' : 'sets a clock for an answer to it'
    return [node(`No rule of this agreement ${none}.`)]
  }
  const { clause } = norm
  const place = `${clause.file}:${clause.line}${clause.heading === '' ? '' : `, under "${clause.heading}"`}`
  const { agreement } = ledger.program
  return [node(`Rule ${norm.id}: ${sentenceOf(norm, agreement)}`, [node(place), ...notSure(agreement, norm.id)])]
}

function causeOf(ledger: Ledger, line: Line, query: Query): Why[] {
  const { trigger, period, reached, born, entry, followed } = line.basis
  const zone = ledger.program.agreement.zone
  const owes = line.debtors.map((id) => nameOf(ledger, id)).join(', ')
  const to = line.creditors === 'all' ? 'all other parties' : line.creditors.map((id) => nameOf(ledger, id)).join(', ')
  const isInferred =
    trigger !== undefined && line.basis.debtors.some((debtor) => ledger.table.isInferred(trigger, debtor))
  const owed = isInferred ? `Asked of ${owes} by ${to}, if it was an addressee` : `Owed by ${owes} to ${to}`
  const relation = line.verb === 'may' ? `Open to: ${owes}` : line.verb === 'must not' ? `Binds ${owes}` : owed
  const of = period === undefined ? '' : `, for ${printCalendarPeriod(period)}`
  const reachedPhrase = reached === undefined ? '' : `, when ${reachedWords(ledger, reached)}`
  const guards = [
    ...(entry?.norm.if === undefined ? [] : [node(`Condition: ${entry.norm.if.text}`)]),
    ...(entry?.norm.unless === undefined ? [] : [node(`Exception: ${entry.norm.unless.text}`)]),
  ]
  if (trigger === undefined)
    return [
      node(`${relation}${of}`, [
        ...(followed === undefined
          ? []
          : [fromReturn(ledger, followed, query, (other) => whyLine(ledger, other, query))]),
        node(`It arises ${printAt(born, zone, true)}${reachedPhrase}`),
        ...guards,
      ]),
    ]
  const verb =
    line.verb === 'asked'
      ? `Asked of ${owes} by ${to}`
      : line.verb === 'offered'
        ? `Offered to ${owes} by ${to}`
        : relation
  const { cause } = line.basis
  const explain = (other: Line) => whyLine(ledger, other, query)
  const act = cause === undefined ? actOf(ledger, trigger, query) : fromRule(ledger, cause, query, explain)
  const reasons = furtherReasons(ledger, line.basis, query, { line: explain, act: (row) => actOf(ledger, row, query) })
  const addressee = ledger.act(trigger)
  const known = addressee.to === 'all' ? undefined : addressee.to.find((one) => one.party === line.debtors[0])
  const inferred =
    known?.known === 'inferred'
      ? [
          node(
            `That ${owes} is an addressee is inferred and unverified${sources(known.source ?? [])}: nothing is computed for it`,
          ),
        ]
      : []
  const chairs = line.basis.debtors.flatMap((debtor) => {
    const seat = ledger.roles.seat(debtor)
    return seat === undefined ? [] : [node(capital(chairWords(ledger, seat, line.closes, query.asOf.at)))]
  })
  return [node(verb, [act, ...reasons, ...inferred, ...chairs, ...guards])]
}

function nameOf(ledger: Ledger, id: string): string {
  const index = ledger.program.partyIndex.get(id)
  return index === undefined ? id : partyName(ledger, index)
}

function sources(keys: readonly string[]): string {
  return keys.length === 0 ? '' : ` [${keys.join(', ')}]`
}

/** An act as evidence: who did what when, how it is known, who put it on record, and what is said beside it. */
function actOf(ledger: Ledger, row: Row, query: Query): Why {
  const entry = entryOf(ledger, row, query)
  const act = ledger.act(row)
  const certainty = entry.certainty === undefined ? '' : `; ${entry.certainty}`
  const recorder = act.recordedBy === undefined ? '' : `; recorded by ${act.recordedBy}`
  const details = [
    ...(entry.capacity === undefined ? [] : [node(`Capacity: ${entry.capacity}`)]),
    ...(entry.cites.length === 0 ? [] : [node(`Cites ${entry.cites.join(', ')}`)]),
    ...entry.marks.map((mark) => node(mark)),
  ]
  return node(`${entry.id}: ${entry.text}${sources(entry.source)}${certainty}${recorder}`, details)
}

function dueOf(ledger: Ledger, line: Line): Why[] {
  const { basis } = line
  const clock = basis.entry?.norm.until
  const zone = ledger.program.agreement.zone
  if (clock === undefined || basis.entry === undefined) return []
  if (line.due === '-' && clock.kind !== 'open') return []
  const label = line.verb === 'must' ? 'Due' : 'Until'
  if (clock.kind === 'open')
    return [
      node(
        `${label} ${clock.word}: no number is agreed, so it is never overdue by computation`,
        policyOf(ledger, basis),
      ),
    ]
  const due = `${label} ${printDue(basis.closes, zone)}`
  if (clock.kind === 'date') return [node(due, [node('The date stands in the rule; the whole day counts')])]
  if (clock.kind === 'annual date') {
    return [
      node(due, [
        node(
          `${clock.date} ${printMonth(clock.month)} of the ${basis.period?.unit === 'period' ? 'last year of the period' : 'year in which it arises'}; the whole day counts`,
        ),
      ]),
    ]
  }
  if (clock.kind === 'at' && clock.at.kind === 'period end')
    return [node(due, [node(`The last day of the ${clock.at.unit}; the whole day counts`)])]
  if (clock.kind === 'at') return [node(due, anchorWhy(ledger, basis, clock.at))]
  if (basis.closes?.earliest === Number.POSITIVE_INFINITY && basis.entry.moves.length === 0) {
    return [node(due, [node('Not received by then: the clock does not run yet')])]
  }
  const variant = basis.trigger === undefined ? -1 : ledger.cases.variant(basis.entry, basis.trigger)
  const period = variant === undefined || variant < 0 ? clock.period : (clock.variants[variant]?.period ?? clock.period)
  const from = startOf(ledger, basis, clock.from)
  const regime = ledger.deadlines.regime(clock.regime)
  const chosen =
    variant === undefined
      ? [node('Which of the periods holds is not known: both ends are taken')]
      : variant >= 0
        ? [node(`The shorter form holds: ${clock.variants[variant]?.if.text}`)]
        : []
  const steps =
    from === undefined
      ? []
      : arithmetic(period, from, regime, clock.direction, wordFor(ledger, basis, clock.from, from))
  return [node(due, [...anchorWhy(ledger, basis, clock.from), ...chosen, ...steps])]
}

/** How each act that the rule names moved the end, and that others did not. */
function changesOf(ledger: Ledger, basis: Basis, query: Query): Why[] {
  const { entry, trigger, born } = basis
  if (entry === undefined || trigger === undefined) return []
  const zone = ledger.program.agreement.zone
  return ledger.ends.steps({ ...basis, entry, trigger }, born, query.asOf.at).map(({ act, moves, closes }) => {
    const { verb, length } = act.entry.change
    const how = {
      ...CHANGED,
      to: length === undefined ? 'Moved to the time stated' : `Moved to ${printPeriod(length)}`,
      by: `Extended by ${length === undefined ? '' : printPeriod(length)}`,
    }
    const end = verb === 'stop' ? 'it does not close until it is resumed' : `now until ${printDue(closes, zone)}`
    const text = moves
      ? `${how[verb as keyof typeof how]}, ${end}:`
      : 'Changes nothing: by somebody else, too late, or not what the rule asks for:'
    return node(text, [actOf(ledger, act.row, query)])
  })
}

function joinedOf(ledger: Ledger, { joined = [] }: Basis, query: Query): Why[] {
  return joined.map(({ party, row }) =>
    node(`Owed to ${partyName(ledger, party)} as well:`, [actOf(ledger, row, query)]),
  )
}

const CHANGED = { restart: 'Started again', stop: 'Stopped', resume: 'Resumed' } as const

/** A policy is nobody's duty: it is shown with its arithmetic, and that is all. */
function policyOf(ledger: Ledger, { entry, born }: Basis): Why[] {
  const clock = entry?.norm.until
  if (clock?.kind !== 'open' || clock.policy === undefined) return []
  const regime = ledger.deadlines.regime('default')
  const steps = arithmetic(clock.policy, born, regime, 'after', 'arises')
  return [node(`As a matter of policy, ${printPeriod(clock.policy)}`, steps)]
}

/** Undefined: of a duty that hangs on no act, what it counts from is said nowhere. */
function startOf(ledger: Ledger, basis: Basis, anchor: Anchor): Window | undefined {
  const { trigger, followed, born, debtors } = basis
  const { deadlines } = ledger
  if (followed !== undefined) return deadlines.startFrom(anchor, born, followingOf(followed))
  if (trigger === undefined && anchor.kind !== 'born' && anchor.kind !== 'period end') return undefined
  return deadlines.anchor(anchor, { ...basis, trigger: trigger ?? 0, debtor: debtors[0] as number })
}

function wordFor(ledger: Ledger, { trigger }: Basis, anchor: Anchor, from: Window): string {
  if (anchor.kind === 'field') return `${anchor.noun}.${anchor.path.join('.')}`
  if (anchor.kind === 'outcome') return outcomeWords(anchor)
  if (anchor.kind !== 'act') return 'from'
  // An act that waited for its power counts from when it took effect.
  const waited =
    trigger !== undefined &&
    ledger.roles.noun(anchor.noun, trigger) === trigger &&
    ledger.chronology.effective(trigger).latest < from.earliest
  return waited && anchor.is === 'transmitted' ? 'takes effect' : anchor.is
}

function outcomeWords({ rule, is }: OutcomeAnchor): string {
  if (is === 'exercised') return `use of rule ${rule}`
  return is === 'performed late' ? `late act under rule ${rule}` : `last day of rule ${rule}`
}

/** The arithmetic at both ends of the window, once where they give one due instant. */
function arithmetic(period: Period, from: Window, regime: Regime, direction: 'after' | 'before', event: string): Why[] {
  const { zone } = regime
  const derive = (at: number) => {
    const isDay = direction === 'before' && !isExact(from) && zone.dayAt(from.earliest) === zone.dayAt(from.latest)
    const found =
      direction === 'after'
        ? deriveAfter(period, at, regime, { event })
        : deriveBefore(period, isDay ? { day: zone.dayAt(at) } : at, regime, { event })
    return found.steps.join('; ')
  }
  const first = derive(from.earliest)
  if (!Number.isFinite(from.latest)) return [node(`At the earliest: ${first}`), node('At the latest: not known')]
  const last = derive(from.latest)
  if (first === last) return [node(first)]
  return [node(`At the earliest: ${first}`), node(`At the latest: ${last}`)]
}

/** Where the instant comes from that a clock counts from. */
function anchorWhy(ledger: Ledger, basis: Basis, anchor: Anchor): Why[] {
  const zone = ledger.program.agreement.zone
  if (anchor.kind === 'born' || (basis.trigger === undefined && basis.followed === undefined)) return []
  if (anchor.kind === 'outcome') return [node(`Counted from the ${outcomeWords(anchor)}`)]
  if (anchor.kind === 'period end' || basis.trigger === undefined) return []
  const row = ledger.roles.noun(anchor.noun, basis.trigger)
  if (row === undefined) return [node(`No ${anchor.noun} is recorded in this case`)]
  if (anchor.kind === 'field') {
    const stated = ledger.chronology.stated(row, anchor.path)
    return [
      node(
        stated === undefined
          ? `${anchor.noun}.${anchor.path.join('.')} is not stated`
          : `${anchor.noun}.${anchor.path.join('.')} is ${printWindow(stated, zone)}`,
      ),
    ]
  }
  if (anchor.is === 'transmitted')
    return [node(`${ledger.table.id(row)} transmitted ${printWindow(ledger.chronology.effective(row), zone)}`)]
  return basis.debtors.map((debtor) => receiptWhy(ledger, row, debtor))
}

function receiptWhy(ledger: Ledger, row: Row, party: number): Why {
  const zone = ledger.program.agreement.zone
  const act = ledger.act(row)
  const id = ledger.table.id(row)
  if (!ledger.table.isAddressee(row, party)) {
    const last = ledger.chronology.receivedByAll(row)
    return node(`${id} received by the last of its addressees ${printWindow(last, zone)}`)
  }
  const received = ledger.chronology.received(row, party)
  const recorded = ledger.table.receipt(row, party)
  const named = act.to === 'all' ? undefined : act.to.find((one) => one.party === ledger.program.parties[party]?.id)
  const parts: Why[] = []
  if (recorded !== undefined)
    parts.push(node(`Receipt as recorded: ${printWindow(recorded, zone)}${sources(named?.source ?? act.source)}`))
  const channel = ledger.program.kinds[ledger.table.kind(row)]?.channel
  const regime = ledger.program.agreement.regimes.default as Regime
  const sent = ledger.chronology.effective(row)
  if (channel !== undefined && channel.receipt.kind !== 'actual' && Number.isFinite(sent.latest)) {
    parts.push(
      node(
        `Deemed by channel ${channel.name}: ${deemedReceipt(channel.receipt, sent.latest, regime).steps.join('; ')}`,
      ),
    )
  }
  if (recorded !== undefined && recorded.earliest < sent.earliest) {
    parts.push(node(`Not before it was transmitted, ${printWindow(sent, zone)}`))
  }
  return node(`${id} received by ${partyName(ledger, party)}: ${printWindow(received, zone)}`, parts)
}

function performanceOf(ledger: Ledger, line: Line, query: Query): Why[] {
  const zone = ledger.program.agreement.zone
  const shown = line.basis.performances.filter((performance) => performance.shown.earliest <= query.asOf.at)
  if (shown.length === 0)
    return line.verb === 'may' || line.verb === 'must not' ? [] : [node(nothingOnRecord(line, query))]
  return shown.map((performance, index) => {
    const below = ledger.table
      .refsOf(performance.row)
      .flatMap((target) => (target === line.basis.trigger ? [] : [actOf(ledger, target, query)]))
    const isSure = line.reading !== 'not derivable' && performance.shown.latest <= query.asOf.at
    const role = isSure ? roleOf(line, index) : 'On record'
    const time = line.basis.entry?.norm.timedBy
    const counts =
      time === undefined || time === 'transmitted'
        ? []
        : [
            node(
              `What counts is ${typeof time === 'object' ? `${time.noun}.${time.path.join('.')}` : 'its receipt'}: ${printWindow(performance.time, zone)}`,
            ),
          ]
    return node(`${role}:`, [actOf(ledger, performance.row, query), ...counts, ...below])
  })
}

/** What a recorded act is to the line. */
function roleOf({ verb }: Line, index: number): string {
  if (verb === 'may') return 'Used by'
  if (verb === 'must not') return 'Done'
  if (verb === 'offered') return 'Answered by'
  return index === 0 ? 'Performed by' : 'Also on record'
}

function nothingOnRecord({ verb }: Line, { asOf }: Query): string {
  return verb === 'offered'
    ? `No reply is on record by ${asOf.printed}`
    : `No act on record by ${asOf.printed} performs it`
}

/** Of an offer: what either side stated, with how it is known. */
function statementsOf(ledger: Ledger, { verb, basis, reading }: Line, query: Query): Why[] {
  const isTold = verb === 'offered' && reading !== 'not derivable'
  const rows = isTold ? statementsAbout(ledger, basis, query) : []
  return rows.length === 0
    ? []
    : [
        node(
          'Stated about it:',
          rows.map((row) => actOf(ledger, row, query)),
        ),
      ]
}

/** Between which days it would be in time or late, where the windows do not tell. */
function punctualityOf(ledger: Ledger, { performed, closes, trigger, debtors }: Basis): Why[] {
  const isInferred = trigger !== undefined && debtors.some((debtor) => ledger.table.isInferred(trigger, debtor))
  if (performed === undefined || closes === undefined || isInferred) return []
  const { time } = performed
  if (time.latest < closes.earliest || time.earliest >= closes.latest) return []
  const zone = ledger.program.agreement.zone
  const by = printDue({ earliest: closes.earliest, latest: closes.earliest }, zone)
  if (closes.earliest === closes.latest)
    return [node(`In time if by ${by}, late if after it; which of them is not known`)]
  const after = Number.isFinite(closes.latest)
    ? printDue({ earliest: closes.latest, latest: closes.latest }, zone)
    : undefined
  const late = after === undefined ? '' : `, late if after ${after}`
  return [node(`In time if by ${by}${late}; otherwise it depends on what the clock counts from`)]
}

function endingOf(ledger: Ledger, basis: Basis, query: Query): Why[] {
  const { ending } = basis
  if (ending === undefined || ending.at.earliest > query.asOf.at) return []
  if (ending.why === 'edition') {
    const { editions = [], zone } = ledger.program.agreement
    const edition = editions.find(({ n }) => n === ending.edition)
    const since = edition === undefined ? '' : `, in force from ${printAt(sinceOf(edition, zone), zone, true)}`
    return [node(`Edition ${ending.edition}${since}, discharges what is not yet due under the rule that it changes`)]
  }
  if (ending.row === undefined) {
    const who = ending.why === 'debtors left' ? 'whoever owed it' : 'whoever it was owed to'
    return [node(`Ended ${printAt(ending.at, ledger.program.agreement.zone, true)}: ${who} is no longer bound`)]
  }
  const how = { waived: 'Waived', excused: 'Excused' } as const
  const word = ending.why === 'waived' || ending.why === 'excused' ? how[ending.why] : 'Ended'
  return [node(`${word} by:`, [actOf(ledger, ending.row, query)])]
}

function powerOf(ledger: Ledger, basis: Basis): Why[] {
  if (basis.opens === undefined) return []
  const begins = basis.entry?.norm.verb === 'must not' ? 'It begins' : 'It opens'
  return [node(`${begins} ${printAt(basis.opens, ledger.program.agreement.zone, true)}`)]
}

function horizonOf(ledger: Ledger, query: Query): Why[] {
  if (query.covers === undefined) return []
  const covers = `The record covers ${printWindow(query.covers.window, ledger.program.agreement.zone)}: ${query.covers.note}`
  return [node(isPastHorizon(query) ? `${covers}; it says nothing of what came after` : covers)]
}
