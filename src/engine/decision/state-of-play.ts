import type { Tally } from '../../agreement/decision.ts'
import { sentenceOf } from '../../language/sentence/sentence.ts'
import { capital, listed, small } from '../../language/sentence/sentence-words.ts'
import type { Ledger } from '../ledger.ts'
import type { NormEntry } from '../program/program.ts'
import { entryOf } from '../reading/docket.ts'
import { type Line, partyName, type Query } from '../reading/line.ts'
import { registerAt } from '../reading/register.ts'
import type { Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import { type Outcome, outcomeAt } from './decision-line.ts'
import { countWords, tieWords } from './decision-words.ts'
import type { Beside } from './tally.ts'
import { lookedAt, needed, type Some, swing } from './tally-needs.ts'
import type { Said, Voter } from './voter.ts'
import { notCounted } from './why-decision.ts'

/** How a proposal stands, in sentences that can be read aloud. */
export interface StateOfPlay {
  readonly line: Line
  readonly proposal: Row
  readonly outcome: Outcome
  /** What decides it, as its rule says. */
  readonly rule: string
  readonly says: readonly string[]
}

/** Every proposal that had been put by then, in the order of the register. */
export function statesOfPlay(ledger: Ledger, query: Query): StateOfPlay[] {
  return registerAt(ledger, query)
    .filter(({ verb }) => verb === 'decide')
    .flatMap((line) => {
      const { entry, trigger } = line.basis
      const outcome =
        entry === undefined || trigger === undefined ? undefined : outcomeAt(ledger, entry, trigger, query)
      return entry === undefined || trigger === undefined || outcome === undefined
        ? []
        : [stateOf(ledger, line, entry, trigger, outcome, query)]
    })
}

function stateOf(
  ledger: Ledger,
  line: Line,
  entry: NormEntry,
  proposal: Row,
  outcome: Outcome,
  query: Query,
): StateOfPlay {
  const says = [positionsSentence(ledger, outcome.result.voters), ...notCountedSentence(ledger, outcome)]
  const attached = ledger.decisions.attached(outcome.fate.course)
  says.push(...attached.map((row) => `Attached: ${entryOf(ledger, row, query).text} (${ledger.table.id(row)}).`))
  if (outcome.is === 'open') says.push(...openSentences(ledger, outcome))
  return { line, proposal, outcome, rule: sentenceOf(entry.norm, ledger.program.agreement), says }
}

const SIDES: readonly (readonly [Said, string])[] = [
  ['for', 'for it'],
  ['against', 'against it'],
  ['abstaining', 'abstaining'],
  ['not participating', 'not participating'],
  ['none', 'no position recorded'],
]

/** More are counted. */
const NAMED_MAX = 8

/** `For it: Alder, Birch (2). Against it: Cedar (1). No position recorded: 3.` */
function positionsSentence(ledger: Ledger, voters: readonly Voter[]): string {
  const members = voters.filter(({ entitled }) => entitled !== 'no')
  const parts = SIDES.flatMap(([said, words]) => {
    const sure = members.filter(({ may }) => may.size === 1 && may.has(said))
    return sure.length === 0 ? [] : [`${words}: ${namesOf(ledger, sure)}`]
  })
  const open = members.filter(({ may }) => may.size > 1)
  if (open.length > 0) parts.push(`not known what was said last: ${namesOf(ledger, open)}`)
  return parts.length === 0 ? 'There is no member.' : `${parts.map(capital).join('. ')}.`
}

function namesOf(ledger: Ledger, voters: readonly { readonly party: number }[]): string {
  const names = voters.map(({ party }) => partyName(ledger, party))
  return names.length > NAMED_MAX ? `${names.length} members` : `${listed(names, 'and')} (${names.length})`
}

/** `Not counted: Rowan: in-arrears since 6 May 2026.` */
function notCountedSentence(ledger: Ledger, outcome: Outcome): string[] {
  const all = notCounted(ledger, outcome, (row) => ({ text: ledger.table.id(row), because: [] }))
  return all.length === 0 ? [] : [`Not counted: ${all.map(({ text }) => small(text)).join('; ')}.`]
}

/** What it would come to now, and what would still be needed to adopt or to prevent it. */
function openSentences(ledger: Ledger, { fate, result }: Outcome): string[] {
  const { tally } = fate.course
  const { outcome } = result.count
  const now =
    outcome === 'yes'
      ? 'If it closed now, it would be adopted'
      : outcome === 'no'
        ? 'If it closed now, it would not be adopted'
        : 'If it closed now, it could not be derived whether it is adopted'
  const tie = tieWords(ledger, tally, result)
  const counts = tie ?? countWords(ledger, result.count.adopted, result.count.adopted.holds)
  const quorum = result.count.quorum
  const present =
    quorum === undefined || quorum.holds === 'yes' ? '' : `; no quorum yet: ${countWords(ledger, quorum, quorum.holds)}`
  const { voters, once } = withQuorum(fate, result)
  const needs = needSentences(tally, voters, result.beside, (party) => partyName(ledger, party))
  return [`${now}: ${counts}${present}.`, ...needs.map(once)]
}

/** Who is there at the close is another question than what is said: where too few are yet, it is asked as if all were. */
function withQuorum({ course }: Outcome['fate'], { voters, count }: Outcome['result']) {
  const comes = course.tally.presence !== undefined && count.quorum !== undefined && count.quorum.holds !== 'yes'
  return {
    voters: comes ? voters.map((one): Voter => ({ ...one, present: 'yes' })) : voters,
    once: (sentence: string) => (comes ? `Once enough are present: ${small(sentence)}` : sentence),
  }
}

/**
 * What would still adopt or prevent a proposal; nothing where that was not worked out.
 * @param name left out: nothing is put to anybody yet, and an example would single out whom it names
 */
export function needSentences(tally: Tally, voters: readonly Voter[], beside: Beside = {}, name?: NameOf): string[] {
  const { weights } = lookedAt(tally)
  const isKnown = ({ weight }: Voter) => weights.every((one) => weight(one).low === weight(one).high)
  if (!voters.every(isKnown)) return ['What each member weighs is not known for that day.']
  const needs = needed(tally, voters, beside)
  if (needs === undefined) return []
  const more = name === undefined ? '' : ' more'
  return [toAdopt(needs.toAdopt, more, name), toBlock(needs.toBlock, needs.isNotForEnough, more, name)]
}

type NameOf = (party: number) => string

function toAdopt(some: Some | undefined, more: string, name: NameOf | undefined): string {
  if (some === undefined) return 'Even if all that have no position came to be for it, it would not be adopted.'
  if (some.n === 0) return `If nobody says anything${more}, it is adopted when it closes.`
  return `If nobody else says anything, ${enough(some, `${more} for it`, 'adopt', name)}`
}

function toBlock(some: Some | undefined, isNotForEnough: boolean, more: string, name: NameOf | undefined): string {
  if (some === undefined) return 'Those that have no position cannot prevent it any more.'
  if (some.n === 0) return 'Whatever those that have no position say, it is not adopted.'
  const side = isNotForEnough ? `${more} not for it` : `${more} against it`
  return `Even if all the others are for it, ${enough(some, side, 'prevent', name)}`
}

/** Of those that have no position. */
function enough({ n, parties, isAny }: Some, side: string, does: string, name: NameOf | undefined): string {
  if (isAny && n === 1) return `one${side} ${does}s it, whoever that is.`
  if (isAny) return `${n}${side} ${does} it, whoever they are; fewer do not.`
  const isShort = name !== undefined && parties.length <= NAMED_MAX
  const whom = isShort ? `, for example ${listed(parties.map(name), 'and')}` : ''
  const who = n === 1 ? 'it is' : 'they are'
  return `it takes at least ${n}${side} to ${does} it${whom}; whether that is enough depends on who ${who}.`
}

/**
 * What the outcome would be with each position of one party: `If Birch were for it, it would be adopted.`
 * @param said what can be said of a proposal under its rule
 */
export function swingSentences(
  ledger: Ledger,
  { outcome }: StateOfPlay,
  party: number,
  said: ReadonlySet<Said>,
): string[] {
  const { fate, result } = outcome
  const name = partyName(ledger, party)
  const voter = result.voters.find((one) => one.party === party)
  if (voter === undefined || voter.entitled === 'no') return [`${name} is not counted in this decision.`]
  const { voters, once } = withQuorum(fate, result)
  const found = [...swing(fate.course.tally, voters, party, result.beside)].filter(([one]) => said.has(one))
  const outcomes = [...new Set(found.map(([, then]) => then))]
  if (outcomes.length === 1)
    return [once(`Whatever ${name} says, as the others stand it would ${WOULD[outcomes[0] ?? 'maybe']}.`)]
  return outcomes.map((then) => {
    const positions = found.flatMap(([one, is]) => (is === then ? [HYPOTHETICAL[one]] : []))
    return once(`If ${name} ${listed(positions, 'or')}, it would ${WOULD[then]}.`)
  })
}

const HYPOTHETICAL: Readonly<Record<Said, string>> = {
  for: 'were for it',
  against: 'were against it',
  abstaining: 'abstained',
  'not participating': 'did not participate',
  none: 'said nothing',
}

const WOULD: Readonly<Record<Tri, string>> = {
  yes: 'be adopted',
  no: 'not be adopted',
  maybe: 'remain open whether it is adopted',
}
