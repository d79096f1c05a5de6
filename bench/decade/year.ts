import { type Chronicle, DAY, dayText, HOUR, inYear, other, pick, TEXT, timeText } from './chronicle.ts'
import { addEvaluations, addInspections } from './verification.ts'

/** What States do in one year under a document of exchange, notification, inspection and consultation. */
export interface Year {
  readonly year: number
  readonly states: readonly string[]
  readonly chair: string
  readonly units: ReadonlyMap<string, number>
}

export function addYear(told: Chronicle, of: Year): void {
  addReturns(told, of)
  addPlanning(told, of)
  addActivities(told, of)
  addVisits(told, of)
  addConsultations(told, of)
  addIncidents(told, of)
  addInspections(told, of)
  addEvaluations(told, of)
  addContacts(told, of)
}

/** What is due in the month in which the document comes into force. */
export function addFirstInformation(told: Chronicle, { year, states, units }: Year): void {
  for (const by of states) {
    const count = units.get(by) as number
    const quota = Math.min(15, Math.ceil(count / 60))
    const body = { units: count, quota, air_combat_units: told.random.below(12), ...NO_LISTS }
    const at = Date.UTC(year - 1, 11, told.random.between(2, 14), 10)
    told.add({ kind: 'annual-information', by, to: 'all', at, period: year, body })
  }
}

function addReturns(told: Chronicle, { year, states, units }: Year): void {
  const { random } = told
  for (const by of states) {
    const send = (kind: string, due: number, period: number, body: Readonly<Record<string, unknown>>) => {
      const at = told.before(due, due - 40 * DAY)
      if (at !== undefined) told.add({ kind, by, to: 'all', at, period, body })
    }
    const december = Date.UTC(year, 11, 15, 21)
    const november = Date.UTC(year, 10, 15, 21)
    const count = units.get(by) as number
    const quota = Math.min(15, Math.ceil(count / 60))
    send('annual-information', december, year + 1, {
      units: count,
      quota,
      air_combat_units: random.below(12),
      ...NO_LISTS,
    })
    send('nil-calendar', november, year + 1, {})
    send('nil-large-activities', november, year + 2, {})
    send('contacts-plan', november, year + 1, { contacts: TEXT })
    for (let i = 0; i < 4; i++) {
      told.add({
        kind: 'technical-data',
        by,
        to: 'all',
        at: december - random.between(1, 60) * DAY,
        body: {
          category: 'artillery',
          type: `type-${random.below(500)}`,
          name: 'howitzer',
          photographs: ['side', 'top', 'front'],
        },
      })
    }
  }
}

function addPlanning(told: Chronicle, { year, states }: Year): void {
  const { random } = told
  for (const by of states) {
    const approved = Date.UTC(year, random.below(4), random.between(1, 28), 10)
    const budget = told.add({
      kind: 'budget-approval',
      by,
      at: approved,
      body: { approved: dayText(approved), fiscal_year: year + 1 },
    })
    const at = told.before(approved + 89 * DAY, approved + DAY)
    if (at === undefined) continue
    const plan = told.add({ kind: 'defence-planning', by, to: 'all', at, about: budget, body: PLAN })
    for (let i = 0; i < 16; i++) {
      const asker = other(told, states, by)
      const asked = at + random.between(1, 55) * DAY
      const question = told.add({
        kind: 'defence-question',
        by: asker,
        to: by,
        at: asked,
        about: plan,
        body: { text: TEXT },
      })
      if (random.chance(95)) {
        told.add({
          kind: 'defence-answer',
          by,
          to: asker,
          at: asked + random.between(1, 30) * DAY,
          about: question,
          body: { text: TEXT },
        })
      }
    }
  }
}

const NO_LISTS = { formations: [], amphibious: [], air: [], increases: [], deployments: [] }

const PLAN = {
  policy: { unchanged_since: 2011, defence_policy: TEXT, planning_procedures: TEXT, personnel_policy: TEXT },
  force_planning: {},
  expenditure: {},
  budgets: {},
}

/** One notification a year at least; some are large enough for observers. */
function addActivities(told: Chronicle, { year, states }: Year): void {
  const { random } = told
  for (const by of states) {
    const number = random.between(1, 3)
    for (let i = 0; i < number; i++) {
      const start = Date.UTC(year, random.between(2, 11), random.between(1, 28))
      const troops = random.chance(20) ? random.between(13_000, 26_000) : random.between(1_000, 12_500)
      const at = told.before(start - 43 * DAY, start - 70 * DAY)
      if (at === undefined) continue
      const notification = told.add({
        kind: 'notification',
        by,
        to: 'all',
        at,
        ...(i === 0 ? { period: year } : {}),
        body: activity(`${by}-${year}-${i}`, by, start, troops, random.below(250)),
      })
      if (troops < 13_000) continue
      const invitation = told.add({
        kind: 'invitation',
        by,
        to: 'all',
        at: at + HOUR,
        about: notification,
        body: invitationOf(start),
      })
      for (const one of states) {
        if (one === by || random.chance(45)) continue
        const reply = at + HOUR + random.between(1, 20) * DAY
        told.add({
          kind: 'observer-reply',
          by: one,
          to: by,
          at: reply,
          about: invitation,
          body: { observers: random.between(1, 2) },
        })
      }
    }
  }
}

