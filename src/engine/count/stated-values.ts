import type { Json } from '../../agreement/act.ts'
import type { Feed } from '../program/feeds.ts'

/** What an act is filed under that leaves a value out, or states none of its kind. */
export const NO_VALUE = 0

/** Values that acts state in fields for which there is one count each, as numbers, so that they are filed like parties. */
export class StatedValues {
  private readonly numbers = new Map<string | number | boolean, number>()
  private readonly words: string[] = ['']

  numberOf(value: Json | undefined): number {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return NO_VALUE
    const known = this.numbers.get(value)
    if (known !== undefined) return known
    const number = this.words.length
    this.numbers.set(value, number)
    this.words.push(String(value))
    return number
  }

  /** As the act has it. */
  wordOf(number: number): string {
    return this.words[number] as string
  }
}

/** The keys, and those under which acts are filed that leave a value out. */
export function orOpen({ keys: of }: Feed, keys: readonly number[]): readonly (readonly number[])[] {
  let found: readonly (readonly number[])[] = [[]]
  keys.forEach((key, i) => {
    const ones = of[i]?.kind === 'value' && key !== NO_VALUE ? [key, NO_VALUE] : [key]
    found = found.flatMap((some) => ones.map((one) => [...some, one]))
  })
  return found
}
