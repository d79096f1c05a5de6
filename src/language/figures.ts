import type { KindName } from '../agreement/clause.ts'
import type { ActLimit, Counted, Figure, FigureKey, Limit, LimitKey, LimitPeriod, Pattern } from '../agreement/rule.ts'
import { readPattern } from './act-phrase.ts'
import type { Declaration } from './block.ts'
import { parsePeriodAt } from './clock-phrase.ts'
import type { Directory } from './directory.ts'
import { FieldReader, type Text } from './fields.ts'
import { figuresIn, kindsIn } from './guard-figure.ts'
import { type GuardReading, guardAt } from './guard-text.ts'
import { indefinite, kindNamed, type Standpoint } from './noun.ts'
import { readParty } from './party-phrase.ts'
import { isWord, type Phrase, readPhrase } from './phrase.ts'
import type { Report } from './report.ts'
import { formulaOf, readSum } from './sums.ts'
import { checkZoneField } from './zones.ts'

/**
 * Figures and limits:
 *
 *     figure: quota
 *     per: party
 *     is: min(15, ceilDiv(latest(annual-information.units), 60))
 *     ---
 *     limit: "109"
 *     counts: visit-report                      # or: arrival until departure to request, under way at once
 *     if: visit-report.announced
 *     per: [addressee of request, sender of request]
 *     in: calendar year                         # or: 3 calendar years, any 12 months; left out: at any time
 *     at most: quota                            # of the party that stands first behind `per`
 *     not counted: force-majeure about request
 *     otherwise: over quota
 */
const FIGURE = { what: 'a figure', keys: ['figure', 'per', 'is'] }
const LIMIT = {
  what: 'a limit',
  keys: ['limit', 'counts', 'sums', 'if', 'over', 'per', 'in', 'at most', 'not counted', 'otherwise'],
}
const FIGURE_KEYS: readonly FigureKey[] = ['party', 'zone']

export interface FigureDraft {
  readonly id: Text
  readonly per: readonly FigureKey[]
  readonly is: Text
  readonly declaration: Declaration
}

/** A figure may name figures that stand below it, so what each is for is known before any formula is read. */
export function readFigureDraft(
  declaration: Declaration,
  directory: Directory,
  report: Report,
): FigureDraft | undefined {
  const reader = new FieldReader(declaration, FIGURE, report)
  const id = reader.id('figure', 'kind')
  reader.need('is', 'Write how it is computed: is: latest(annual-information.units).')
  const named = reader.texts('per').flatMap((text) => {
    const key = FIGURE_KEYS.find((each) => each === text.value)
    if (key !== undefined) return [key]
    const message = `There are no figures for each "${text.value}".`
    report.error(
      'value/unknown',
      text.place,
      message,
      'Write per: party, per: [party, zone], or leave it out for the agreement as a whole.',
    )
    return []
  })
  const per = named.length === 0 ? [] : FIGURE_KEYS.filter((key) => key === 'party' || named.includes(key))
  if (id !== undefined) directory.figurePer.set(id.value, per)
  const is = formulaOf(reader, 'is')
  return id === undefined || is === undefined ? undefined : { id, per, is, declaration }
}

/** Figures that need each other in a circle are never known. */
export function readFigures(
  drafts: readonly FigureDraft[],
  directory: Directory,
  guards: GuardReading,
  report: Report,
): Figure[] {
  const figures = drafts.flatMap(({ id, per, is, declaration }): Figure[] => {
    const read = guards.number(is, per)
    if (read !== undefined && per.includes('zone'))
      for (const kind of new Set(kindsIn(read.guard))) checkZoneField(kind, is, directory, report)
    return read === undefined ? [] : [{ kind: 'figure', id: id.value, clause: declaration.clause, per, is: read }]
  })
  const uses = new Map(figures.map((figure) => [figure.id, figuresIn(figure.is.guard)]))
  for (const { id, is } of drafts) {
    const seen = new Set(uses.get(id.value))
    for (const name of seen) for (const next of uses.get(name) ?? []) seen.add(next)
    if (!seen.has(id.value)) continue
    const message = `To know "${id.value}" one must know "${id.value}".`
    report.error('figure/circular', is.place, message, 'Compute one of the figures without the others.')
  }
  return figures
}

