import { type Chronicle, DAY, HOUR, inYear, other, TEXT, timeText } from './chronicle.ts'
import type { Year } from './year.ts'

/** Up to three on the territory of each, by different States. */
export function addInspections(told: Chronicle, { year, states }: Year): void {
  const { random } = told
  for (const host of states) {
    const number = random.below(4)
    const askers = new Set<string>()
    while (askers.size < number) askers.add(other(told, states, host))
    for (const by of askers) {
      const at = inYear(told, year)
      const entry = at + random.between(37, 119) * HOUR
      const request = told.add({
        kind: 'inspection-request',
        by,
        to: host,
        at,
        body: {
          area: 'north',
          entry: timeText(entry),
          points_of_entry: ['airport'],
          transport: 'air',
          start: 'north',
          way: 'ground',
          vehicles: 'receiving State',
          visas: 'none',
          languages: ['English'],
        },
      })
      told.add({ kind: 'inspection-copy', by, to: 'all', at: at + HOUR, about: request })
      const accepted = at + (random.chance(97) ? random.between(2, 23) : random.between(25, 40)) * HOUR
      const acceptance = told.add({ kind: 'inspection-acceptance', by: host, to: by, at: accepted, about: request })
      told.add({ kind: 'inspection-copy', by: host, to: 'all', at: accepted + HOUR, about: acceptance })
      if (random.chance(5)) {
        told.add({
          kind: 'inspection-force-majeure',
          by: host,
          to: 'all',
          at: accepted + 2 * HOUR,
          about: request,
          body: { explanation: TEXT },
        })
        continue
      }
      told.add({
        kind: 'inspection-entry',
        by: host,
        to: by,
        at: entry,
        about: request,
        body: { admitted: timeText(entry) },
      })
      const arrived = entry + 5 * HOUR
      told.add({
        kind: 'inspection-arrival',
        by,
        to: host,
        at: arrived,
        about: request,
        body: { arrived: timeText(arrived), inspectors: 4 },
      })
      const ended = arrived + random.between(24, 49) * HOUR
      const departure = told.add({
        kind: 'inspection-departure',
        by,
        to: host,
        at: ended,
        about: request,
        body: { ended: timeText(ended) },
      })
      told.add({
        kind: 'inspection-report',
        by,
        to: 'all',
        at: ended + random.between(3, 15) * DAY,
        about: departure,
        body: { text: TEXT },
      })
    }
  }
}

/** As many as the quota allows, and now and then one more. */
export function addEvaluations(told: Chronicle, { year, states, units }: Year): void {
  const { random } = told
  for (const host of states) {
    const quota = Math.min(15, Math.ceil((units.get(host) as number) / 60))
    const number = quota + (random.chance(10) ? 1 : 0)
    for (let i = 0; i < number; i++) {
      const by = other(told, states, host)
      const at = inYear(told, year)
      const entry = at + random.between(121, 167) * HOUR
      const unit = `unit-${random.below(40)}`
      const request = told.add({
        kind: 'evaluation-request',
        by,
        to: host,
        at,
        body: {
          unit,
          forces: host,
          status: 'active',
          entry: timeText(entry),
          point_of_entry: 'airport',
          transport: 'air',
          members: 3,
          names: ['one', 'two', 'three'],
          visas: 'none',
          languages: ['English'],
        },
      })
      told.add({ kind: 'evaluation-copy', by, to: 'all', at: at + HOUR, about: request })
      const replied = at + random.between(3, 47) * HOUR
      if (random.chance(8)) {
        const reply = told.add({
          kind: 'evaluation-unavailability',
          by: host,
          to: by,
          at: replied,
          about: request,
          body: { reasons: TEXT, days: random.between(1, 9) },
        })
        told.add({ kind: 'evaluation-copy', by: host, to: 'all', at: replied + HOUR, about: reply })
        continue
      }
      const reply = told.add({
        kind: 'evaluation-acceptance',
        by: host,
        to: by,
        at: replied,
        about: request,
        body: { point_of_entry: 'airport', assembly: 'airport' },
      })
      told.add({ kind: 'evaluation-copy', by: host, to: 'all', at: replied + HOUR, about: reply })
      const arrived = entry + 6 * HOUR
      told.add({
        kind: 'evaluation-arrival',
        by,
        to: host,
        at: arrived,
        about: request,
        body: { arrived: timeText(arrived) },
      })
      const left = arrived + random.between(6, 12) * HOUR
      const departure = told.add({
        kind: 'evaluation-departure',
        by,
        to: host,
        at: left,
        about: request,
        body: { left: timeText(left) },
      })
      told.add({
        kind: 'evaluation-report',
        by,
        to: 'all',
        at: left + random.between(3, 15) * DAY,
        about: departure,
        body: { text: TEXT },
      })
    }
  }
}
