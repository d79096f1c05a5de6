import type { Norm, Reservation } from '../../agreement/rule.ts'
import type { Directory } from '../meaning/directory.ts'
import { readPattern } from '../phrase/act-phrase.ts'
import { readClock } from '../phrase/clock-phrase.ts'
import { fieldNamed, indefinite, isFieldToken, kindNamed, type Standpoint } from '../phrase/noun.ts'
import { readPhrase } from '../phrase/phrase.ts'
import { didYouMean } from '../phrase/spelling.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { CARRIED } from './provisions.ts'

/**
 * Reservations, terms that differ between two parties:
 *
 *     reservation: reservation                        # the kind of act that makes one
 *     may exclude: ["87", "109"]
 *     excludes: reservation.rules                     # in which field it names those that it excludes; left out: all
 *     unless: objection to reservation                # refuses it, between its sender and the party that objects
 *     until: 12 months after reservation is received  # later objections refuse nothing; left out: none is late
 *     ends: withdrawal to reservation                 # takes it back
 */
const SHAPE = {
  what: 'a reservation',
  keys: ['reservation', 'may exclude', 'excludes', 'unless', 'until', 'ends', ...CARRIED],
}

export function readReservation(
  declaration: Declaration,
  directory: Directory,
  norms: readonly Norm[],
  report: Report,
): Reservation | undefined {
  const reader = new FieldReader(declaration, SHAPE, report)
  const text = reader.text('reservation')
  reader.need('may exclude', 'Name the rules: may exclude: ["4"].')
  const id = text && readPhrase(text, report, (phrase) => kindNamed(phrase, phrase.name('a kind of act'), directory))
  const here: Standpoint = {
    directory,
    nouns: id === undefined ? 'any' : directory.chain(id),
    from: id === undefined ? 'the reservation' : indefinite(id),
    bareRoles: false,
  }
  const patternOf = (key: string) => {
    const found = reader.text(key)
    return found && readPhrase(found, report, (phrase) => readPattern(phrase, here))
  }
  const excludesText = reader.text('excludes')
  const excludes =
    excludesText &&
    readPhrase(excludesText, report, (phrase) => {
      const token = phrase.peek()
      if (!isFieldToken(token)) phrase.fault([], 'a field such as reservation.rules')
      phrase.next()
      return fieldNamed(phrase, token, here)?.path
    })
  const untilText = reader.text('until')
  // A reservation has one time for all objections.
  const until = untilText && readPhrase(untilText, report, (phrase) => readClock(phrase, here, () => undefined))
  const unless = patternOf('unless')
  const ends = patternOf('ends')
  const mayExclude = reader.texts('may exclude').flatMap((rule) => {
    const norm = norms.find((one) => one.id === rule.value)
    if (norm?.verb === 'must') return [rule.value]
    const advice = didYouMean(
      rule.value,
      norms.filter(({ verb }) => verb === 'must').map((one) => one.id),
    )
    const message = `"${rule.value}" is no duty of this agreement.`
    report.error('reservation/rule', rule.place, message, norm === undefined ? advice : 'Name a rule with must:.')
    return []
  })
  if (id === undefined) return undefined
  return {
    kind: 'reservation',
    id,
    clause: declaration.clause,
    mayExclude,
    ...(excludes === undefined ? {} : { excludes }),
    ...(unless === undefined ? {} : { unless }),
    ...(until === undefined ? {} : { until }),
    ...(ends === undefined ? {} : { ends }),
  }
}
