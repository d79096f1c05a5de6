import type { Agreement } from '../agreement/agreement.ts'
import type { Norm } from '../agreement/rule.ts'
import { criteriaIn } from '../engine/decision/tally-needs.ts'
import { inOrder, type Problem } from '../problem.ts'
import { type Day, printDay } from '../time/day.ts'
import { withEverybodyBound } from './everybody-bound.ts'
import { criteriaThatDecideNothing } from './voting-criteria.ts'
import { type Decision, decisionOn, type Finding, signatureOf } from './voting-decision.ts'
import { gameOf, type Work } from './voting-game.ts'
import { daysOfChange } from './voting-members.ts'
import { powersUnder } from './voting-powers.ts'
import { tiesUnder } from './voting-ties.ts'

/**
 * What the rules on positions come to whatever anybody intends: numbers that nobody can reach, ties that nothing resolves, and
 * who could decide or prevent alone, with the members that the agreement has at its start and on every later day on which it
 * says that they change. All findings are notes, each told once, of the first day on which it is so.
 */
export function votingNotes(given: Agreement): Problem[] {
  const agreement = withEverybodyBound(given)
  const days = daysOfChange(agreement)
  const work: Work = { left: STEPS_MAX }
  const notes: Problem[] = []
  const left: { readonly norm: Norm; readonly for: Left }[] = []
  for (const norm of agreement.rules) {
    if (norm.kind !== 'norm' || norm.decides === undefined) continue
    const found = notesOf(agreement, norm, days, work)
    notes.push(...found.notes)
    if (found.left !== undefined) left.push({ norm, for: found.left })
  }
  for (const why of ['members', 'work'] as const) {
    const norms = left.filter((one) => one.for === why).map(({ norm }) => norm)
    if (norms.length > 0) notes.push(notLookedAt(norms, why))
  }
  return inOrder(notes)
}

/** Why a rule is not looked at on every day: its members depend on the proposal, or there is too much to look at. */
type Left = 'members' | 'work'

function notesOf(
  agreement: Agreement,
  norm: Norm,
  days: readonly Day[],
  work: Work,
): { readonly notes: readonly Problem[]; readonly left?: Left } {
  const notes: Problem[] = []
  const told = new Set<string>()
  const seen = new Set<string>()
  // Who is in which group is looked up by going through its members.
  const inGroups = agreement.groups.reduce((sum, { members }) => sum + members.length, 1)
  for (const day of days) {
    work.left -= (agreement.parties.length * inGroups) / 10
    if (work.left <= 0) return { notes, left: 'work' }
    const decision = decisionOn(agreement, norm, day)
    if (decision === undefined) return { notes, left: 'members' }
    const key = signatureOf(decision)
    if (seen.has(key)) continue
    seen.add(key)
    work.left -= stepsOf(decision)
    if (work.left <= 0) return { notes, left: 'work' }
    for (const finding of findingsOf(decision, work)) {
      const subject = [finding.code, ...finding.about].join()
      if (!told.has(subject)) notes.push(note(decision, finding))
      told.add(subject)
    }
  }
  return { notes }
}

/** About two seconds for an agreement with dozens of rules on positions. */
const STEPS_MAX = 5_000_000

/** Every number is a sum over members for every lead that those for may have. */
function stepsOf({ tally, voters }: Decision): number {
  const criteria = [...criteriaIn(tally.adopted), ...(tally.quorum === undefined ? [] : criteriaIn(tally.quorum))]
  return (1 + criteria.length) * voters.length ** 2
}

function findingsOf(decision: Decision, work: Work): Finding[] {
  const { tally, voters, said, casting, parties } = decision
  const found = [...vacantChair(decision), ...criteriaThatDecideNothing(decision), ...tiesUnder(decision)]
  const isIdle = found.some(({ code }) => code === 'voting/quorum' || code === 'voting/never')
  const sides = { yes: said.has('for') ? 'for' : 'none', no: said.has('against') ? 'against' : 'none' } as const
  // Of an election it takes more than yes and no to say who decides.
  const isElection = criteriaIn(tally.adopted).some(({ is }) => is.kind === 'more than any other')
  if (isIdle || isElection || voters.length < 2 || sides.yes === sides.no) return found
  const [chair, ...others] = casting ?? []
  const chairIndex = chair === undefined || others.length > 0 ? -1 : parties.indexOf(chair)
  const game = gameOf(tally, voters, sides, chairIndex < 0 ? undefined : chairIndex)
  return [...found, ...(game === undefined ? [noGame(decision)] : powersUnder(decision, game, sides, work))]
}

function noGame({ norm }: Decision): Finding {
  return {
    code: 'voting/not-looked-at',
    about: ['powers'],
    message: `it is not looked at who could decide or prevent alone under "${norm.id}": one more for may do harm, or a weight is not known.`,
    advice: 'Nothing is said of it, neither good nor bad.',
  }
}

function vacantChair({ norm, casting }: Decision): Finding[] {
  if (casting === undefined || casting.length > 0) return []
  return [
    {
      code: 'voting/no-chair',
      about: [],
      message: `nobody is recorded to have the casting vote to which "${norm.id}" leaves a tie.`,
      advice: 'List who holds the chair then; without it a tie comes to what adopted when: says.',
    },
  ]
}

function note({ norm, day }: Decision, { code, message, advice }: Finding): Problem {
  const { file, line, column } = norm.clause
  return { file, line, column, code, severity: 'note', message: `On ${printDay(day)} ${message}`, advice }
}

function notLookedAt(norms: readonly Norm[], why: Left): Problem {
  const { file, line, column } = (norms[0] as Norm).clause
  const ids = norms.map(({ id }) => `"${id}"`).join(', ')
  return {
    file,
    line,
    column,
    code: 'voting/not-looked-at',
    severity: 'note',
    message:
      why === 'members'
        ? `Who decides under ${ids} depends on the proposal.`
        : `What the numbers come to under ${ids} is not looked at on every day: there are too many members or days.`,
    advice: 'Nothing more is said of it, neither good nor bad; play it with cases of your own.',
  }
}
