import fc from 'fast-check'
import { dayOf } from '../../src/time/day.ts'
import type { HolidayCalendar } from '../../src/time/holidays.ts'
import type { Instant } from '../../src/time/instant.ts'
import type { Period, Regime, Unit } from '../../src/time/regime.ts'
import type { Zone } from '../../src/time/zone.ts'
import { zone } from './vector-files.ts'

/** Random zones, instants, periods and regimes, with the traps drawn more often than chance would. */
export const TRAP_ZONES = [
  'UTC',
  'Europe/Vienna',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Africa/Cairo',
  'America/St_Johns',
  'America/Goose_Bay',
  'Antarctica/Casey',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Pacific/Kwajalein',
  'Pacific/Kiritimati',
  'Africa/Casablanca',
  'America/Scoresbysund',
]

/** Clocks were put forward or back, or a date was left out, near these. */
const TRAP_INSTANTS = [
  Date.UTC(2018, 10, 4, 3),
  Date.UTC(2022, 2, 26, 22),
  Date.UTC(2022, 2, 27, 1),
  Date.UTC(2022, 9, 30, 1),
  Date.UTC(2010, 10, 7, 2, 31),
  Date.UTC(2010, 2, 4, 15),
  Date.UTC(2022, 9, 1, 15, 30),
  Date.UTC(2022, 3, 2, 15),
  Date.UTC(2011, 11, 30, 10),
  Date.UTC(1993, 7, 21, 12),
  Date.UTC(1995, 0, 1, 10),
  Date.UTC(2024, 1, 29, 12),
]

const HOUR = 3_600_000
const FROM = Date.UTC(1973, 0, 1)
const TO = Date.UTC(2060, 0, 1)

export const anyZone: fc.Arbitrary<Zone> = fc.constantFrom(...TRAP_ZONES).map(zone)

export const anyInstant: fc.Arbitrary<Instant> = fc.oneof(
  fc.integer({ min: FROM, max: TO }),
  fc.tuple(fc.constantFrom(...TRAP_INSTANTS), fc.integer({ min: -72 * HOUR, max: 72 * HOUR })).map(([t, d]) => t + d),
  fc.tuple(fc.constantFrom(...TRAP_INSTANTS), fc.integer({ min: -200, max: 200 })).map(([t, d]) => t + (d * HOUR) / 4),
)

export const UNITS: readonly Unit[] = ['minute', 'hour', 'day', 'working day', 'week', 'month', 'year']

export const anyPeriod: fc.Arbitrary<Period> = fc.record({
  n: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 60 })),
  unit: fc.constantFrom(...UNITS),
})

const anyCalendar: fc.Arbitrary<HolidayCalendar> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    from: fc.integer({ min: dayOf(1990, 1, 1), max: dayOf(2030, 1, 1) }),
    length: fc.integer({ min: 0, max: 8000 }),
    steps: fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 })), { maxLength: 60 }),
  })
  .map(({ id, from, length, steps }) => {
    let day = from - 1
    const days = steps.map((step) => (day += step)).filter((d) => d <= from + length)
    return { id, source: 'invented', edition: '1', days, from, to: from + length }
  })

export const anyRegime: fc.Arbitrary<Regime> = fc.record({
  id: fc.constant('any'),
  zone: anyZone,
  firstDay: fc.constantFrom('not counted', 'counted'),
  workingWeek: fc.constantFrom([1, 2, 3, 4, 5], [7, 1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7], [3], [1, 5]),
  holidays: fc.array(anyCalendar, { maxLength: 3 }),
  holidayIn: fc.constantFrom('any', 'all'),
  roll: fc.constantFrom('none', 'following', 'preceding'),
  endOfMonth: fc.constantFrom('last day', 'next day'),
  hours: fc.constantFrom('elapsed', 'whole'),
  minimumWorkingDays: fc.constantFrom(0, 2, 3),
})

/** Two instants, the second not before the first, near each other as often as far apart. */
export const anyPair: fc.Arbitrary<[Instant, Instant]> = fc
  .tuple(
    anyInstant,
    fc.oneof(
      fc.integer({ min: 0, max: 3 * HOUR }),
      fc.integer({ min: 0, max: 96 * HOUR }),
      fc.integer({ min: 0, max: 9_600 * HOUR }),
    ),
  )
  .map(([t, d]) => [t, t + d])
