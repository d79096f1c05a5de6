import type { Act } from './act.ts'

/** Same content, wherever it was read and in whatever order its keys were written. */
export function isSameAct(a: Act, b: Act): boolean {
  return isSame({ ...a, place: null }, { ...b, place: null })
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && isSame(Reflect.get(a, key), Reflect.get(b, key)))
}
