import type { Agreement } from '../agreement/agreement.ts'
import type { Norm, Role } from '../agreement/rule.ts'
import { needSentences, type StateOfPlay, statesOfPlay, swingSentences } from '../engine/decision/state-of-play.ts'
import type { NormEntry } from '../engine/program/program.ts'
import { signed, unverifiedOf } from '../engine/reading/unverified.ts'
import { didYouMean } from '../language/phrase/spelling.ts'
import { sentenceOf } from '../language/sentence/sentence.ts'
import { capital, small } from '../language/sentence/sentence-words.ts'
import { decisionOn } from '../linter/voting-decision.ts'
import { positionsOf } from '../linter/voting-members.ts'
import { type Day, printDay } from '../time/day.ts'
import { wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { CONSULTATION_OPTIONS, type Consultation, consult } from './consultation.ts'
import { EXIT_FINE, Refusal } from './refusal.ts'
import { fitting, printHeader } from './register-print.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** `pacta decide`: what is put to a decision, how it stands, and what would still be needed. */
export const command: Command = {
  usage: 'pacta decide AGREEMENT [WHAT] [options]',
  says: 'What is put to a decision, how it stands, what would still adopt or prevent it, and what one more position would change.',
  more: [
    'WHAT is a proposal, by its id, or a rule by which something is decided. Left out: every proposal, or where there is none every such rule.',
    'Nobody records an outcome: it follows from the rule and from the positions that were taken by the close. Where no proposal had been put, what each decision rule asks for is said.',
  ],
  options: {
    'as-of': CONSULTATION_OPTIONS['as-of'],
    'known-at': CONSULTATION_OPTIONS['known-at'],
    acts: CONSULTATION_OPTIONS.acts,
    'what-if': {
      value: 'PARTY',
      several: true,
      says: 'What each position of this party would change, as the others stand',
    },
    json: { says: 'One JSON document' },
  },
  examples: ['pacta decide spec/shapes/33-consensus-and-silence'],
  run(args, terminal) {
    const [path, wanted] = wordsOf('decide', args.words, ['AGREEMENT', 'WHAT'], 1)
    const asked = consult(path as string, args)
    const parties = (args.lists.get('what-if') ?? []).map((id) => partyCalled(id, asked.agreement))
    const rules = rulesOf(asked.agreement)
    const rule = rules.find(({ id }) => id === wanted)
    const all = statesOfPlay(asked.ledger, asked.query)
    const states = rule === undefined ? statesCalled(all, wanted, rules) : []
    if (parties.length > 0 && states.length === 0)
      throw new Refusal('--what-if: no proposal had been put by then.', 'Name another day with --as-of.')
    if (args.flags.has('json')) {
      process.stdout.write(decideJson(asked, states, parties))
      return EXIT_FINE
    }
    const shown = rule === undefined ? rules : [rule]
    const text =
      states.length === 0
        ? printRules(shown, rule === undefined, asked, terminal)
        : printStates(states, asked, parties, terminal)
    process.stdout.write(`${printHeader(asked, terminal)}\n${text}`)
    return EXIT_FINE
  },
}

/** The rules by which something is decided. */
function rulesOf({ rules }: Agreement): readonly Norm[] {
  return rules.flatMap((rule) => (rule.kind === 'norm' && rule.decides !== undefined ? [rule] : []))
}

function statesCalled(
  states: readonly StateOfPlay[],
  wanted: string | undefined,
  rules: readonly Norm[],
): readonly StateOfPlay[] {
  if (wanted === undefined) return states
  const found = states.filter(({ line }) => line.about === wanted || line.id === wanted)
  if (found.length > 0) return found
  const ids = [...states.map(({ line }) => line.about), ...rules.map(({ id }) => id)]
  throw new Refusal(
    `No proposal "${visible(wanted)}" had been put by then, and no rule on decisions is called so.`,
    didYouMean(wanted, ids, '`npx pacta decide AGREEMENT` lists them.'),
  )
}

function partyCalled(id: string, { parties }: Agreement): number {
  const index = parties.findIndex((party) => party.id === id)
  if (index >= 0) return index
  const named = parties.find(({ names }) => Object.values(names).includes(id))
  const ids = parties.map((party) => party.id)
  const advice = named === undefined ? didYouMean(id, ids) : `Its id is ${named.id}.`
  throw new Refusal(`--what-if: the agreement has no party "${visible(id)}".`, advice)
}

function printStates(
  states: readonly StateOfPlay[],
  { agreement, ledger }: Consultation,
  parties: readonly number[],
  terminal: Terminal,
): string {
  const proposals = states.map((state) => {
    const { line, says } = state
    const noun = agreement.kinds.find(({ name }) => name === ledger.act(state.proposal).kind)?.noun ?? ''
    const paragraphs = [`${capital(line.text)}.`, ...says, ...parties.flatMap((party) => swingOf(state, party, ledger))]
    return `${terminal.bold(`${line.about}: ${noun} (rule ${signed(line.rule ?? '', agreement)})`)}\n${paragraphs.map((one) => fitting(one, terminal, '  ')).join('')}`
  })
  const rules = new Map(states.map(({ line, rule }) => [line.rule, rule]))
  const said = [...rules].map(([id, rule]) => fitting(`Rule ${id}: ${rule}`, terminal))
  const why = fitting(
    `Every position, and who was not counted: npx pacta why AGREEMENT ${states[0]?.line.id}`,
    terminal,
  )
  return `${proposals.join('\n')}\n${said.join('')}\n${why}`
}

function swingOf(state: StateOfPlay, party: number, ledger: Consultation['ledger']): string[] {
  const { norm } = state.line.basis.entry as NormEntry
  return swingSentences(ledger, state, party, positionsOf(ledger.program.agreement, norm))
}

/** What is decided how, and what it takes with every member there. */
function printRules(
  rules: readonly Norm[],
  isNothingPut: boolean,
  { agreement, asOf }: Consultation,
  terminal: Terminal,
): string {
  const day = agreement.zone.dayAt(asOf.at)
  if (rules.length === 0) return 'This agreement has no rule by which anything is decided.\n'
  const printed = rules.map((norm) => {
    const says = [
      sentenceOf(norm, agreement),
      ...membersSentences(agreement, norm, day),
      ...unverifiedWords(agreement, norm.id),
    ]
    return `${terminal.bold(`Rule ${signed(norm.id, agreement)}`)}\n${says.map((one) => fitting(one, terminal, '  ')).join('')}`
  })
  return `${isNothingPut ? 'No proposal had been put by then. What is decided, and how:\n\n' : ''}${printed.join('\n')}`
}

function unverifiedWords(agreement: Agreement, rule: string): string[] {
  const why = unverifiedOf(agreement, rule)
  return why === undefined ? [] : [`Unverified: ${why}`]
}

function membersSentences(agreement: Agreement, norm: Norm, day: Day): string[] {
  const decision = decisionOn(agreement, norm, day)
  if (decision === undefined) return ['Who decides depends on the proposal.']
  const { tally, voters, parties, casting } = decision
  const silent = voters.map((voter) => ({ ...voter, may: new Set(['none' as const]) }))
  const members = `On ${printDay(day)} ${voters.length === 1 ? 'there is one member' : `there are ${voters.length} members`}.`
  if (norm.who.sets.some(({ except }) => except.some(({ kind }) => OF_PROPOSAL.includes(kind))))
    return [`${members} Whoever the rule excepts, which depends on the proposal, is not counted.`]
  const beside = casting === undefined ? {} : { castingBy: casting.map((one) => parties.indexOf(one)) }
  const needs = needSentences(tally, silent, beside)
  return [members, ...(tally.quorum === undefined || tally.presence === undefined ? needs : needs.map(onceThere))]
}

/** Whom such an exception means is said by the proposal. */
const OF_PROPOSAL: readonly Role['kind'][] = ['field', 'sender', 'addressee', 'voter']

function onceThere(sentence: string): string {
  return `Once enough are present: ${small(sentence)}`
}

function decideJson(
  { agreement, asOf, ledger }: Consultation,
  states: readonly StateOfPlay[],
  parties: readonly number[],
) {
  const proposals = states.map((state) => {
    const { line, outcome, rule, says } = state
    return {
      proposal: line.about,
      rule: line.rule,
      is: outcome.is,
      text: line.text,
      due: line.due,
      count: outcome.result.count,
      positions: outcome.result.voters.map(({ party, may, entitled }) => ({
        party: agreement.parties[party]?.id,
        may: [...may],
        entitled,
      })),
      says,
      whatIf: parties.flatMap((party) => swingOf(state, party, ledger)),
      sentence: rule,
    }
  })
  return `${JSON.stringify({ agreement: { id: agreement.id, title: agreement.title }, asOf: asOf.printed, proposals }, undefined, 2)}\n`
}
