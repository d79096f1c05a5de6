import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { ActKind } from '../../agreement/kind.ts'
import type { PartyDef } from '../../agreement/party.ts'
import type { Event, Norm } from '../../agreement/rule.ts'
import { decisionParts } from './sentence-decision.ts'
import { conditionsWords, normParts } from './sentence-norm.ts'
import { saying } from './sentence-noun.ts'
import { partyName, partyWords } from './sentence-party.ts'
import { powersOver } from './sentence-power.ts'
import { capital, listed, numberWords, small } from './sentence-words.ts'

/**
 * What an agreement says of one way in which a party may turn to others: a question, or a request to meet, that need not refer
 * to anything before it. Read from the rules alone, so that two agreements can be laid side by side.
 */
export interface Procedure {
  readonly kind: KindName
  /** `a request for explanation`. */
  readonly noun: string
  readonly clause: string
  readonly answers: Readonly<Record<Question, readonly Answer[]>>
}

/** One rule's part of an answer; without a rule it is what the kind of act itself says. */
export interface Answer {
  readonly rule?: RuleId
  readonly text: string
}

/** By which agreements are compared, in the order of the table; and what stands there if no rule answers. */
export const QUESTIONS = {
  begin: ['Who may begin it', 'nobody'],
  toward: ['Toward whom', 'nobody'],
  owed: ['What is owed then, and by when', 'no rule on record'],
  silence: ['What no answer to it means', 'no rule on record'],
  next: ['What may follow', 'no rule on record'],
  decided: ['Who decides on what is put forward about it', 'no rule on record; nothing has to be decided to begin'],
} as const satisfies Record<string, readonly [string, string]>
export type Question = keyof typeof QUESTIONS

/** How many parties it has; whose dated times are all over is counted apart. */
export function partyCount({ parties }: Agreement): string {
  const over = parties.filter(isOver).length
  if (over === 0) return `${parties.length}`
  const one = over === 1
  return `${parties.length - over}; the ${one ? 'time' : 'times'} of ${over} more ${one ? 'is' : 'are'} over`
}

function isOver({ bound }: PartyDef): boolean {
  return bound.length > 0 && bound.every(({ until }) => until !== undefined)
}

/**
 * Who is a party to all of them, and its time is not over in any: between any other two the agreements give no way. Of more than two agreements, also who is
 * one to each two of them.
 */
export function commonParties(agreements: readonly Agreement[]): string[] {
  const all = commonTo(agreements, agreements.length === 2 ? 'both' : 'all of them')
  if (agreements.length < 3) return [all]
  const pairs = agreements.flatMap((one, i) =>
    agreements.slice(i + 1).map((other) => commonTo([one, other], `${one.id} and ${other.id}`)),
  )
  return [all, ...pairs]
}

function commonTo(agreements: readonly Agreement[], which: string): string {
  const [first, ...others] = agreements
  if (first === undefined) return ''
  const common = first.parties.filter(
    (own) => !isOver(own) && others.every(({ parties }) => parties.some((one) => one.id === own.id && !isOver(one))),
  )
  if (common.length === 0) return `Nobody is a party to ${which}.`
  const names =
    common.length > NAMED_MAX
      ? ''
      : `: ${listed(
          common.map(({ id }) => partyName(first, id)),
          'and',
        )}`
  return `${numberWords(common.length)} ${common.length === 1 ? 'is a party' : 'are parties'} to ${which}${names}.`
}

/** More are counted. */
const NAMED_MAX = 12

/** The ways in which a party may turn to others, in the order of the text. */
export function proceduresOf(agreement: Agreement): Procedure[] {
  return agreement.kinds.filter(beginsCase).map((kind) => procedureOf(kind, agreement))
}

function beginsCase({ stage, mustRefer }: ActKind): boolean {
  return (stage === 'question' || stage === 'meeting request') && !mustRefer
}

