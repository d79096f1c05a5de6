import type { Counted, FieldOfAct, LimitPeriod, StatedTimes } from '../../agreement/rule.ts'
import { fieldOf } from '../guard/guard-form.ts'
import type { FieldReader } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { fieldNamed, isFieldToken, type Standpoint } from './noun.ts'
import { type Phrase, readPhrase } from './phrase.ts'
import { didYouMean } from './spelling.ts'

/**
 * By which times a limit counts, where that is not when an act was transmitted:
 *
 *     at: notification.start                             # in the calendar year in which that falls
 *     in: calendar year                                  # or: 3 calendar years
 *     ---
 *     from: notification.start until notification.end    # under way at once
 *     ---
 *     key: designation                                   # beside either: a later act of the same sender with the same one replaces it
 */
export function readStatedTimes(
  reader: FieldReader,
  of: Counted | undefined,
  period: LimitPeriod | undefined,
  here: Standpoint,
  report: Report,
): StatedTimes | undefined {
  const text = reader.text(reader.has('at') ? 'at' : 'from')
  const key = readKeyField(reader, of, here, report)
  const refuse = (name: string, message: string, advice: string) => {
    report.error('limit/stated', reader.field(name)?.keyPlace ?? reader.place, message, advice)
  }
  if (text === undefined) {
    if (reader.has('key'))
      refuse(
        'key',
        '"key" is said of acts that are counted by a time they state.',
        'Add at: or from:, or leave it out.',
      )
    return undefined
  }
  if (reader.has('at') && reader.has('from'))
    refuse(
      'from',
      'It is counted either in a period or at once.',
      'Write at: or from:, and a second limit for the other.',
    )
  if (of !== undefined && (of.path !== undefined || of.until !== undefined))
    refuse(
      reader.has('at') ? 'at' : 'from',
      'A stated time goes with acts that are counted one by one.',
      'Write counts: and a kind of act alone.',
    )
  const times = readPhrase(text, report, (phrase): StatedTimes | undefined => {
    const from = timeNamed(phrase, here)
    if (reader.has('at')) return from && { from }
    phrase.need('until')
    const until = timeNamed(phrase, here)
    return from && until && { from, until }
  })
  if (reader.has('at') && period?.kind !== 'calendar')
    refuse(
      'at',
      'It is not said over which calendar years is counted.',
      'Write in: calendar year, or in: 3 calendar years.',
    )
  if (!reader.has('at') && period !== undefined && of?.until === undefined) {
    const message = 'What is under way is counted at each moment, not over a period.'
    report.error(
      'limit/period',
      reader.field('in')?.keyPlace ?? reader.place,
      message,
      'Leave out "in:", or write at: and one time.',
    )
  }
  return times && key ? { ...times, key } : times
}

/** `notification.start`: a time has a text for its form. */
function timeNamed(phrase: Phrase, here: Standpoint): FieldOfAct | undefined {
  const token = phrase.peek()
  if (!isFieldToken(token)) return phrase.fault([], 'a time that the act states, such as notification.start')
  phrase.next()
  const field = fieldNamed(phrase, token, here)
  if (field === undefined) return undefined
  const found = fieldOf(here.directory.kindOf.get(field.noun)?.form, field.path)
  const isTime = found.found && (found.type.kind === 'string' || found.type.kind === 'unknown')
  if (!isTime)
    phrase.error(
      'limit/stated',
      token,
      `"${token.text}" is no text, so it states no time.`,
      'Name a field with format: date or date-time.',
    )
  return field
}

function readKeyField(
  reader: FieldReader,
  of: Counted | undefined,
  { directory }: Standpoint,
  report: Report,
): readonly string[] | undefined {
  const text = reader.text('key')
  if (text === undefined || of === undefined) return undefined
  const path = text.value.split('.')
  const field = fieldOf(directory.kindOf.get(of.act)?.form, path)
  if (field.found) return path
  const message = `The form of "${of.act}" has no field "${path[field.at]}".`
  report.error(
    'field/unknown',
    text.place,
    message,
    didYouMean(path[field.at] ?? '', field.names, 'Add it to the form.'),
  )
  return undefined
}
