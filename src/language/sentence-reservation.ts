import type { Agreement } from '../agreement/agreement.ts'
import type { Reservation } from '../agreement/rule.ts'
import { clockWords } from './sentence-clock.ts'
import { a, fieldWords, saying, the } from './sentence-noun.ts'
import { capital, listed } from './sentence-words.ts'

/**
 * `By a reservation a party excludes rules 4 and 7 between itself and every other party, either way, from when the reservation
 * is transmitted, until it sends a withdrawal. Between it and a party that sends an objection, until 12 months after ..., they
 * hold again from then on.`
 */
export function reservationSentence(reservation: Reservation, agreement: Agreement): string {
  const say = saying(agreement, [reservation.id])
  const { mayExclude, excludes, unless, until, ends } = reservation
  const rules = `rule${mayExclude.length === 1 ? '' : 's'} ${listed(mayExclude, 'and')}`
  const which =
    excludes === undefined ? rules : `those of ${rules} that it names as ${fieldWords(say, reservation.id, excludes)}`
  const end =
    ends === undefined
      ? ''
      : `, until it sends ${listed(
          ends.acts.map((act) => a(say, act)),
          'or',
        )}`
  const main = `${capital(a(say, reservation.id))} excludes ${which} between its sender and every other party, either way, from when it is transmitted${end}.`
  if (unless === undefined) return `${main} No other party can refuse it.`
  const acts = listed(
    unless.acts.map((act) => a(say, act)),
    'or',
  )
  const time = until === undefined ? '' : ` ${clockWords(say, until, 'until', { verb: 'may' })}`
  return `${main} Between its sender and a party that sends ${acts} to ${the(say, reservation.id)}${time}, ${mayExclude.length === 1 ? 'this rule holds' : 'these rules hold'} again from then on.`
}
