import { FIRST_YEAR, PARTY_COUNT } from './agreement-text.ts'
import { Draft } from './draft.ts'
import { isLarge, Writer } from './writer.ts'

/**
 * The workload `mixed`: acts as a long-lived agreement between many parties brings them forth, as lines of JSON in the form
 * of `spec/acts.md`. The same number of acts gives the same bytes on every machine.
 *
 * 40 % questions to one to three addressees and their answers; 20 % yearly returns to all; 20 % notifications of activities
 * and invitations to them; 20 % visits, from the request to the report. 2 % of what is due comes late, 1 % of all acts
 * arrives out of order, 5 % have windows for times. For a million acts: 40 years.
 */
export interface Workload {
  readonly bytes: Uint8Array
  /** Where each line begins; one more than there are acts. */
  readonly offsets: Float64Array
  /** What each line is, as an index in KINDS. */
  readonly kinds: Uint8Array
  readonly schedules: number
  /** The last day of the last year, as a date. */
  readonly lastDay: string
}

/** What `bench/agreement/agreement.md` has: enough for a million acts. */
export const SCHEDULES_MAX = 88
const YEARS_MAX = 40
const RETURN_SHARE = 0.2
const NOTIFICATION_SHARE = 0.2
const VISIT_SHARE = 0.2
const LINE_BYTES_MAX = 700
const ACTS_A_YEAR = 25_000

export function sizeOf(acts: number): { readonly years: number; readonly schedules: number } {
  const years = Math.min(YEARS_MAX, Math.max(1, Math.round(acts / ACTS_A_YEAR)))
  const schedules = Math.round((acts * RETURN_SHARE) / (PARTY_COUNT * years))
  return { years, schedules: Math.min(SCHEDULES_MAX, Math.max(1, schedules)) }
}

export function workloadOf(acts: number): Workload {
  const { years, schedules } = sizeOf(acts)
  const draft = new Draft(acts, FIRST_YEAR + years - 1)
  draft.addReturns(schedules)
  const notified = draft.size + acts * NOTIFICATION_SHARE
  while (draft.size < notified) draft.addNotification(isLarge)
  const visited = draft.size + acts * VISIT_SHARE
  while (draft.size < visited) draft.addVisit()
  while (draft.size < acts) draft.addQuestion()
  const order = draft.orderOfArrival()
  const writer = new Writer(draft)
  const bytes = Buffer.allocUnsafe(acts * LINE_BYTES_MAX)
  const offsets = new Float64Array(acts + 1)
  const kinds = new Uint8Array(acts)
  let at = 0
  for (let i = 0; i < acts; i++) {
    const act = order[i] as number
    offsets[i] = at
    kinds[i] = draft.kind[act] as number
    at += bytes.write(writer.line(act), at, 'utf8')
  }
  offsets[acts] = at
  return {
    bytes: Buffer.from(bytes.subarray(0, at)),
    offsets,
    kinds,
    schedules,
    lastDay: `${FIRST_YEAR + years - 1}-12-31`,
  }
}
