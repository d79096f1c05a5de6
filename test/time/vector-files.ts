import { readFileSync } from 'node:fs'
import { type Day, parseDay } from '../../src/time/day.ts'
import type { HolidayCalendar } from '../../src/time/holidays.ts'
import { type Instant, parseInstant } from '../../src/time/instant.ts'
import { type Period, parsePeriod, type Regime } from '../../src/time/regime.ts'
import { type Zone, zoneOf } from '../../src/time/zone.ts'

/** Reads the vectors of `spec/vectors/time`, whose README says what the files hold. */
function linesOf(file: string): string[] {
  const text = readFileSync(new URL(`../../spec/vectors/time/${file}`, import.meta.url), 'utf8')
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

/** Every row has as many columns as the test names, so that a missing tab is found at once. */
export function rowsOf(file: string, columns: number): string[][] {
  return linesOf(file).map((line) => {
    const row = line.split('\t')
    if (row.length !== columns) throw new Error(`${file}: ${row.length} columns and not ${columns}: ${line}`)
    return row
  })
}

export function textsOf(file: string): string[] {
  return linesOf(file)
}

export function day(text: string): Day {
  return known(parseDay(text), text)
}

export function instant(text: string): Instant {
  return known(parseInstant(text), text)
}

export function period(text: string): Period {
  return known(parsePeriod(text), text)
}

export function zone(id: string): Zone {
  return known(zoneOf(id), id)
}

function known<T>(value: T | undefined, text: string): T {
  if (value === undefined) throw new Error(`not understood: ${text}`)
  return value
}

const calendars = new Map(
  linesOf('calendars.jsonl').map((line): [string, HolidayCalendar] => {
    const c = JSON.parse(line)
    return [c.id, { ...c, from: day(c.from), to: day(c.to), days: c.days.map(day) }]
  }),
)

export const regimes: ReadonlyMap<string, Regime> = new Map(
  linesOf('regimes.jsonl')
    .map((line) => JSON.parse(line))
    .map((r, _, [plain]): [string, Regime] => {
      const whole = { ...plain, ...r }
      const holidays = whole.holidays.map((id: string) => known(calendars.get(id), id))
      return [r.id, { ...whole, zone: zone(whole.zone), holidays }]
    }),
)

export function regime(id: string): Regime {
  return known(regimes.get(id), id)
}
