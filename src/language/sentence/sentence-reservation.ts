import type { Agreement } from '../../agreement/agreement.ts'
import type { Reservation } from '../../agreement/rule.ts'
import { clockWords } from './sentence-clock.ts'
import { a, fieldWords, isOrAre, saying, the } from './sentence-noun.ts'
import { capital, listed } from './sentence-words.ts'

/**
 * `A reservation excludes rules 4 and 7 between its sender and every other party, either way, from when it is transmitted,
 * until its sender sends a retraction. What arose before stays. Between its sender and a party that sends an objection to the
 * reservation until 12 months after ..., these rules hold again from when the objection is transmitted.`
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
      : `, until its sender sends ${listed(
          ends.acts.map((act) => a(say, act)),
          'or',
        )}`
  const main = `${capital(a(say, reservation.id))} excludes ${which} between its sender and every other party, either way, from when it is transmitted${end}. What arose before stays.`
  if (unless === undefined) return `${main} No other party can refuse it.`
  const acts = listed(
    unless.acts.map((act) => a(say, act)),
    'or',
  )
  const time = until === undefined ? '' : ` ${clockWords(say, until, 'until', { verb: 'may' })}`
  const [first = ''] = unless.acts
  const objection = unless.acts.length === 1 ? `${the(say, first)} ${isOrAre(say, first)}` : 'that act is'
  return `${main} Between its sender and a party that sends ${acts} to ${the(say, reservation.id)}${time}, ${mayExclude.length === 1 ? 'this rule holds' : 'these rules hold'} again from when ${objection} transmitted.`
}
