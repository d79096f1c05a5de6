import type { KindName } from '../../agreement/clause.ts'
import type { ActLimit, Counted, Figure, FigureKey, Limit, LimitPeriod, Pattern } from '../../agreement/rule.ts'
import { figuresIn, kindsIn } from '../guard/guard-figure.ts'
import { fieldOf } from '../guard/guard-form.ts'
import { type GuardReading, guardAt } from '../guard/guard-text.ts'
import type { Directory } from '../meaning/directory.ts'
import { readPattern } from '../phrase/act-phrase.ts'
import { parsePeriodAt } from '../phrase/clock-phrase.ts'
import { readLimitKey } from '../phrase/limit-key.ts'
import { indefinite, kindNamed, type Standpoint } from '../phrase/noun.ts'
import { isWord, type Phrase, readPhrase } from '../phrase/phrase.ts'
import { didYouMean } from '../phrase/spelling.ts'
import { readStatedTimes } from '../phrase/stated-times.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader, type Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { CARRIED } from './provisions.ts'
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
 *     per: [addressee of request, sender of request]   # see limit-key.ts
 *     in: calendar year                         # or: 3 calendar years, any 12 months; left out: at any time
 *     at most: quota                            # of the party that stands first behind `per`
 *     not counted: force-majeure about request
 *     otherwise: over quota
 *     ---
 *     limit: "12"
 *     sums: permit.tonnes                       # what that field of the acts comes to
 *     per: sender
 *     in: calendar year
 *     at most: 1000
 */
const FIGURE = { what: 'a figure', keys: ['figure', 'per', 'is', ...CARRIED] }
const LIMIT = {
  what: 'a limit',
  keys: [
    'limit',
    'counts',
    'sums',
    'if',
    'unless',
    'over',
    'per',
    'at',
    'from',
    'key',
    'in',
    'at most',
    'not counted',
    'otherwise',
    ...CARRIED,
  ],
}
/** As many keys have room in one number. */
const KEYS_MAX = 3
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

/** Acts, or what a field of them comes to. */
function countedOf(
  reader: FieldReader,
  field: Text | undefined,
  directory: Directory,
  report: Report,
): Counted | undefined {
  for (const key of field === undefined ? ['sums', 'over'] : ['over']) {
    if (!reader.has(key)) continue
    const message = `"${key}" stands in a limit on a sum, and this one counts acts.`
    report.error('limit/sum', reader.field(key)?.keyPlace ?? reader.place, message, 'Write either counts: or sums:.')
  }
  reader.need('at most', 'Write how many there may be: at most: 3.')
  if (field !== undefined) return readAdded(field, directory, report)
  reader.need('counts', 'Write the kind of act that is counted: counts: visit-report.')
  const counted = reader.text('counts')
  return counted && readPhrase(counted, report, (phrase) => readCounted(phrase, directory))
}

export function readLimit(
  declaration: Declaration,
  directory: Directory,
  guards: GuardReading,
  report: Report,
): Limit | undefined {
  const reader = new FieldReader(declaration, LIMIT, report)
  const id = reader.id('limit', 'rule')
  const field = reader.has('counts') ? undefined : fieldOfActs(reader)
  if (reader.has('sums') && !reader.has('counts') && field === undefined)
    return readSum(reader, declaration, directory, guards, report)
  const of = countedOf(reader, field, directory, report)
  const here = standpointAt(of?.act, directory)
  const condition = reader.text('if')
  const guardIf = condition && guardAt(condition, here.nouns, guards)
  const exempt = reader.text('unless')
  const unless = exempt && guardAt(exempt, here.nouns, guards)
  const per = reader
    .texts('per')
    .flatMap((text) => readPhrase(text, report, (phrase) => readLimitKey(phrase, here)) ?? [])
  if (per.length > KEYS_MAX) {
    const message = `There are counts for ${KEYS_MAX} things at once at most, not for ${per.length}.`
    report.error('limit/key', reader.field('per')?.keyPlace ?? reader.place, message, 'Divide the limit in two.')
  }
  const within = reader.text('in')
  const period = within && readPhrase(within, report, readPeriod)
  const stated = readStatedTimes(reader, of, period, here, report)
  if (within !== undefined && of?.until !== undefined) {
    const message = 'What is under way is counted at each moment, not over a period.'
    report.error('limit/period', within.place, message, 'Leave out "in:", or count the acts that begin it.')
  }
  const most = formulaOf(reader, 'at most')
  const atMost = most && guards.number(most, per[0]?.kind === 'party' ? ['party'] : [])
  const exception = reader.text('not counted')
  const notCounted =
    exception && readPhrase(exception, report, (phrase) => referring(phrase, readPattern(phrase, here), of?.act, here))
  const mark = reader.text('otherwise')?.value ?? 'over the limit'
  if (id === undefined || of === undefined || atMost === undefined) return undefined
  return {
    kind: 'limit',
    id: id.value,
    clause: declaration.clause,
    of: {
      ...of,
      ...(guardIf === undefined ? {} : { if: guardIf }),
      ...(unless === undefined ? {} : { unless }),
      ...(stated === undefined ? {} : { stated }),
    },
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

/** `permit.tonnes`: no figure has a dot in its name. */
function fieldOfActs(reader: FieldReader): Text | undefined {
  const value = reader.field('sums')?.value
  return value?.kind === 'scalar' && typeof value.value === 'string' && value.value.includes('.')
    ? reader.text('sums')
    : undefined
}

function readAdded(text: Text, directory: Directory, report: Report): Counted | undefined {
  const [act = '', ...path] = text.value.split('.')
  if (!directory.kinds.has(act)) {
    const advice = didYouMean(act, directory.kinds.keys(), 'Name a kind of act, a dot, and a field of its form.')
    report.error('kind/unknown', text.place, `"${act}" is no kind of act of this agreement.`, advice)
    return undefined
  }
  const field = fieldOf(directory.kindOf.get(act)?.form, path)
  if (field.found && (field.type.kind === 'number' || field.type.kind === 'unknown'))
    return { kind: 'count', act, path }
  const message = field.found
    ? `"${text.value}" is not a number, so it cannot be added up.`
    : `The form of ${act} has no field "${path.join('.')}".`
  report.error('limit/sum', text.place, message, 'Name a field that the form declares as a number.')
  return undefined
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
