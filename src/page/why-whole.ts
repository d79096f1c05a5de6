import type { Act } from '../agreement/act.ts'
import type { Ledger } from '../engine/ledger.ts'
import { type Line, partyName, type Query } from '../engine/reading/line.ts'
import { type Why, whyLine } from '../engine/reading/why.ts'

/** Why a line reads as it does, with everybody named whom the engine only counts: `37 parties`. */
export function wholeWhy(ledger: Ledger, line: Line, query: Query): Why {
  return withParties(ledger, whyLine(ledger, line, query))
}

function withParties(ledger: Ledger, { text, because }: Why): Why {
  const below = because.map((one) => withParties(ledger, one))
  return { text, because: [...partiesOf(ledger, text), ...limbsOf(ledger, text), ...below] }
}

/** The words of the limbs that a question cites, if they are of this agreement. */
function limbsOf({ program: { agreement } }: Ledger, text: string): Why[] {
  const cited = /^Cites (.+)$/.exec(text)?.[1]?.split(', ') ?? []
  return agreement.commitments
    .filter(({ id }) => cited.includes(id) || cited.includes(`${agreement.id}#${id}`))
    .map(({ id, title }) => ({ text: `${id}: "${title}"`, because: [] }))
}

/** From this many on parties are counted. */
const COUNTED_MIN = 5

function partiesOf(ledger: Ledger, text: string): Why[] {
  const id = /^(.+?): .*\b\d+ parties\b/.exec(text)?.[1]
  const row = id === undefined ? undefined : ledger.table.rowOf(id)
  if (row === undefined) return []
  const { by, to } = namesOf(ledger, ledger.act(row))
  return [
    ...(by.length < COUNTED_MIN ? [] : [{ text: `From the ${by.length}: ${by.join(', ')}`, because: [] }]),
    ...(to === undefined ? [] : [{ text: `To the ${to.count}: ${to.list}`, because: [] }]),
  ]
}

function namesOf(ledger: Ledger, act: Act) {
  const name = (id: string) => nameOf(ledger, id)
  const by = act.by.map(name)
  if (act.to === 'all' || act.to.length < COUNTED_MIN) return { by }
  return { by, to: { count: act.to.length, list: addresseesListed(act.to, name) } }
}

/** `Northland, Westmark; inferred and unverified: Estmark`: of whom it is known, and of whom it is concluded. */
export function addresseesListed(to: Exclude<Act['to'], 'all'>, name: (id: string) => string): string {
  const listed = (known: 'confirmed' | 'inferred') =>
    to
      .filter((one) => one.known === known)
      .map(({ party }) => name(party))
      .join(', ')
  const [sure, inferred] = [listed('confirmed'), listed('inferred')]
  if (inferred === '') return sure
  return sure === '' ? `inferred and unverified: ${inferred}` : `${sure}; inferred and unverified: ${inferred}`
}

function nameOf(ledger: Ledger, id: string): string {
  const index = ledger.program.partyIndex.get(id)
  return index === undefined ? id : partyName(ledger, index)
}
