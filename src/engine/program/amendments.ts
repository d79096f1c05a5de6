import type { Act } from '../../agreement/act.ts'
import type { Agreement } from '../../agreement/agreement.ts'
import type { AdoptedText, Edition } from '../../agreement/rule.ts'
import { exactly, laterOf, type Window } from '../../time/window.ts'
import { beginning } from '../clock/beginning.ts'
import { Ledger } from '../ledger.ts'
import type { Row } from '../record/act-table.ts'
import { fieldOf } from '../record/chronology.ts'
import { compileProgram } from './program.ts'
import { adoptingKinds, isAdoptable, textInForce } from './texts.ts'

/**
 * Joins an agreement with acts. An edition that has to be adopted holds only if the acts adopt it, by the rules of the edition
 * before it; so those rules are run first, and what they make of the acts says which editions hold and from when. Each adoption
 * can change by which rules a later act is judged: it is gone on until nothing changes. In the order of time each round settles
 * at least the next. An agreement without such editions is run once.
 */
export type Joining = (acts: readonly Act[]) => Ledger

/** What is the same for all acts is made once. */
export function joining(agreement: Agreement): Joining {
  const program = compileProgram(agreement)
  return (acts) => {
    const ledger = filled(new Ledger(program), acts)
    return isAdoptable(agreement) ? settled(agreement, acts, ledger) : ledger
  }
}

/** The ledger of some acts. */
export function joined(agreement: Agreement, acts: readonly Act[]): Ledger {
  return joining(agreement)(acts)
}

function settled(agreement: Agreement, acts: readonly Act[], first: Ledger): Ledger {
  let ledger = first
  let known: readonly AdoptedText[] = []
  for (let round = 0; ; round++) {
    const found = adoptedTexts(agreement, ledger)
    if (isSame(found, known)) return ledger
    // Texts that each undo the adoption of the other: whether any of them holds cannot be derived.
    known = round < ROUNDS_MAX ? found : [...found, ...known].map(perhaps)
    ledger = filled(new Ledger(compileProgram(textInForce(agreement, known))), acts)
    if (round >= ROUNDS_MAX) return ledger
  }
}

const ROUNDS_MAX = 32

function filled(ledger: Ledger, acts: readonly Act[]): Ledger {
  for (const act of acts) ledger.add(act)
  return ledger
}

function isSame(a: readonly AdoptedText[], b: readonly AdoptedText[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function perhaps(text: AdoptedText): AdoptedText {
  const open = ({ earliest }: Window) => ({ earliest, latest: Number.POSITIVE_INFINITY })
  return { ...text, adopted: open(text.adopted), inForce: open(text.inForce) }
}

/** The texts that acts adopted under the rules of a ledger, the first first. */
function adoptedTexts(agreement: Agreement, ledger: Ledger): AdoptedText[] {
  const { editions = [] } = agreement
  const { table, program, decisions } = ledger
  ledger.settle()
  const kinds = adoptingKinds(agreement)
  const found: AdoptedText[] = []
  for (let row = 0; row < table.size; row++) {
    if (!kinds.has(program.kinds[table.kind(row)]?.kind.name ?? '')) continue
    const sha256 = fieldOf(table.body(row), [TEXT])
    if (typeof sha256 !== 'string') continue
    const adopted = decisions.when(row, 'adopted')
    if (adopted.earliest === Number.POSITIVE_INFINITY) continue
    const edition = editions.find((one) => one.sha256 === sha256)
    const setAside = decisions.when(row, 'set aside')
    found.push({
      sha256,
      ...(edition === undefined ? {} : { edition: edition.n }),
      act: table.id(row),
      adopted,
      said: decisions.adoptedFrom(row),
      inForce: inForceOf(edition, ledger, row, adopted),
      ...(setAside.earliest === Number.POSITIVE_INFINITY ? {} : { setAside }),
    })
  }
  return found.sort((a, b) => a.adopted.earliest - b.adopted.earliest || (a.act < b.act ? -1 : 1))
}

/** The field in which such an act names a text by its hash. */
export const TEXT = 'text'

/** On adoption; with the last day of a time after it; or on the day that the edition names, if that is later. */
function inForceOf(edition: Edition | undefined, { deadlines, decisions, program }: Ledger, row: Row, adopted: Window) {
  const { zone } = program.agreement
  const after = edition?.adoption?.after
  if (after !== undefined) {
    const closes = deadlines.count('after', after.period, decisions.adoptedFrom(row), deadlines.regime(after.regime))
    return laterOf(adopted, beginning(closes, after.period, zone))
  }
  // An earlier edition that is adopted again is in force at once.
  const day = edition?.adoption === undefined ? undefined : edition.inForce
  return day === undefined ? adopted : laterOf(adopted, exactly(zone.startOf(day)))
}
