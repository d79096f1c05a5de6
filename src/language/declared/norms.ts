import type { Clock } from '../../agreement/clock.ts'
import type { GuardText } from '../../agreement/guard.ts'
import type { Change, Event, Link, Norm, PartyExpr, Pattern, Verb } from '../../agreement/rule.ts'
import type { Place } from '../../problem.ts'
import type { GuardReading } from '../guard/guard-text.ts'
import type { Directory } from '../meaning/directory.ts'
import { readEvent, readPattern } from '../phrase/act-phrase.ts'
import { changedActs, checkChanges, readChange } from '../phrase/change-phrase.ts'
import { readClock } from '../phrase/clock-phrase.ts'
import { isOfParty } from '../phrase/limit-key.ts'
import { fieldNamed, isFieldToken, kindNamed, nounNamed, type Standpoint } from '../phrase/noun.ts'
import { readParty } from '../phrase/party-phrase.ts'
import { type Phrase, readPhrase } from '../phrase/phrase.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader, notBuiltYet, type Text, textOf } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { type Neighbours, readCitations } from './citations.ts'
import { checkAskedOf } from './dated-conditions.ts'
import { calendarIn, checkEachOwn, checkFollowUp, checkOneLength, checkSources, isFollowUp } from './follow-ups.ts'
import { checkPeriodEnd, everyWords, newcomersOf, withPolicy } from './periodic.ts'
import { CARRIED } from './provisions.ts'

/**
 * A rule, its keys in the order in which a lawyer says it:
 *
 *     rule: "4.2"
 *     when: question
 *     if: question.urgent
 *     who: each addressee
 *     must: answer or adoption about question
 *     covering: each limb of question
 *     to: sender of question
 *     by: 14 days after question is received (48 hours if question.urgent)
 *     silence: no answer
 *     changes: [ends when waiver to question]
 *
 * It is read in two steps: first what it waits for and what performs it, of all rules; then the rest, because which
 * nouns a rule can name depends on what other rules wait for.
 */
const VERBS = ['must', 'may', 'must not', 'is free to'] as const
const SHAPE = {
  what: 'a rule',
  keys: [
    'rule',
    'when',
    'key',
    'if',
    'unless',
    'who',
    ...VERBS,
    'covering',
    'to',
    'from',
    'by',
    'until',
    'timed by',
    'silence',
    'newcomers',
    'policy',
    'survives',
    'uses',
    'cites',
    'changes',
    ...CARRIED,
  ],
  notBuiltYet: ['once', 'despite'],
}

export interface NormDraft {
  readonly declaration: Declaration
  readonly id: Text
  readonly reader: FieldReader
  readonly verb: Verb
  readonly verbText: Text
  readonly when: readonly Event[]
  /** Of each event in `when`. */
  readonly whenTexts: readonly Text[]
  /** Something of `when` was refused, so what it leads to is not known. */
  readonly whenIsWhole: boolean
}

/** What the rule waits for and its verb; undefined if it has none, which has been told. */
export function readNormDraft(declaration: Declaration, directory: Directory, report: Report): NormDraft | undefined {
  const reader = new FieldReader(declaration, SHAPE, report)
  const id = reader.id('rule', 'rule')
  // What a party is free to do it may do at any time.
  const isFree = reader.has('is free to')
  if (!isFree) reader.need('when', 'Write what it waits for: when: question.')
  const items = reader.items('when')
  const key = reader.text('key')
  const when: Event[] = []
  const whenTexts: Text[] = []
  for (const item of items) {
    const text = textOf(item, 'What a rule waits for', report)
    const event = text && readPhrase(text, report, (phrase) => readEvent(phrase, directory, key))
    if (text === undefined || event === undefined) continue
    when.push(event)
    whenTexts.push(text)
  }
  const verb = verbOf(reader, report)
  if (verb === undefined) return undefined
  const whenIsWhole = when.length === items.length && (when.length > 0 || isFree)
  return { declaration, id: id ?? nameless(reader.place), reader, ...verb, when, whenTexts, whenIsWhole }
}

/** A rule whose id was refused is read all the same, so that the rest of it is told. */
export function nameless(place: Place): Text {
  return { kind: 'scalar', value: '', source: '', place, at: () => place }
}

