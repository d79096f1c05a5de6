import type { Guard } from '../../agreement/guard.ts'
import { fault, type Stretch } from './guard-fault.ts'
import { fieldOf } from './guard-form.ts'
import type { Part, Walk } from './guard-part.ts'

/**
 * Forms say in `x-unit` what a number is a number of. Tonnes are not compared with shares, nor added to days: a form that
 * says no unit is compared with everything.
 */
export function checkUnits(left: Part, right: Part, at: Stretch, walk: Walk): void {
  const [a, b] = [unitOf(left.guard, walk), unitOf(right.guard, walk)]
  if (a === undefined || b === undefined || a === b) return
  const message = `One side is in ${a}, the other in ${b}.`
  walk.faults.push(fault('guard/unit', at, message, 'Compare numbers of one unit, or correct x-unit in the form.'))
}

/** Undefined: not said, or said of parts that differ, which has been told. */
function unitOf(guard: Guard | undefined, walk: Walk): string | undefined {
  if (guard === undefined) return undefined
  switch (guard.op) {
    case 'field': {
      const forms = walk.scope.nouns.has(guard.noun) ? walk.scope.nouns : walk.scope.figures?.kinds
      const field = fieldOf(forms?.get(guard.noun), guard.path)
      return field.found ? field.unit : undefined
    }
    case 'minus':
      return unitOf(guard.of, walk)
    case '+':
    case '-':
      return unitOf(guard.left, walk) ?? unitOf(guard.right, walk)
    case 'call':
      return KEEPS_UNIT.has(guard.name) ? unitOf(guard.args[0], walk) : undefined
    default:
      return undefined
  }
}

const KEEPS_UNIT: ReadonlySet<string> = new Set(['min', 'max', 'latest', 'sum'])
