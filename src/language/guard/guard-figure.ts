import type { Guard, GuardFunction } from '../../agreement/guard.ts'
import { didYouMean } from '../phrase/spelling.ts'
import { fault, type Stretch } from './guard-fault.ts'
import { type FigureScope, type Part, unread, type Walk } from './guard-part.ts'
import { must } from './guard-type.ts'

/**
 * What is asked of all acts on record, not only of those of one case:
 *
 *     latest(annual-information.units)    the field in the latest act of that kind
 *     count(visit-report)                 how many acts of that kind there are
 *     senders(consent)                    how many parties sent one
 *     weight(consent, emissions)          what they weigh together
 *     left("109")                         what is left of a limit, for the parties of this case
 *     streak("12")                        for how many periods in a row a duty by date was not performed
 *     claimed(force-majeure)              whether that is claimed about an act of this case
 *     quota                               a figure, by its name
 *
 * In a figure for each party they are taken of what that party sent.
 */
const ASKED: Partial<Record<GuardFunction, { readonly takes: string; readonly example: string }>> = {
  latest: { takes: 'a field of a message', example: 'latest(annual-information.units)' },
  count: { takes: 'a kind of act', example: 'count(visit-report)' },
  senders: { takes: 'a kind of act', example: 'senders(consent)' },
  left: { takes: 'the id of a limit', example: 'left("109")' },
  streak: { takes: 'the id of a duty for each year, quarter or month', example: 'streak("12")' },
  claimed: { takes: 'a claim of this agreement', example: 'claimed(force-majeure)' },
  weight: { takes: 'a kind of act and the name of a weight', example: 'weight(consent, emissions)' },
}

export function isAsked(name: string): name is GuardFunction {
  return Object.hasOwn(ASKED, name)
}

/**
 * @param names the arguments that are names alone
 * @param read reads the first argument with every kind of act at hand
 */
export function readQuestion(
  name: GuardFunction,
  names: readonly (string | undefined)[],
  read: (walk: Walk) => Part,
  at: Stretch,
  walk: Walk,
): Part {
  const { takes, example } = ASKED[name] as NonNullable<(typeof ASKED)[GuardFunction]>
  const { figures } = walk.scope
  if (figures === undefined) {
    const message = `What ${name} asks is not known here.`
    walk.faults.push(fault('guard/function', at, message, 'Declare a figure, and ask for it in a rule.'))
    return unread(at)
  }
  if (name === 'claimed') return readClaimed(names, figures, at, walk)
  if (name === 'left') return readLeft(read(walk), figures, at, walk)
  if (name === 'streak') return readStreak(read(walk), figures, at, walk)
  const count = name === 'weight' ? 2 : 1
  const part = names.length === count ? read({ ...walk, scope: { ...walk.scope, nouns: figures.kinds } }) : undefined
  if (part !== undefined && part.guard === undefined) return unread(at)
  const isField = part?.guard?.op === 'field' && (name === 'latest') === part.guard.path.length > 0
  if (part === undefined || !isField) {
    walk.faults.push(fault('guard/function', at, `${name} takes ${takes}.`, `Write \`${example}\`.`))
    return unread(at)
  }
  if (name === 'latest') must(part, 'number', walk, `${name} takes a number that is reported`)
  const args: Guard[] = [part.guard as Guard]
  if (name === 'weight') {
    const weight = names[1] ?? ''
    if (!isWeight(weight, figures, at, walk)) return unread(at)
    args.push({ op: 'value', value: weight })
  }
  return { start: at.start, end: at.end, type: { kind: 'number' }, constant: false, guard: { op: 'call', name, args } }
}

function readClaimed(
  names: readonly (string | undefined)[],
  { claims, ofDebtor }: FigureScope,
  at: Stretch,
  walk: Walk,
): Part {
  if (ofDebtor === true) {
    const message = 'What is claimed is asked about an act, and no act calls this rule into being.'
    walk.faults.push(fault('guard/function', at, message, 'Ask in a rule that waits for an act.'))
    return unread(at)
  }
  const [claim, ...more] = names
  if (claim === undefined || more.length > 0 || claims?.has(claim) !== true) {
    const message = `claimed takes a claim of this agreement, in the if: or unless: of a rule.`
    const known = [...(claims ?? [])]
    const listed = known.length === 0 ? 'Declare it: claim: and its name.' : `There are: ${known.join(', ')}.`
    walk.faults.push(fault('guard/function', at, message, didYouMean(claim ?? '', known, listed)))
    return unread(at)
  }
  const guard: Guard = { op: 'call', name: 'claimed', args: [{ op: 'value', value: claim }] }
  return { start: at.start, end: at.end, type: { kind: 'boolean' }, constant: false, guard }
}

