import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY_MS, dayOf } from '../../src/time/day.ts'
import { printLocal, printOffset, zoneOf } from '../../src/time/zone.ts'
import { day, instant, zone } from './vector-files.ts'
import { anyInstant, anyZone } from './worlds.ts'

function startByTemporal(id: string, d: number): number {
  return new Temporal.PlainDate(1970, 1, 1).add({ days: d }).toZonedDateTime(id).epochMilliseconds
}

test('[T4] days of every zone start when Temporal says', () => {
  for (const id of Intl.supportedValuesOf('timeZone')) {
    const z = zone(id)
    for (const year of [1970, 1987, 1994, 2010, 2011, 2018, 2022, 2040]) {
      for (let d = dayOf(year, 1, 1); d < dayOf(year + 1, 1, 1); d += 5) {
        if (z.startOf(d) !== startByTemporal(id, d)) assert.fail(`${id}, day ${d}`)
      }
    }
  }
})

function checkAround(id: string, turn: number): void {
  const z = zone(id)
  const near = Math.floor(turn / DAY_MS)
  for (let d = near - 2; d <= near + 2; d++) if (z.startOf(d) !== startByTemporal(id, d)) assert.fail(`${id}, day ${d}`)
  for (const t of [turn - 1, turn]) {
    const local = Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(id)
    if (z.offsetAt(t) !== local.offsetNanoseconds / 1e6) assert.fail(`${id}, offset at ${t}`)
    const d = z.dayAt(t)
    if (!(z.startOf(d) <= t && t < z.startOf(d + 1))) assert.fail(`${id}, day at ${t}`)
  }
}

test('[T4] every day around a change of the clock, in every zone, 1970 to 2040', () => {
  for (const id of Intl.supportedValuesOf('timeZone')) {
    let at = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id)
    for (let n = 0; ; n++) {
      const next = at.getTimeZoneTransition('next')
      if (next === null || next.year > 2040) break
      at = next
      // A sample: all zones together change their clocks some forty thousand times.
      if (n % 3 === 0) checkAround(id, at.epochMilliseconds)
    }
  }
})

test('[T4] far days, from the year 0 to 9999', () => {
  fc.assert(
    fc.property(anyZone, fc.integer({ min: dayOf(0, 1, 1), max: dayOf(9999, 12, 31) }), (z, d) => {
      assert.equal(z.startOf(d), startByTemporal(z.id, d))
    }),
    { numRuns: 400 },
  )
})

test('[T4] an instant lies in one day; its date, hour and offset are those of the local clock', () => {
  fc.assert(
    fc.property(anyZone, anyInstant, (z, t) => {
      const d = z.dayAt(t)
      assert.ok(z.startOf(d) <= t && t < z.endOf(d))
      const local = Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(z.id)
      const shown = local.toPlainDate().since('1970-01-01', { largestUnit: 'days' }).days
      // The clock shows the day before only in a repeated hour after the new day has begun.
      assert.ok(shown === d || (shown === d - 1 && z.startOf(d) <= t && z.offsetSince(t) >= z.startOf(d)))
      assert.equal(z.offsetAt(t), local.offsetNanoseconds / 1e6)
      assert.equal(z.hourOf(t), local.hour)
      assert.equal(z.timeOfDayAt(t), local.toPlainTime().since('00:00').total('milliseconds'))
    }),
    { numRuns: 3000 },
  )
})

test('[T4] a day without a midnight starts at 01:00', () => {
  for (const [id, date, start] of [
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z'],
    ['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00Z'],
    ['Africa/Cairo', '2023-04-28', '2023-04-27T22:00:00Z'],
  ] as const) {
    const z = zone(id)
    assert.equal(z.startOf(day(date)), instant(start), id)
    assert.equal(z.hourOf(instant(start)), 1, id)
    assert.equal(z.dayAt(instant(start)), day(date), id)
    assert.equal(z.dayAt(instant(start) - 1), day(date) - 1, id)
    assert.equal(z.endOf(day(date)) - z.startOf(day(date)), 23 * 3_600_000, id)
  }
})

test('[T4] clocks put back over midnight do not end the new day', () => {
  const z = zone('America/St_Johns')
  const midnight = instant('2010-11-07T02:30:00Z')
  assert.equal(z.startOf(day('2010-11-07')), midnight)
  for (const after of [0, 59_999, 60_000, 3_600_000, 3_660_000]) {
    assert.equal(z.dayAt(midnight + after), day('2010-11-07'), `${after} ms after midnight`)
  }
})

