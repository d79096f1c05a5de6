import type { Guard, GuardFunction } from '../agreement/guard.ts'
import { fault, type Stretch } from './guard-fault.ts'
import { type Part, unread, type Walk } from './guard-part.ts'
import { must } from './guard-type.ts'

/**
 * What is asked of all acts on record, not only of those of one case:
 *
 *     latest(annual-information.units)    the field in the latest act of that kind
 *     count(visit-report)                 how many acts of that kind there are
 *     quota                               a figure, by its name
 *
 * In a figure for each party they are taken of what that party sent.
 */
const ASKED: Partial<Record<GuardFunction, { readonly takes: string; readonly example: string }>> = {
  latest: { takes: 'a field of a message', example: 'latest(annual-information.units)' },
  count: { takes: 'a kind of act', example: 'count(visit-report)' },
}

export function isAsked(name: string): name is GuardFunction {
  return Object.hasOwn(ASKED, name)
}

/** @param read reads the arguments with every kind of act at hand */
export function readQuestion(
  name: GuardFunction,
  count: number,
  read: (walk: Walk) => readonly Part[],
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
  const [part] = count === 1 ? read({ ...walk, scope: { ...walk.scope, nouns: figures.kinds } }) : []
  if (part !== undefined && part.guard === undefined) return unread(at)
  const isField = part?.guard?.op === 'field' && (name === 'count') === (part.guard.path.length === 0)
  if (part === undefined || !isField) {
    walk.faults.push(fault('guard/function', at, `${name} takes ${takes}.`, `Write \`${example}\`.`))
    return unread(at)
  }
  if (name === 'latest') must(part, 'number', walk, `${name} takes a number that is reported`)
  const guard: Guard = { op: 'call', name, args: [part.guard as Guard] }
  return { start: at.start, end: at.end, type: { kind: 'number' }, constant: false, guard }
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

/** The figures that a guard names. */
export function figuresIn(guard: Guard): readonly string[] {
  switch (guard.op) {
    case 'value':
    case 'field':
      return []
    case 'list':
      return guard.items.flatMap(figuresIn)
    case 'call': {
      const [name] = guard.args
      if (guard.name === 'figure' && name?.op === 'value') return [String(name.value)]
      return guard.args.flatMap(figuresIn)
    }
    case 'not':
    case 'minus':
      return figuresIn(guard.of)
    default:
      return [...figuresIn(guard.left), ...figuresIn(guard.right)]
  }
}