export function readLimit(
  declaration: Declaration,
  directory: Directory,
  guards: GuardReading,
  report: Report,
): Limit | undefined {
  const reader = new FieldReader(declaration, LIMIT, report)
  const id = reader.id('limit', 'rule')
  if (reader.has('sums') && !reader.has('counts')) return readSum(reader, declaration, directory, guards, report)
  for (const key of ['sums', 'over'].filter((each) => reader.has(each))) {
    const message = `"${key}" stands in a limit on a sum, and this one counts acts.`
    report.error('limit/sum', reader.field(key)?.keyPlace ?? reader.place, message, 'Write either counts: or sums:.')
  }
  reader.need('counts', 'Write the kind of act that is counted: counts: visit-report.')
  reader.need('at most', 'Write how many there may be: at most: 3.')
  const counted = reader.text('counts')
  const of = counted && readPhrase(counted, report, (phrase) => readCounted(phrase, directory))
  const here = standpointAt(of?.act, directory)
  const condition = reader.text('if')
  const guardIf = condition && guardAt(condition, here.nouns, guards)
  const per = reader.texts('per').flatMap((text) => readPhrase(text, report, (phrase) => readKey(phrase, here)) ?? [])
  const within = reader.text('in')
  const period = within && readPhrase(within, report, readPeriod)
  if (within !== undefined && of?.until !== undefined) {
    const message = 'What is under way is counted at each moment, not over a period.'
    report.error('limit/period', within.place, message, 'Leave out "in:", or count the acts that begin it.')
  }
  const most = formulaOf(reader, 'at most')
  const atMost = most && guards.number(most, per.length === 0 ? [] : ['party'])
  const exception = reader.text('not counted')
  const notCounted =
    exception && readPhrase(exception, report, (phrase) => referring(phrase, readPattern(phrase, here), of?.act, here))
  const mark = reader.text('otherwise')?.value ?? 'over the limit'
  if (id === undefined || of === undefined || atMost === undefined) return undefined
  return {
    kind: 'limit',
    id: id.value,
    clause: declaration.clause,
    of: guardIf === undefined ? of : { ...of, if: guardIf },
    per,
    ...(period === undefined ? {} : { in: period }),
    atMost,
    ...(notCounted === undefined ? {} : { notCounted }),
    mark,
  }
}

export function isOnActs(limit: Limit): limit is ActLimit {
  return limit.of.kind === 'count'
}

function standpointAt(act: KindName | undefined, directory: Directory): Standpoint {
  return {
    directory,
    nouns: act === undefined ? 'any' : directory.chain(act),
    from: act === undefined ? 'the act that is counted' : indefinite(act),
    bareRoles: true,
  }
}

/** `visit-report`, or `arrival until departure to evaluation-request`. */
function readCounted(phrase: Phrase, directory: Directory): Counted | undefined {
  const act = kindNamed(phrase, phrase.name('a kind of act'), directory)
  if (!phrase.takes('until')) return act === undefined ? undefined : { kind: 'count', act }
  const here = standpointAt(act, directory)
  const until = referring(phrase, readPattern(phrase, here), act, here)
  return act === undefined ? undefined : { kind: 'count', act, until }
}

/** An act that ends another, or takes it out of the count, says which: left out, it refers to that act itself. */
function referring(phrase: Phrase, pattern: Pattern, act: KindName | undefined, here: Standpoint): Pattern {
  if (pattern.link !== undefined || act === undefined) return pattern
  const foreign = pattern.acts.find((each) => here.directory.kindOf.get(each)?.refersTo.includes(act) === false)
  if (foreign === undefined) return { ...pattern, link: { kind: 'to', noun: act } }
  const common = here.directory.kindOf.get(foreign)?.refersTo.find((kind) => here.directory.chain(act).has(kind))
  const message = `It is not said to which ${act.replaceAll('-', ' ')} ${indefinite(foreign)} belongs.`
  const advice =
    common === undefined
      ? `Let both refer to the same act, and write "${foreign} to" that act.`
      : `Write "${foreign} to ${common}".`
  phrase.error('noun/unreachable', phrase.peek(), message, advice)
  return pattern
}

/** `addressee of evaluation-request`; alone, of the act that is counted. */
function readKey(phrase: Phrase, here: Standpoint): LimitKey[] {
  const first = phrase.peek()
  const { sets } = readParty(phrase, here)
  const [of, second] = sets
  const isRole = of?.of.kind === 'sender' || of?.of.kind === 'addressee'
  if (of !== undefined && second === undefined && isRole && of.except.length === 0) return [{ kind: 'party', of }]
  const message = 'The act that is counted does not say for whom.'
  phrase.error(
    'limit/key',
    first,
    message,
    'Write per: sender, addressee, or either of them "of" an act; a list for pairs.',
  )
  return []
}

function readPeriod(phrase: Phrase): LimitPeriod {
  if (phrase.takes('calendar', 'year')) return { kind: 'calendar', years: 1 }
  if (phrase.takes('any')) {
    const token = phrase.peek()
    const period = parsePeriodAt(phrase)
    if (['day', 'week', 'month', 'year'].includes(period.unit)) return { kind: 'rolling', period }
    return phrase.stop(
      'limit/period',
      token,
      `A limit is not counted over ${period.unit}s.`,
      'Write days, weeks, months or years.',
    )
  }
  const token = phrase.peek()
  if (/^[1-9]\d?$/.test(token.text) && isWord(phrase.peek(1), 'calendar')) {
    phrase.next()
    phrase.need('calendar')
    phrase.oneOf(['years', 'year'])
    return { kind: 'calendar', years: Number(token.text) }
  }
  return phrase.fault([], 'calendar year, 3 calendar years, or any 12 months')
}