test('[T5] a date that was left out has no instant', () => {
  for (const [id, date] of [
    ['Pacific/Apia', '2011-12-30'],
    ['Pacific/Kwajalein', '1993-08-21'],
    ['Pacific/Kiritimati', '1994-12-31'],
  ] as const) {
    const z = zone(id)
    const d = day(date)
    assert.equal(z.startOf(d), z.startOf(d + 1), id)
    assert.equal(z.endOf(d), z.endOf(d + 1), id)
    assert.equal(z.endOf(d - 1), z.startOf(d + 1), id)
    assert.equal(z.dayAt(z.startOf(d)), d + 1, id)
    assert.equal(z.dayAt(z.startOf(d) - 1), d - 1, id)
  }
})

test('[T6] a time shown twice carries its offset, any other does not', () => {
  const z = zone('Europe/Vienna')
  for (const [text, printed] of [
    ['2022-10-29T23:59:00Z', '30 Oct 2022 01:59'],
    ['2022-10-30T00:00:00Z', '30 Oct 2022 02:00 (+02:00)'],
    ['2022-10-30T00:59:59.999Z', '30 Oct 2022 02:59:59.999 (+02:00)'],
    ['2022-10-30T01:00:00Z', '30 Oct 2022 02:00 (+01:00)'],
    ['2022-10-30T01:59:00Z', '30 Oct 2022 02:59 (+01:00)'],
    ['2022-10-30T02:00:00Z', '30 Oct 2022 03:00'],
    ['2022-03-27T00:59:00Z', '27 Mar 2022 01:59'],
    ['2022-03-27T01:00:00Z', '27 Mar 2022 03:00'],
    ['2022-01-26T09:00:00Z', '26 Jan 2022 10:00'],
    ['2022-01-26T09:00:05Z', '26 Jan 2022 10:00:05'],
  ] as const) {
    assert.equal(printLocal(instant(text), z), printed)
  }
  assert.equal(printLocal(Infinity, z), 'after the year 9999')
  assert.equal(printLocal(-Infinity, z), 'before the year 0')
  assert.equal(printOffset(-34_200_000), '-09:30')
})

test('[T6] what is printed tells every two minutes apart', () => {
  for (const [id, from] of [
    ['Europe/Vienna', '2022-10-29T22:00:00Z'],
    ['America/St_Johns', '2010-11-07T00:00:00Z'],
    ['Australia/Lord_Howe', '2022-04-02T12:00:00Z'],
  ] as const) {
    const printed = new Set<string>()
    for (let minute = 0; minute < 480; minute++) printed.add(printLocal(instant(from) + minute * 60_000, zone(id)))
    assert.equal(printed.size, 480, id)
  }
})

test('[T21] the instant of a local time: the first of two, or when the clock was put forward over it', () => {
  const z = zone('Europe/Vienna')
  const hour = 3_600_000
  assert.equal(z.instantAt(day('2022-03-27'), 2.5 * hour), instant('2022-03-27T01:00:00Z'))
  assert.equal(z.instantAt(day('2022-03-27'), 3 * hour), instant('2022-03-27T01:00:00Z'))
  assert.equal(z.instantAt(day('2022-10-30'), 2.5 * hour), instant('2022-10-30T00:30:00Z'))
  assert.equal(z.instantAt(day('2022-10-30'), 3 * hour), instant('2022-10-30T02:00:00Z'))
  assert.equal(zone('Pacific/Apia').instantAt(day('2011-12-30'), 12 * hour), instant('2011-12-30T10:00:00Z'))
  fc.assert(
    fc.property(anyZone, anyInstant, (zz, t) => {
      const local = Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(zz.id)
      const first = local.toPlainDateTime().toZonedDateTime(zz.id, { disambiguation: 'earlier' })
      const shown = local.toPlainDate().since('1970-01-01', { largestUnit: 'days' }).days
      assert.equal(zz.instantAt(shown, zz.timeOfDayAt(t)), first.epochMilliseconds)
    }),
    { numRuns: 2000 },
  )
})

test('zones are known by the spelling of the data base only, and are the same object each time', () => {
  for (const id of [
    'europe/vienna',
    'Europe/Wien',
    '+01:00',
    'CET ',
    '',
    'Europe/Vienna\n',
    '2022-01-01T00:00[Europe/Vienna]',
    '../etc',
    'x'.repeat(1000),
  ]) {
    assert.equal(zoneOf(id), undefined, id)
  }
  for (const id of ['Europe/Vienna', 'UTC', 'America/Port-au-Prince', 'Etc/GMT+1', 'America/Argentina/Buenos_Aires']) {
    assert.equal(zoneOf(id)?.id, id)
    assert.equal(zoneOf(id), zoneOf(id))
  }
})

test('[T22] beyond the calendar a day is unbounded', () => {
  const z = zone('Europe/Vienna')
  assert.equal(z.dayAt(Infinity), Infinity)
  assert.equal(z.dayAt(-Infinity), -Infinity)
  assert.equal(z.startOf(Infinity), Infinity)
  assert.equal(z.startOf(-Infinity), -Infinity)
  assert.equal(z.endOf(1e9), Infinity)
  assert.equal(z.endOf(-1e9), -Infinity)
})
