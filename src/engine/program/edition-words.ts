import type { Agreement } from '../../agreement/agreement.ts'
import type { AdoptedText, Edition } from '../../agreement/rule.ts'
import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'
import type { Ledger } from '../ledger.ts'
import { printAt } from '../reading/words.ts'
import { sinceOf } from './editions.ts'

/**
 * Which edition's rules are used, where that hangs on what acts adopted by then: said before anything else.
 */
export function editionsAt({ program }: Pick<Ledger, 'program'>, at: Instant): string[] {
  const { byActs, zone } = program.agreement
  if (byActs === undefined) return []
  const known = byActs.adopted.filter((text) => text.adopted.earliest <= at)
  const day = (window: Window) => printAt(window, zone, true)
  const used = numberInUse(program.agreement, at)
  const told = byActs.texts.flatMap((edition) => ofEdition(edition, known, at, day, used))
  return [...told, ...known.flatMap((text) => (text.edition === undefined ? ofOther(text, at, day) : []))]
}

function ofEdition(
  { n, adoption }: Edition,
  known: readonly AdoptedText[],
  at: Instant,
  day: (window: Window) => string,
  used: string,
): string[] {
  if (adoption === undefined) return []
  const own = known.filter(({ edition }) => edition === n)
  const [first] = own
  if (first === undefined) return [`Edition ${n} is not adopted in this record by then: ${used}.`]
  const sure = own.filter(({ adopted }) => adopted.latest <= at)
  const standing = sure.findLast(({ setAside }) => setAside === undefined || setAside.earliest > at) ?? sure.at(-1)
  if (standing === undefined)
    return [
      `It cannot be derived whether edition ${n} is adopted (${first.act}); where that matters, nothing is derived.`,
    ]
  const { act, said, inForce, setAside } = standing
  const how = `adopted ${day(said)} (${act})`
  if (setAside !== undefined && setAside.latest <= at)
    return [`Edition ${n}, ${how}, was set aside ${day(setAside)}: ${used}.`]
  if (setAside !== undefined && setAside.earliest <= at)
    return [`It cannot be derived whether edition ${n}, ${how}, is set aside; where that matters, nothing is derived.`]
  if (inForce.earliest > at) return [`Edition ${n}, ${how}, is in force from ${day(inForce)}; until then ${used}.`]
  return [`Edition ${n}, ${how}, is in force from ${day(inForce)}.`]
}

/** A later text that is adopted and not here: what it says is not known. */
function ofOther(
  { act, sha256, adopted, said, setAside }: AdoptedText,
  at: Instant,
  day: (window: Window) => string,
): string[] {
  if (setAside !== undefined && setAside.latest <= at) return []
  const which = `the SHA-256 ${sha256.slice(0, 16)}${sha256.length > 16 ? '...' : ''} (${act})`
  return adopted.latest <= at
    ? [`A text with ${which} was adopted ${day(said)} and is not in this folder: what it changes is not known here.`]
    : [`It cannot be derived whether a text with ${which}, which is not in this folder, is adopted.`]
}

/** `the rules of edition 1 are used`. */
function numberInUse({ editions = [], byActs, zone }: Agreement, at: Instant): string {
  const begun = editions.filter((edition, index) => index === 0 || sinceOf(edition, zone).earliest <= at)
  return `the rules of edition ${begun.at(-1)?.n ?? byActs?.texts[0]?.n} are used`
}
