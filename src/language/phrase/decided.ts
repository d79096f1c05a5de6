import type { Decided } from '../../agreement/rule.ts'
import type { Directory } from '../meaning/directory.ts'
import { indefinite } from './noun.ts'
import { isWord, type Phrase, type Token } from './phrase.ts'

/**
 * What becomes of a proposal, behind the act that puts it:
 *
 *     decided = "is" ( "adopted" | "not adopted" | "set aside" )
 *
 *     programme is adopted
 *     prolongation about question is adopted
 */

/** Is what stands here such a suffix? */
export function isDecidedNext(phrase: Phrase): boolean {
  if (!isWord(phrase.peek(), 'is')) return false
  const [word, second] = [phrase.peek(1), phrase.peek(2)]
  if (isWord(word, 'adopted')) return true
  return (isWord(word, 'not') && isWord(second, 'adopted')) || (isWord(word, 'set') && isWord(second, 'aside'))
}

/** @param act where the kind of act stands that puts the proposal */
export function readDecided(phrase: Phrase, act: Token, directory: Directory): Decided {
  phrase.need('is')
  const at = phrase.peek()
  const word = phrase.oneOf(['adopted', 'not', 'set'])
  if (word !== 'adopted') phrase.need(word === 'not' ? 'adopted' : 'aside')
  const decided: Decided = word === 'adopted' ? 'adopted' : word === 'not' ? 'not adopted' : 'set aside'
  mustBeDecided(phrase, act, directory)
  const proposal = directory.proposals.get(act.text)
  if (decided === 'set aside' && proposal?.isFinal === true && directory.proposalsAreWhole) {
    const message = `Nothing sets ${indefinite(act.text)} aside once it is adopted.`
    phrase.error('decision/never', at, message, 'Write set aside by: and an act with its decision.')
  }
  return decided
}

/** Only what is put to a decision is adopted, and has voters. */
export function mustBeDecided(phrase: Phrase, act: Token, directory: Directory): void {
  const { proposals, proposalsAreWhole, kinds } = directory
  if (proposals.has(act.text) || !proposalsAreWhole || !kinds.has(act.text)) return
  const message = `No decision is taken on ${indefinite(act.text)}.`
  const advice =
    proposals.size === 0
      ? `Declare one: decision: and its id, on: ${act.text}.`
      : `Decided is on: ${[...proposals.keys()].join(', ')}.`
  phrase.error('decision/none', act, message, advice)
}