function verbOf(reader: FieldReader, report: Report): { verb: Verb; verbText: Text } | undefined {
  const present = VERBS.filter((verb) => reader.has(verb))
  const [verb, second] = present
  if (verb === undefined) {
    report.error(
      'rule/verb',
      reader.place,
      'The rule does not say what must or may be done.',
      'Add must: or may: and an act.',
    )
    return undefined
  }
  const place = reader.field(second ?? verb)?.keyPlace ?? reader.place
  if (second !== undefined) {
    report.error('rule/verb', place, `The rule has both "${verb}" and "${second}".`, 'Write two rules.')
  }
  const verbText = reader.text(verb)
  return verbText === undefined || second !== undefined ? undefined : { verb, verbText }
}

/** The nouns that the rule can name, when all drafts are known. */
export function standpointOf(draft: NormDraft, directory: Directory): Standpoint {
  const bareRoles = draft.when.every((event) => event.kind === 'act' || event.kind === 'claim')
  const waits = draft.when.length > 0
  const nouns = !draft.whenIsWhole ? 'any' : waits ? directory.nounsOf(draft.when) : new Set<string>()
  return {
    directory,
    nouns,
    from: 'what this rule waits for',
    bareRoles: bareRoles || !draft.whenIsWhole,
    figures: figuresAwaited(draft, directory),
  }
}