/** For whom the limit counts must be said by the acts that are at hand. */
function readLeft(part: Part, { limits, ofDebtor }: FigureScope, at: Stretch, { scope, faults }: Walk): Part {
  const id = part.guard?.op === 'value' ? String(part.guard.value) : ''
  const limit = limits?.get(id)
  if (limit === undefined) {
    const known = [...(limits?.keys() ?? [])]
    const listed =
      known.length === 0 ? 'Ask for it in the if: or unless: of a rule.' : `There are: ${known.join(', ')}.`
    faults.push(
      fault('guard/function', at, `"${id}" is no limit that can be asked here.`, didYouMean(id, known, listed)),
    )
    return unread(at)
  }
  const missing = limit.per.flatMap((key) => {
    if (ofDebtor === true) return []
    if (key.kind === 'value') return scope.nouns.has(key.noun) ? [] : [key.noun]
    const { of } = key
    if (of.of.kind === 'field') return scope.nouns.has(of.of.noun) ? [] : [of.of.noun]
    const noun = of.of.kind === 'sender' || of.of.kind === 'addressee' ? (of.of.noun ?? limit.of.act) : undefined
    return noun === undefined || scope.nouns.has(noun) ? [] : [noun]
  })
  if (missing.length > 0) {
    const message = `The limit "${id}" counts for parties that only ${missing.join(' and ')} can say.`
    faults.push(
      fault(
        'limit/key',
        at,
        message,
        `Let the limit say per: of an act at hand: ${[...scope.nouns.keys()].join(', ')}.`,
      ),
    )
    return unread(at)
  }
  const guard: Guard = { op: 'call', name: 'left', args: [{ op: 'value', value: id }] }
  return { start: at.start, end: at.end, type: { kind: 'number' }, constant: false, guard }
}

/** Of one party: in a figure for each. */
function readStreak(part: Part, { returns, party }: FigureScope, at: Stretch, { faults }: Walk): Part {
  const id = part.guard?.op === 'value' ? String(part.guard.value) : ''
  if (!returns.has(id)) {
    const listed =
      returns.size === 0 ? 'Declare one: when: every year, must: ...' : `There are: ${[...returns].join(', ')}.`
    const message = `"${id}" is no duty for each year, quarter or month.`
    faults.push(fault('guard/function', at, message, didYouMean(id, returns, listed)))
    return unread(at)
  }
  if (!party) {
    const message = 'Each party has a row of its own, and here it is not said whose is meant.'
    faults.push(fault('figure/key', at, message, 'Declare a figure with per: party, and ask for that.'))
    return unread(at)
  }
  const guard: Guard = { op: 'call', name: 'streak', args: [{ op: 'value', value: id }] }
  return { start: at.start, end: at.end, type: { kind: 'number' }, constant: false, guard }
}

/** Every party must have it: what is left out is not nothing. */
function isWeight(name: string, { weights, datedWeights }: FigureScope, at: Stretch, { faults }: Walk): boolean {
  const without = weights.get(name)
  if (datedWeights?.has(name) === true) {
    const message = 'A figure of a weight that changes from day to day is planned and not built yet.'
    faults.push(fault('language/not-built-yet', at, message, 'Give the weight one number, or count by another one.'))
    return false
  }
  if (without !== undefined && without.length === 0) return true
  const message =
    without === undefined
      ? `No party has a weight "${name}".`
      : `${without.slice(0, 6).join(', ')}: no weight "${name}".`
  const listed =
    weights.size === 0
      ? `Write weights: {${name || 'votes'}: 1} with each party.`
      : `There are: ${[...weights.keys()].join(', ')}.`
  const advice =
    without === undefined
      ? didYouMean(name, weights.keys(), listed)
      : `Write weights: {${name}: 0} if it weighs nothing.`
  faults.push(fault('figure/weight', at, message, advice))
  return false
}

/** Undefined: there is no figure of that name. */
export function readFigureName(name: string, at: Stretch, { scope, faults }: Walk): Part | undefined {
  const figures = scope.figures
  const written =
    figures?.names.has(name) === true || figures?.others.has(name) === true ? name : name.replaceAll('_', '-')
  if (figures?.names.has(written) === true) {
    const guard: Guard = { op: 'call', name: 'figure', args: [{ op: 'value', value: written }] }
    return { start: at.start, end: at.end, type: { kind: 'number' }, constant: false, guard }
  }
  const of = figures?.others.get(written)
  if (of === undefined) return undefined
  const message = `"${written}" is a number for each ${of}, and here it is not said for which.`
  faults.push(
    fault('figure/key', at, message, 'Name a figure of the agreement as a whole, or one of the same parties.'),
  )
  return unread(at)
}

/** The kinds of act of which a guard asks. */
export function kindsIn(guard: Guard): readonly string[] {
  switch (guard.op) {
    case 'value':
      return []
    case 'field':
      return [guard.noun]
    case 'list':
      return guard.items.flatMap(kindsIn)
    case 'call':
      return guard.args.flatMap(kindsIn)
    case 'not':
    case 'minus':
      return kindsIn(guard.of)
    default:
      return [...kindsIn(guard.left), ...kindsIn(guard.right)]
  }
}

/** The figures that a guard names. */
export function figuresIn(guard: Guard): readonly string[] {
  return namedBy('figure', guard)
}

/** The duties of which a guard asks for how long they were not performed. */
export function streaksIn(guard: Guard): readonly string[] {
  return namedBy('streak', guard)
}

/** The limits of which a guard asks what is left. */
export function leftIn(guard: Guard): readonly string[] {
  return namedBy('left', guard)
}

function namedBy(asked: GuardFunction, guard: Guard): readonly string[] {
  const within = (part: Guard) => namedBy(asked, part)
  switch (guard.op) {
    case 'value':
    case 'field':
      return []
    case 'list':
      return guard.items.flatMap(within)
    case 'call': {
      const [name] = guard.args
      if (guard.name === asked && name?.op === 'value') return [String(name.value)]
      return guard.args.flatMap(within)
    }
    case 'not':
    case 'minus':
      return within(guard.of)
    default:
      return [...within(guard.left), ...within(guard.right)]
  }
}