function procedureOf(kind: ActKind, agreement: Agreement): Procedure {
  const all = followingFrom(kind.name, agreement)
  const duties = all.filter(({ verb }) => verb === 'must' || verb === 'must not')
  const powers = all.filter(({ verb, decides }) => verb === 'may' && decides === undefined)
  const decisions = all.filter(({ decides }) => decides !== undefined)
  return {
    kind: kind.name,
    noun: kind.noun,
    clause: kind.clause.heading,
    answers: {
      begin: beginners(kind, agreement),
      toward: [{ text: TOWARD[kind.to] }],
      owed: duties.map((norm) => ({ rule: norm.id, text: owedWords(norm, agreement) })),
      silence: all.flatMap((norm) => {
        const { silence } = normParts(norm, agreement)
        return silence === '' ? [] : [{ rule: norm.id, text: silence }]
      }),
      next: powers.map((norm) => ({ rule: norm.id, text: openWords(norm, agreement) })),
      decided: decisions.flatMap((norm) => decidedWords(norm, agreement)),
    },
  }
}

const TOWARD: Readonly<Record<ActKind['to'], string>> = {
  one: 'one party that it names',
  some: 'those parties that it names',
  all: 'all parties',
  nobody: 'nobody in particular',
}

function beginners(kind: ActKind, agreement: Agreement): Answer[] {
  const say = saying(agreement)
  const powers = powersOver(agreement, kind.name)
  if (powers.length > 0)
    return powers.map((norm) => {
      const { who, trigger } = normParts(norm, agreement)
      return { rule: norm.id, text: trigger === '' ? who : `${who}, ${trigger}` }
    })
  return [{ text: kind.from === undefined ? 'any party' : partyWords(say, kind.from, 'may') }]
}

/** With its conditions, since an act of that kind may owe nothing; what it waits for is said by the order of the rules. */
function owedWords(norm: Norm, agreement: Agreement): string {
  const { who, what, clock } = normParts(norm, agreement)
  const conditions = conditionsWords(saying(agreement), norm)
  const opening = conditions === '' ? who : `${capital(conditions)}, ${small(who)}`
  return `${opening} ${what}${timeOf(clock)}`
}

function decidedWords(norm: Norm, agreement: Agreement): Answer[] {
  if (norm.decides === undefined) return []
  const { who, trigger, changes } = decisionParts(norm, norm.decides, agreement)
  const comes = small(changes.replace(/^It is then /, 'it is ').replace(/\.$/, ''))
  return [{ rule: norm.id, text: `${capital(trigger)}, it is for ${small(who)} to take a position: ${comes}` }]
}

function openWords(norm: Norm, agreement: Agreement): string {
  const { who, what, trigger, clock } = normParts(norm, agreement)
  const opening = trigger === '' ? '' : `${capital(trigger)}, `
  return `${opening}${opening === '' ? who : small(who)} ${what}${timeOf(clock)}`
}

/** In a table the number of the rule stands behind it, and no full stop before that; that no number is agreed is said once. */
function timeOf(clock: string): string {
  return clock === '' ? '' : `, ${clock.replace(/ \(no number is agreed[^)]*\)/, '').replace(/\.$/, '')}`
}

/** Below the answers. */
export const NO_NUMBER = 'Where no number is agreed ("without delay", "immediately"), nothing is ever shown as overdue.'

/**
 * Every rule that the act may call into being or open, however far, in the order of the text; and every decision on what may
 * be put forward about such an act.
 */
function followingFrom(kind: KindName, agreement: Agreement): Norm[] {
  const norms = agreement.rules.filter((rule) => rule.kind === 'norm')
  const acts = new Set<KindName>([kind])
  const found = new Set<Norm>()
  const rules = new Set<RuleId>()
  const isCalledBy = (event: Event): boolean => {
    if (event.kind === 'act' || event.kind === 'item') return acts.has(event.act)
    if (event.kind === 'claim') return acts.has(event.claim)
    return event.kind === 'outcome' && rules.has(event.rule)
  }
  const isAbout = (act: KindName) =>
    agreement.kinds.some(({ name, refersTo }) => name === act && refersTo.some((one) => acts.has(one)))
  const isPut = ({ decides }: Norm) => decides?.on.some(isAbout) === true
  for (let before = -1; before < found.size; ) {
    before = found.size
    for (const norm of norms) {
      if (found.has(norm) || !(norm.when.some(isCalledBy) || isPut(norm))) continue
      found.add(norm)
      rules.add(norm.id)
      for (const act of [...norm.what.acts, ...(norm.decides?.on ?? [])]) acts.add(act)
    }
  }
  return norms.filter((norm) => found.has(norm))
}