export function readNorm(
  draft: NormDraft,
  directory: Directory,
  guards: GuardReading,
  neighbours: Neighbours,
  report: Report,
): Norm | undefined {
  const { reader, verb, when } = draft
  const cites = readCitations(reader, neighbours, report)
  const here = standpointOf(draft, directory)
  checkPower(draft, report)
  checkFound(draft, directory, report)
  if (when.some(isReached) && !checkReached(draft, directory, report)) return undefined
  if (isFollowUp(directory, when) && !checkFollowUp(draft, directory, report)) return undefined
  checkSources(draft, directory, report)
  const isDated = calendarIn(directory, when) !== undefined
  const guardOf = (key: string): GuardText | undefined => {
    const text = reader.text(key)
    const rules = new Set(directory.openings.keys())
    if (text === undefined) return undefined
    return isDated ? guards.whenBorn(text, rules) : guards.ofRule(text, text.value, 0, here.nouns, rules)
  }
  const guardIf = guardOf('if')
  const guardUnless = guardOf('unless')
  reader.need('who', 'Write who owes it: who: each addressee.')
  const who = partyOf(reader.text('who'), here, report)
  const to = partyOf(reader.text('to'), here, report)
  if (isDated && who !== undefined) {
    checkAskedOf(draft, who, [guardIf, guardUnless], directory, report)
    checkEachOwn(draft, who, report)
  }
  const changed = isDated ? reader.field('changes')?.keyPlace : undefined
  if (changed !== undefined) notBuiltYet(report, changed, '"changes" of a duty by date')
  const what = readPhrase(draft.verbText, report, (phrase) => readPattern(phrase, here))
  const covering = coveringOf(reader.text('covering'), here, report)
  const from = readStart(draft, here, guards, report)
  const until = withPolicy(reader, readEnd(draft, here, guards, report), report)
  const newcomers = newcomersOf(reader, when, report)
  const timedBy = timedByOf(reader.text('timed by'), what, directory, report)
  const silence = silenceOf(reader.text('silence'), directory, report)
  const changes = readChanges(draft, here, guards, report)
  checkChanges(draft, changes, until, report)
  if (who === undefined || what === undefined) return undefined
  if (what.acts.some((act) => directory.kinds.has(act))) checkLink(draft, what, to, directory, report)
  return {
    kind: 'norm',
    id: draft.id.value,
    clause: draft.declaration.clause,
    verb,
    when,
    ...(guardIf === undefined ? {} : { if: guardIf }),
    ...(guardUnless === undefined ? {} : { unless: guardUnless }),
    who,
    ...(to === undefined ? {} : { to }),
    what,
    ...(covering === undefined ? {} : { covering }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    timedBy,
    changes,
    ...(silence === undefined ? {} : { silence }),
    survives: survivesOf(draft, report),
    ...(usesOf(draft, report) ? { uses: 'once' as const } : {}),
    ...(newcomers === undefined ? {} : { newcomers }),
    ...(cites.length === 0 ? {} : { cites }),
  }
}

function partyOf(text: Text | undefined, here: Standpoint, report: Report): PartyExpr | undefined {
  return text === undefined ? undefined : readPhrase(text, report, (phrase) => readParty(phrase, here))
}

function coveringOf(text: Text | undefined, here: Standpoint, report: Report): string | undefined {
  if (text === undefined) return undefined
  return readPhrase(text, report, (phrase) => {
    phrase.need('each', 'limb', 'of')
    const token = phrase.name('a kind of act')
    return nounNamed(phrase, token, here)
  })
}

/** A duty is done `by` a time, a power lasts `until` one. */
function readEnd(draft: NormDraft, here: Standpoint, guards: GuardReading, report: Report): Clock | undefined {
  const { reader, verb, when } = draft
  const [right, wrong] = verb === 'must' ? (['by', 'until'] as const) : (['until', 'by'] as const)
  const what = verb === 'may' ? 'A power' : verb === 'must not' ? 'A prohibition' : 'A freedom'
  const misplaced = reader.field(wrong)
  if (misplaced !== undefined) {
    const [code, message] =
      verb === 'must'
        ? (['rule/until-for-duty', 'A duty is performed by a time; "until" is said of a power.'] as const)
        : (['rule/by-for-power', `${what} lasts until a time; "by" is said of a duty.`] as const)
    report.error(code, misplaced.keyPlace, message, `Write ${right}: instead of ${wrong}:.`)
  } else if (verb === 'must') {
    reader.need('by', 'Write by: and a time, or by: without delay if no number is agreed.')
  }
  const text = reader.text(right) ?? (misplaced === undefined ? undefined : reader.text(wrong))
  if (text === undefined) return undefined
  return readPhrase(text, report, (phrase) => {
    const clock = readClock(phrase, here, (guardText, start) => guards.ofRule(text, guardText, start, here.nouns))
    const isYearly = when.every((event) => event.kind === 'every' && (event.unit === 'year' || event.unit === 'period'))
    const calendar = calendarIn(here.directory, when)
    checkPeriodEnd(phrase, clock, calendar)
    if (calendar !== undefined) checkOneLength(phrase, clock)
    checkFromReached(phrase, clock, when)
    if (clock.kind === 'date' && verb === 'must' && when.some((event) => event.kind === 'every')) {
      const message = `"${text.value}" is one day, and this duty arises again and again.`
      const advice = 'Write the day without its year, such as 15 November, or let the rule wait for a date.'
      phrase.error('clock/one-date', { start: 0 }, message, advice)
    }
    if (clock.kind === 'annual date' && draft.whenIsWhole && !isYearly) {
      const message = `"${text.value}" is a day of each year, and this rule is not for each year.`
      phrase.error('clock/annual', { start: 0 }, message, 'Write a date with its year, or when: every year.')
    }
    return clock
  })
}

/** What is counted or computed calls a duty into being, and no act by itself. */
function isReached({ kind }: Event): boolean {
  return kind === 'figure' || kind === 'used up'
}

/** No act is at hand when a figure comes to be at a number. */
function checkFromReached(phrase: Phrase, clock: Clock, when: readonly Event[]): void {
  if (!when.some(isReached)) return
  const isFromBirth = clock.kind === 'count' && clock.from.kind === 'born' && clock.variants.length === 0
  if (isFromBirth || clock.kind === 'date' || clock.kind === 'open') return
  phrase.notBuiltYet(
    phrase.peek(),
    'A time of a rule that waits for a figure or a limit, other than a date or a time after it arises',
  )
}

/** From when a power may be used, or a prohibition runs: a time that can be computed. */
function readStart(draft: NormDraft, here: Standpoint, guards: GuardReading, report: Report): Clock | undefined {
  const { reader, verb } = draft
  const field = reader.field('from')
  const text = reader.text('from')
  if (field === undefined || text === undefined) return undefined
  if (verb !== 'may' && verb !== 'must not') {
    const message = `${verb === 'must' ? 'A duty binds from when it arises' : 'A freedom is always there'}; "from" is said of a power or a prohibition.`
    report.error('rule/from', field.keyPlace, message, 'Leave it out, or let the rule wait for something later.')
  }
  return readPhrase(text, report, (phrase) => {
    const clock = readClock(phrase, here, (guardText, start) => guards.ofRule(text, guardText, start, here.nouns))
    const isOneTime =
      clock.kind === 'count' ? clock.variants.length === 0 : clock.kind === 'date' || clock.kind === 'at'
    if (!isOneTime) {
      const message = `"${text.value}" is no one time from which something runs.`
      phrase.error('rule/from', { start: 0 }, message, 'Write a date, or one period after something.')
    }
    return clock
  })
}

function timedByOf(
  text: Text | undefined,
  what: Pattern | undefined,
  directory: Directory,
  report: Report,
): Norm['timedBy'] {
  if (text === undefined || text.value === 'transmitted') return 'transmitted'
  if (text.value === 'received') return 'received'
  const nouns = what === undefined ? 'any' : new Set(what.acts)
  const here: Standpoint = { directory, nouns, from: 'the act of this rule', bareRoles: false }
  const read = readPhrase(text, report, (phrase) => {
    const token = phrase.peek()
    if (!isFieldToken(token)) phrase.fault(['transmitted', 'received'], 'a field such as meeting.began')
    phrase.next()
    return fieldNamed(phrase, token, here)
  })
  return read ?? 'transmitted'
}

/** `survives: yes`, of a duty. */
function survivesOf({ reader, verb }: NormDraft, report: Report): boolean {
  return isSaid(reader, 'survives', 'yes', verb !== 'must', 'A duty outlives leaving, not a power.', report)
}

/** `uses: once`, of a power. */
function usesOf({ reader, verb }: NormDraft, report: Report): boolean {
  return isSaid(reader, 'uses', 'once', verb !== 'may', 'A power is used, not a duty.', report)
}

function isSaid(
  reader: FieldReader,
  key: string,
  word: string,
  isMisplaced: boolean,
  why: string,
  report: Report,
): boolean {
  const text = reader.text(key)
  if (text === undefined) return false
  const place = reader.field(key)?.keyPlace ?? text.place
  if (isMisplaced) report.error('key/unknown', place, `"${key}" cannot stand here. ${why}`, 'Remove it.')
  else if (text.value !== word)
    report.error('value/unknown', text.place, `"${text.value}" cannot stand behind ${key}:.`, `Write ${key}: ${word}.`)
  return text.value === word && !isMisplaced
}

/** A word that says what a lapse means, or `counts as` and a kind of act that is then deemed done. */
function silenceOf(text: Text | undefined, directory: Directory, report: Report): Norm['silence'] {
  if (text === undefined) return undefined
  if (!/^counts as\b/.test(text.value)) return { word: text.value }
  return readPhrase(text, report, (phrase) => {
    phrase.need('counts', 'as')
    const token = phrase.name('a kind of act')
    const deemed = kindNamed(phrase, token, directory)
    return deemed === undefined ? undefined : { word: text.value, deemed }
  })
}

export function readChanges(
  { reader, verb }: NormDraft,
  here: Standpoint,
  guards: GuardReading,
  report: Report,
): Change[] {
  const texts = reader.items('changes').flatMap((item) => textOf(item, 'A change', report) ?? [])
  const others = changedActs(texts, here.directory)
  return texts.flatMap((text) => {
    const readGuard = (guardText: string, start: number, nouns: Standpoint['nouns']) =>
      guards.ofRule(text, guardText, start, nouns)
    return readPhrase(text, report, (phrase) => readChange(phrase, { here, others, verb, readGuard })) ?? []
  })
}

/** Whose figure reached the number, or whose limit is used up: known where all that the rule waits for is one and the same of a party. */
function figuresAwaited({ when }: NormDraft, { figurePer, limitOf }: Directory): ReadonlySet<string> {
  const names = when.map((event) =>
    event.kind === 'figure' ? event.figure : event.kind === 'used up' ? event.limit : undefined,
  )
  const [name] = names
  if (name === undefined || names.some((one) => one !== name)) return new Set()
  const isOne = figurePer.get(name)?.includes('party') === true || isOfParty(limitOf.get(name)?.per)
  return new Set(isOne ? [name] : [])
}

/** What a rule that waits for a figure can say so far; what it cannot has been told. */
function checkReached(draft: NormDraft, { figurePer, limitOf }: Directory, report: Report): boolean {
  const { reader, verb, verbText, when, whenTexts } = draft
  const refused: [Place, string][] = []
  when.forEach((event, index) => {
    const place = whenTexts[index]?.place
    if (event.kind === 'figure' && figurePer.get(event.figure)?.includes('zone') === true && place !== undefined)
      refused.push([place, 'A rule that waits for a figure of each zone'])
    if (event.kind === 'used up' && (limitOf.get(event.limit)?.per.length ?? 2) > 1 && place !== undefined)
      refused.push([
        place,
        'A rule that waits for a limit on a sum of figures, by stated times, or of pairs of parties',
      ])
  })
  if (verb !== 'must') refused.push([verbText.place, 'A rule other than a duty that a figure calls into being'])
  if (!when.every(isReached))
    refused.push([
      reader.field('when')?.keyPlace ?? reader.place,
      'A rule that waits for a figure and for something else',
    ])
  for (const key of ['if', 'unless', 'changes', 'silence', 'newcomers']) {
    const place = reader.field(key)?.keyPlace
    if (place !== undefined) refused.push([place, `"${key}" of a rule that waits for a figure`])
  }
  for (const [place, what] of refused) notBuiltYet(report, place, what)
  return refused.length === 0
}

/** An act that is found by what it states refers to nothing, so nothing hangs on it but the rule that it performs. */
function checkFound({ when, whenTexts }: NormDraft, { openings }: Directory, report: Report): void {
  when.forEach((event, index) => {
    const place = whenTexts[index]?.place
    if (place === undefined || event.kind !== 'outcome' || (event.is !== 'performed' && event.is !== 'performed late'))
      return
    if (openings.get(event.rule)?.what?.link?.kind === 'with')
      notBuiltYet(report, place, 'A rule that waits for what is done by an act that is found by what it states')
  })
}

/** A power or a prohibition begins at an act, or at what becomes of another rule: that is what the act which uses it refers to. */
function checkPower({ verb, when, whenTexts }: NormDraft, report: Report): void {
  if (verb !== 'may' && verb !== 'must not') return
  const what = verb === 'may' ? 'A power opens' : 'A prohibition begins'
  when.forEach((event, index) => {
    const place = whenTexts[index]?.place
    if (place === undefined || (event.kind !== 'every' && event.kind !== 'date' && event.kind !== 'item')) return
    const at =
      event.kind === 'every' ? `every ${event.unit}` : event.kind === 'item' ? 'at an item of a list' : 'on a date'
    const message = `${what} at an act or an outcome, not ${at}.`
    const advice =
      verb === 'may'
        ? 'Let it wait for an act, or write must: if it is a duty.'
        : 'Let it wait for an act that states the days, and write from: and until: with them, as notice.opens and notice.closes.'
    report.error('rule/power-opening', place, message, advice)
  })
}

/** Which instance an act is about is always said: nothing is guessed from dates or senders. */
function checkLink(
  draft: NormDraft,
  what: Pattern,
  to: PartyExpr | undefined,
  directory: Directory,
  report: Report,
): void {
  if (!draft.whenIsWhole) return
  const link: Link | undefined = what.link
  const calendar = calendarIn(directory, draft.when)
  const isOne = draft.when.length === 1 || isFollowUp(directory, draft.when)
  const unit = isOne && calendar?.day === undefined ? calendar?.series.unit : undefined
  const isYearly = unit !== undefined
  if (draft.verb === 'is free to' && link === undefined) return
  const fromActs = draft.when.some((event) => !isReached(event) && calendarIn(directory, [event]) === undefined)
  const end = draft.verbText.at(draft.verbText.value.length)
  if (link?.kind === 'with' && (draft.verb === 'may' || draft.verb === 'must not')) {
    notBuiltYet(report, draft.verbText.place, 'A power or a prohibition of an act that is found by what it states')
    return
  }
  if (link?.kind === 'period' && link.unit !== unit) {
    const advice = `Write when: ${everyWords(link.unit)}, or leave out "for the ${link.unit}".`
    const message = `A rule that is not for each ${link.unit} has no ${link.unit}.`
    report.error('rule/period-link', draft.verbText.place, message, advice)
    return
  }
  if (link === undefined && (fromActs || isYearly)) {
    const advice = isYearly
      ? `Write "for the ${unit}", "for the next ${unit}", "for the ${unit} after next" or "for the previous ${unit}" behind it.`
      : draft.verb === 'must not'
        ? 'Write "to" or "about" and the act to which what is forbidden refers, and let its kind refer to that: landing to opening.'
        : 'Write "to" or "about" and the act behind it: answer to question.'
    report.error(
      'rule/no-link',
      end,
      `It is not said which ${unit ?? 'act'} "${what.acts.join(' or ')}" is for.`,
      advice,
    )
    return
  }
  const hasCreditor = to !== undefined || link?.kind === 'to' || link?.kind === 'about'
  if (draft.verb === 'must' && !hasCreditor) {
    draft.reader.need('to', 'Write to whom it is owed: to: all parties.')
  }
}
