import { phraseOfNumber } from '../../language/sentence/sentence.ts'
import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'
import { isKnown } from '../count/amounts.ts'
import type { Ledger } from '../ledger.ts'
import { asksIn, type Measure } from '../program/figure-guard.ts'
import type { NormEntry } from '../program/program.ts'
import type { Basis } from '../reading/line.ts'

/**
 * The conditions of a duty that no act called into being, which have no message to look at: they ask figures, limits and
 * rows of missed returns, of the party that would owe it, as these stand when it comes to owe it. What happens later changes
 * nothing.
 * @param born when it comes to owe it
 * @param by the instant of the reading: where the record does not tell when it comes to owe it, what is later decides nothing
 * @returns undefined: not known
 */
export function appliesWhenBorn(
  ledger: Ledger,
  { if: condition, unless: exception }: NormEntry,
  party: number,
  born: Window,
  by: Instant,
): boolean | undefined {
  if (condition === undefined && exception === undefined) return true
  const measure = measureOf(ledger, party, born, by)
  const holds = condition === undefined ? true : condition(NO_MESSAGE, measure)
  if (holds === false) return false
  const not = exception === undefined ? false : exception(NO_MESSAGE, measure)
  if (not === true) return false
  return holds === true && not === false ? true : undefined
}

/** What is not on record and decides whether it applies; undefined: it is known to. */
export function missingWhenBorn(
  ledger: Ledger,
  { entry, debtors, asked: born }: Basis,
  by: Instant,
): string | undefined {
  const [party] = debtors
  if (entry === undefined || party === undefined || born === undefined) return undefined
  const measure = measureOf(ledger, party, born, by)
  const { norm } = entry
  const questions = [norm.if, norm.unless].flatMap((text) => (text === undefined ? [] : asksIn(text.guard)))
  const missing = questions.filter((guard) => !isKnown(measure(guard)))
  const words = missing.map((guard) => phraseOfNumber(guard, ledger.program.agreement))
  return [...new Set(words)].join(', ')
}

function measureOf({ figures }: Ledger, party: number, { earliest, latest }: Window, by: Instant): Measure {
  const at = { earliest, latest: Math.max(earliest, Math.min(latest, by)) }
  return (guard) => figures.amount(guard, { per: [], party, at })
}

const NO_MESSAGE = () => undefined
