import type { LimitKey } from '../../agreement/rule.ts'
import { fieldOf } from '../guard/guard-form.ts'
import { fieldNamed, isFieldToken, type Standpoint } from './noun.ts'
import { readField, readParty } from './party-phrase.ts'
import { isWord, type Phrase } from './phrase.ts'

/**
 * For whom or for what a limit counts, as seen from the act that is counted:
 *
 *     addressee of request                  # alone: of the act that is counted
 *     each party in notification.hosts      # each of those whose ids the field holds
 *     request.unit                          # one count for each value of the field
 */
export function readLimitKey(phrase: Phrase, here: Standpoint): LimitKey[] {
  const first = phrase.peek()
  if (isFieldToken(first)) return readValue(phrase, here)
  if (isPartyIn(phrase)) {
    phrase.takes('each')
    phrase.next()
    phrase.next()
    if (!isFieldToken(phrase.peek())) phrase.fault([], 'a field that names parties, such as notification.hosts')
    return [{ kind: 'party', of: { quantifier: 'each', of: readField(phrase, here), except: [] } }]
  }
  const { sets } = readParty(phrase, here)
  const [of, second] = sets
  const isRole = of?.of.kind === 'sender' || of?.of.kind === 'addressee'
  if (of !== undefined && second === undefined && isRole && of.except.length === 0) return [{ kind: 'party', of }]
  const message = 'The act that is counted does not say for whom.'
  const advice =
    'Write per: sender, addressee, or either of them "of" an act; each party in a field; or a field. A list for pairs.'
  phrase.error('limit/key', first, message, advice)
  return []
}

/** Is there one count for each party, and no other? */
export function isOfParty(per: readonly LimitKey[] | undefined): boolean {
  return per?.length === 1 && per[0]?.kind === 'party'
}

function isPartyIn(phrase: Phrase): boolean {
  const at = isWord(phrase.peek(), 'each') ? 1 : 0
  return isWord(phrase.peek(at), 'party') && isWord(phrase.peek(at + 1), 'in')
}

/** A list or an object is not one value. */
function readValue(phrase: Phrase, here: Standpoint): LimitKey[] {
  const token = phrase.next()
  const field = fieldNamed(phrase, token, here)
  if (field === undefined) return []
  const found = fieldOf(here.directory.kindOf.get(field.noun)?.form, field.path)
  if (found.found && found.type.kind !== 'list' && found.type.kind !== 'object') return [{ kind: 'value', ...field }]
  const message = `"${token.text}" is not one value, so there is no count for it.`
  phrase.error(
    'limit/key',
    token,
    message,
    `Name a field that holds a text or a number, or write each party in ${token.text}.`,
  )
  return []
}
