import type { PartySet } from '../../agreement/rule.ts'
import type { Instant } from '../../time/instant.ts'
import type { Ledger } from '../ledger.ts'
import { partyName } from '../reading/line.ts'
import type { Tri } from '../reading/verdict.ts'
import type { Why } from '../reading/why.ts'
import { printAt, printDue } from '../reading/words.ts'
import type { Row } from '../record/act-table.ts'
import { isPresent } from './attendance.ts'
import { type Close, isCounted } from './closing.ts'
import type { Outcome } from './decision-line.ts'
import { criterionWords } from './decision-words.ts'
import type { NotCounted, Taken } from './positions.ts'
import { momentOf, type Result } from './result.ts'
import type { Counted } from './tally.ts'
import type { Said } from './voter.ts'

/** What an outcome rests on: what was put, what closed it, the count with its base and threshold, and each member. */
export function whyDecided(ledger: Ledger, outcome: Outcome, act: (row: Row) => Why): Why[] {
  const { fate, result, setAside } = outcome
  const { course } = fate
  const { tally, proposal } = course
  const attached = ledger.decisions.attached(course)
  return [
    node('What is decided:', [act(proposal)]),
    ...closesOf(ledger, outcome, act),
    ...(result.count.quorum === undefined ? [] : [node('Quorum', [counted(ledger, result.count.quorum)])]),
    node(outcome.is === 'open' ? 'Counted so far' : 'Counted', [
      counted(ledger, result.count.adopted),
      ...tieOf(ledger, result, tally.tie),
    ]),
    membersOf(ledger, outcome, act),
    ...under('Not counted', notCounted(ledger, outcome, act)),
    ...(fate.ceded === undefined ? [] : [node('Of these at most one is adopted:', [act(fate.ceded.to)])]),
    ...(setAside === undefined ? [] : [node('Set aside by:', [act(setAside.row)])]),
    ...(attached.length === 0 ? [] : [node('Attached to it:', attached.map(act))]),
  ]
}

function node(text: string, because: readonly Why[] = []): Why {
  return { text, because }
}

function closesOf(ledger: Ledger, { is, fate, result }: Outcome, act: (row: Row) => Why): Why[] {
  if (is === 'open') return []
  const words = (close: Close): Why => {
    const { zone } = ledger.program.agreement
    switch (close.kind) {
      case 'clock':
        return node(`Its time was over ${printDue(close.at, zone)}`)
      case 'all':
        return node(`Every member had taken a position ${printAt(close.at, zone, false)}`)
      case 'withdrawal':
      case 'act':
        return close.row === undefined ? node('Closed by an act') : act(close.row)
    }
  }
  const all =
    is === 'not derivable' ? fate.course.closes : is === 'withdrawn' ? withdrawals(fate.course.closes) : [result.close]
  return all.length === 0 ? [] : [node(all.length === 1 ? 'Closed by:' : 'Closed by one of these:', all.map(words))]
}

function withdrawals(closes: readonly Close[]): readonly Close[] {
  return closes.filter(({ kind }) => kind === 'withdrawal')
}

const HOLDS: Readonly<Record<Tri, string>> = { yes: 'is so', no: 'is not so', maybe: 'cannot be derived' }

function counted(ledger: Ledger, one: Counted): Why {
  if (one.kind === 'criterion') return node(`${criterionWords(ledger, one)}: ${HOLDS[one.holds]}`)
  const all = one.kind === 'all of' ? 'All of these' : 'Any of these'
  return node(
    `${all}: ${HOLDS[one.holds]}`,
    one.of.map((part) => counted(ledger, part)),
  )
}

const TIED = { adopted: 'which adopts', 'not adopted': 'which does not adopt' } as const

function tieOf(ledger: Ledger, { count, casting }: Result, tie: Outcome['fate']['course']['tally']['tie']): Why[] {
  if (count.tie === 'no' || tie === undefined) return []
  if (typeof tie === 'string') return [node(`As many for as against, ${TIED[tie]}`)]
  const who = casting.map((party) => partyName(ledger, party)).join(' or ')
  return [node(`As many for as against: the vote of ${who === '' ? 'nobody' : who} decides`)]
}

function membersOf(ledger: Ledger, { fate, result }: Outcome, act: (row: Row) => Why): Why {
  const { attendance } = fate.course
  const { voters, last, close } = result
  const each = voters.map(({ party, may, entitled }) => {
    const sure = entitled === 'yes' ? '' : ', if it was a member then'
    const present = attendance === undefined ? '' : presence(isPresent(attendance, party, momentOf(close)))
    const taken = last.get(party)?.taken ?? []
    return node(
      `${partyName(ledger, party)}: ${saidWords(may)}${present}${sure}`,
      taken.map((one) => ballot(one, act)),
    )
  })
  return node(`Members then: ${voters.length}`, each)
}

