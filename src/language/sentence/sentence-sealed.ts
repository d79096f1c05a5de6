import type { Agreement } from '../../agreement/agreement.ts'
import type { SealedExchange } from '../../agreement/rule.ts'
import { clockWords } from './sentence-clock.ts'
import { a, isOrAre, saying, the } from './sentence-noun.ts'
import { capital, listed } from './sentence-words.ts'

/**
 * `Sealed holdings are opened by holdings in response to them, from the same sender and with the same digest, until the end of
 * 20 December 2026. What is opened before 16 December 2026 is opened too early.`
 */
export function sealedSentence({ acts, openedBy, from, until }: SealedExchange, agreement: Agreement): string {
  const say = saying(agreement, [acts])
  const openings = listed(
    openedBy.acts.map((act) => a(say, act)),
    'or',
  )
  const end = until === undefined ? '' : `, ${clockWords(say, until, 'until', { verb: 'may' })}`
  const how = `${openings} in response to ${the(say, acts)}, from the same sender and with the same digest${end}`
  const early =
    from === undefined
      ? ''
      : ` What is opened ${clockWords(say, from, 'before', { verb: 'may', isStart: true })} is opened too early.`
  return `${capital(a(say, acts))} ${isOrAre(say, acts)} opened by ${how}.${early}`
}
