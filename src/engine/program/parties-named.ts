import type { Json } from '../../agreement/act.ts'
import type { Program } from './program.ts'

/** The parties whose ids a field holds, one or a list of them. */
export function partiesNamed(value: Json, { partyIndex }: Program): number[] {
  if (typeof value === 'string') {
    const index = partyIndex.get(value)
    return index === undefined ? [] : [index]
  }
  const found: number[] = []
  for (const id of Array.isArray(value) ? value : []) {
    const index = typeof id === 'string' ? partyIndex.get(id) : undefined
    if (index !== undefined) found.push(index)
  }
  return found
}