function presence(is: Tri): string {
  return is === 'yes' ? ', present' : is === 'no' ? ', not present' : ', and whether it was present is not known'
}

function saidWords(may: ReadonlySet<Said>): string {
  return [...may].map((said) => (said === 'none' ? 'no position' : said)).join(' or ')
}

function ballot({ row, opened }: Taken, act: (row: Row) => Why): Why {
  const { text, because } = act(row)
  return opened === undefined
    ? { text, because }
    : { text, because: [...because, node('Opened by:', [act(opened.row)])] }
}

const REASONS: Readonly<Record<NotCounted, string>> = {
  'not entitled': 'not entitled when it was sent',
  'no proxy': 'no proxy was given for it',
  'too many proxies': 'more proxies than one may hold',
  'not opened': 'not opened',
  'opened differently': 'opened differently',
  'before the restart': 'taken before it started again',
}

/** Whoever is not counted, and which positions are not, each with the reason. */
export function notCounted(ledger: Ledger, { fate, result, is }: Outcome, act: (row: Row) => Why): Why[] {
  const { course } = fate
  const { last, close } = result
  const counts = new Set([...last.values()].flatMap(({ taken }) => taken))
  const isMember = (party: number) => result.voters.some((voter) => voter.party === party)
  const positions = course.taken.flatMap((taken) => {
    if (counts.has(taken)) return []
    const name = partyName(ledger, taken.member)
    const reason = taken.why === undefined ? undefined : REASONS[taken.why]
    const isLate = taken.counts !== 'no' && isCounted(taken, close) === 'no'
    if (isLate && is === 'open') return []
    const why =
      reason ??
      (isLate
        ? taken.opened !== undefined && taken.at.earliest <= close.at.latest
          ? 'opened too late'
          : 'too late'
        : !isMember(taken.member)
          ? 'no member when it closed'
          : taken.byProxy
            ? 'the member has taken a position itself, or by a later act'
            : 'replaced by a later one')
    return [node(`A position of ${name}: ${why}`, [act(taken.row)])]
  })
  const all = [...outside(ledger, result, course.entry.norm.who.sets, course.proposal), ...positions]
  return all
}

function under(text: string, all: Why[]): Why[] {
  return all.length === 0 ? [] : [node(text, all)]
}

/** Members of the body, or parties, that are no members for this proposal. */
function outside(ledger: Ledger, { voters, close }: Result, sets: readonly PartySet[], proposal: Row): Why[] {
  const { roles } = ledger
  const at = momentOf(close).latest
  if (!Number.isFinite(at)) return []
  const found = sets.flatMap((set) => {
    const whole = { join: 'and', sets: [{ quantifier: set.quantifier, of: set.of, except: [] }] } as const
    return roles
      .resolve(whole, proposal, at)
      .filter((party) => party < ledger.program.partyCount && !voters.some((voter) => voter.party === party))
      .map((party) => node(`${partyName(ledger, party)}: ${whyOutside(ledger, set, proposal, party, at)}`))
  })
  return found
}

function whyOutside(ledger: Ledger, { that, except }: PartySet, proposal: Row, party: number, at: Instant): string {
  const { roles, membership, program } = ledger
  for (const role of except) {
    const one = { join: 'and', sets: [{ quantifier: 'the', of: role, except: [] }] } as const
    if (!roles.resolve(one, proposal, at).includes(party)) continue
    return role.kind === 'field' ? `named in ${[role.noun, ...role.path].join('.')}` : 'excepted by the rule'
  }
  for (const { standing } of that === undefined ? [] : [that, ...(that.nor ?? [])]) {
    const isWanted = that?.is === true
    const index = program.standingIndex.get(standing) ?? -1
    if (that?.nor !== undefined && membership.stands(index, party, at) === 'no') continue
    const since = membership
      .turnsOf(index, party)
      .filter((turn) => turn.begins !== isWanted && turn.at.latest <= at)
      .map((turn) => turn.at)
      .reduce((a, b) => (b.latest > a.latest ? b : a), { earliest: -Infinity, latest: -Infinity })
    const when = Number.isFinite(since.latest) ? ` since ${printAt(since, program.agreement.zone, true)}` : ''
    return isWanted ? `not ${standing}${when}` : `${standing}${when}`
  }
  return 'not bound then'
}
