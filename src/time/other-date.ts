import { monthLength } from './day.ts'

/**
 * A date as people write it elsewhere, which is not taken here and can be turned round for them:
 *
 *     2 March 2026, March 2, 2026, 2nd March, 02.03.2026, 20.3., 2026/03/02, 20260302
 *
 * With slashes and the year last nobody knows which number is the month (02/03/2026), so it is no date of ours either.
 */
export interface OtherDate {
  readonly year?: number
  readonly month: number
  readonly date: number
}

const NAMES = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october']
const MONTH_NAMES: readonly string[] = [...NAMES, 'november', 'december']

const OURS = /^\d{4}-\d{2}-\d{2}$/

export function otherDate(text: string): OtherDate | undefined {
  if (OURS.test(text)) return undefined
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ')
  const [, a, name, b] = /^(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?([a-z]{3,9})\.?(?:,? (\d{4}))?$/.exec(plain) ?? []
  if (name !== undefined) return checked(b, monthNamed(name), a)
  const [, c, d, e] = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/.exec(plain) ?? []
  if (c !== undefined) return checked(e, monthNamed(c), d)
  const [, f, g, h] = /^(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}))?$/.exec(plain) ?? []
  if (f !== undefined) return checked(h, Number(g), f)
  const [, i, j, k] = /^(\d{4})[/.-]?(\d{1,2})[/.-]?(\d{1,2})$/.exec(plain) ?? []
  return i === undefined ? undefined : checked(i, Number(j), k)
}

/** `2026-03-02`; undefined if no year is said. */
export function isoOfOther({ year, month, date }: OtherDate): string | undefined {
  return year === undefined ? undefined : `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

function monthNamed(name: string): number {
  return MONTH_NAMES.findIndex((each) => each === name || (name.length <= 4 && each.startsWith(name.slice(0, 3)))) + 1
}

function checked(year: string | undefined, month: number, date: string | undefined): OtherDate | undefined {
  const day = Number(date)
  if (month < 1 || month > 12 || day < 1 || day > monthLength(year === undefined ? 2024 : Number(year), month))
    return undefined
  return { ...(year === undefined ? {} : { year: Number(year) }), month, date: day }
}
