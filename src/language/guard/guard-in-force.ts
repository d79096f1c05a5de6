import type { Guard } from '../../agreement/guard.ts'
import { didYouMean } from '../phrase/spelling.ts'
import { fault, type Stretch } from './guard-fault.ts'
import type { WrittenName } from './guard-names.ts'
import { type Part, unread, type Walk } from './guard-part.ts'

/** `"6.1" is in force`: asked of another rule, for the same party about the same act. */
export function readInForce({ rule, negated }: WrittenName & { kind: 'rule' }, at: Stretch, walk: Walk): Part {
  const { rules } = walk.scope
  if (rules?.has(rule) !== true) {
    const message =
      rules === undefined
        ? 'Whether a rule is in force can be asked only in the if: and unless: of a rule.'
        : `There is no rule "${rule}" that can be in force.`
    const known = [...(rules ?? [])]
    const advice =
      rules === undefined ? 'Ask for it there.' : didYouMean(rule, known, `There are: ${known.join(', ')}.`)
    walk.faults.push(fault('guard/in-force', at, message, advice))
    return unread(at)
  }
  const asked: Guard = { op: 'call', name: 'inForce', args: [{ op: 'value', value: rule }] }
  const guard: Guard = negated ? { op: 'not', of: asked } : asked
  return { start: at.start, end: at.end, type: { kind: 'boolean' }, constant: false, guard }
}

/** The rules of which a guard asks whether they are in force. */
export function rulesAsked(guard: Guard): readonly string[] {
  switch (guard.op) {
    case 'value':
    case 'field':
      return []
    case 'list':
      return guard.items.flatMap(rulesAsked)
    case 'call': {
      const [id] = guard.args
      return guard.name === 'inForce' && id?.op === 'value' ? [String(id.value)] : guard.args.flatMap(rulesAsked)
    }
    case 'not':
    case 'minus':
      return rulesAsked(guard.of)
    default:
      return [...rulesAsked(guard.left), ...rulesAsked(guard.right)]
  }
}