function activity(designation: string, by: string, start: number, troops: number, tanks: number) {
  return {
    designation,
    type: 'exercise',
    purpose: 'training',
    states: [by],
    command: 'brigade',
    start: dayText(start),
    end: dayText(start + 9 * DAY),
    carried_out_by: [by],
    troops,
    divisional: true,
    brigades: 2,
    tanks,
    acvs: tanks,
    artillery: 40,
    launchers: 0,
    helicopters: [],
    divisions: [],
    area: 'training area',
    phases: [],
    calendar_changes: 'none',
  }
}

function invitationOf(start: number) {
  return {
    assembly_date: dayText(start),
    assembly_time: '09:00',
    assembly_place: 'airport',
    programme_start: dayText(start),
    programme_end: dayText(start + 9 * DAY),
    duration: '9 days',
    languages: ['English'],
    board_and_lodging: 'provided',
    transport: 'provided',
    equipment: 'binoculars',
    own_equipment: 'allowed',
    clothing: 'none',
  }
}

/** To air bases and facilities, once in five years each. */
function addVisits(told: Chronicle, { year, states }: Year): void {
  const { random } = told
  const period = year < 2017 ? '2012-2016' : '2017-2021'
  states.forEach((by, index) => {
    for (const [name, turn] of [
      ['air-base', 0],
      ['facility', 2],
    ] as const) {
      if (index % 5 !== (year + turn) % 5) continue
      const start = Date.UTC(year, random.between(3, 9), random.between(1, 28))
      const at = start - random.between(43, 80) * DAY
      const body = {
        start: dayText(start),
        assembly: 'airport',
        duration: '2 days',
        programme: TEXT,
        languages: 'en',
        board: 'provided',
        equipment: 'none',
      }
      const invitation = told.add({ kind: `${name}-invitation`, by, to: 'all', at, body })
      for (const one of states) {
        if (one === by || random.chance(50)) continue
        told.add({
          kind: `${name}-reply`,
          by: one,
          to: by,
          at: at + random.between(1, 22) * DAY,
          about: invitation,
          body: { visitors: 2, names: 'two officers' },
        })
      }
      told.add({
        kind: `${name}-visit`,
        by,
        to: 'all',
        at: start + 2 * DAY,
        about: invitation,
        period,
        body: name === 'air-base' ? { hours: 30 } : { kind: 'facility' },
      })
    }
  })
}

function addConsultations(told: Chronicle, { year, states, chair }: Year): void {
  const { random } = told
  for (let i = 0; i < 250; i++) {
    const by = pick(told, states)
    const to = other(told, states, by)
    const at = inYear(told, year)
    const request = told.add({ kind: 'explanation-request', by, to, at, body: { causes: TEXT } })
    told.add({ kind: 'explanation-request-copy', by, to: 'all', at: at + HOUR, about: request })
    if (random.chance(90)) {
      const replied = at + (random.chance(93) ? random.between(4, 47) : random.between(49, 90)) * HOUR
      const reply = told.add({
        kind: 'explanation-reply',
        by: to,
        to: by,
        at: replied,
        about: request,
        body: { answers: TEXT },
      })
      told.add({ kind: 'explanation-reply-copy', by: to, to: 'all', at: replied + HOUR, about: reply })
      if (random.chance(80)) continue
    }
    const asked = at + random.between(92, 120) * HOUR
    const meeting = told.add({
      kind: 'meeting-request',
      by,
      to: [...new Set([to, chair].filter((one) => one !== by))],
      at: asked,
      about: request,
    })
    const began = asked + random.between(20, 47) * HOUR
    const held = told.add({
      kind: 'meeting',
      by: chair,
      to: [by, to].filter((one) => one !== chair),
      at: began,
      about: meeting,
      body: { began: timeText(began), place: 'Vienna' },
    })
    told.add({ kind: 'meeting-report', by: chair, to: 'all', at: began + DAY, about: held, body: { text: TEXT } })
  }
}

function addIncidents(told: Chronicle, { year, states }: Year): void {
  const { random } = told
  for (let i = 0; i < 500; i++) {
    const by = pick(told, states)
    const involved = other(told, states, by)
    const at = inYear(told, year)
    const report = told.add({ kind: 'incident-report', by, to: 'all', at, body: { involved: [involved] } })
    told.add({
      kind: 'incident-information',
      by: involved,
      to: 'all',
      at: at + random.between(2, 60) * HOUR,
      about: report,
      body: { information: TEXT },
    })
    const query = told.add({
      kind: 'incident-query',
      by,
      to: involved,
      at: at + 3 * DAY,
      about: report,
      body: { questions: TEXT },
    })
    if (random.chance(95))
      told.add({
        kind: 'incident-clarification',
        by: involved,
        to: by,
        at: at + random.between(4, 20) * DAY,
        about: query,
        body: { answers: TEXT },
      })
  }
}

function addContacts(told: Chronicle, { year, states }: Year): void {
  const { random } = told
  for (const by of states) {
    for (let i = 0; i < 70; i++)
      told.add({ kind: 'contact-offer', by, to: other(told, states, by), at: inYear(told, year) })
    for (let i = 0; i < 28; i++) {
      const to = other(told, states, by)
      const at = inYear(told, year)
      const question = told.add({ kind: 'application-question', by, to, at, body: { text: TEXT } })
      told.add({ kind: 'application-copy', by, to: 'all', at: at + HOUR, about: question })
      if (random.chance(90))
        told.add({
          kind: 'application-reply',
          by: to,
          to: by,
          at: at + random.between(1, 40) * DAY,
          about: question,
          body: { text: TEXT },
        })
    }
  }
}
