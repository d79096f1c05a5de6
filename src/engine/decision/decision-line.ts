import { NEVER, type Window } from '../../time/window.ts'
import type { Ledger } from '../ledger.ts'
import type { NormEntry } from '../program/program.ts'
import { type Basis, isPastHorizon, type Line, partyId, partyName, type Query } from '../reading/line.ts'
import { type LineReading, lastOnRecord, notDerivable } from '../reading/reading.ts'
import { happened, type Tri } from '../reading/verdict.ts'
import { printAt, printDue } from '../reading/words.ts'
import type { Row } from '../record/act-table.ts'
import type { Course } from './course.ts'
import { countWords, isSilence, tieWords } from './decision-words.ts'
import type { Fate, SetAside } from './decisions.ts'
import type { Result } from './result.ts'

/** What became of a proposal by an instant. */
export interface Outcome {
  readonly is: 'open' | 'adopted' | 'not adopted' | 'withdrawn' | 'set aside' | 'not derivable'
  /** When it came to that. */
  readonly at: Window
  readonly fate: Fate
  /** How it stood at the close; while it is open, how it stands. */
  readonly result: Result
  readonly setAside?: SetAside
}

/** Undefined: it had not been put by then, or no such decision is taken on it. */
export function outcomeAt(ledger: Ledger, entry: NormEntry, proposal: Row, query: Query): Outcome | undefined {
  const { decisions } = ledger
  const at = lastOnRecord(query)
  const fate = decisions.fate(entry, proposal, at)
  if (fate === undefined || happened(fate.course.born, at) === 'no') return undefined
  const { course } = fate
  const became = happened(course.born, at) === 'yes' ? becomeBy(ledger, fate, at) : undefined
  if (became !== undefined) return became
  const isClosed = course.closes.every((close) => happened(close.at, at) === 'yes')
  const result = (isClosed ? resultOf(fate, 'maybe') : undefined) ?? decisions.standingAt(course, at)
  return { is: 'not derivable', at: NEVER, fate, result }
}

/** Undefined: the record does not tell. */
function becomeBy({ decisions }: Ledger, fate: Fate, at: number): Outcome | undefined {
  const { course, adopted, notAdopted, withdrawn } = fate
  const now = () => decisions.standingAt(course, at)
  if (happened(adopted, at) === 'yes') {
    const result = resultOf(fate, 'yes') ?? now()
    const setAside = decisions.setAside(course.entry, course.proposal, at)
    const isUndone = setAside === undefined ? 'no' : happened(setAside.at, at)
    if (setAside === undefined || isUndone === 'no') return { is: 'adopted', at: adopted, fate, result }
    return { is: isUndone === 'yes' ? 'set aside' : 'not derivable', at: setAside.at, fate, result, setAside }
  }
  if (happened(notAdopted, at) === 'yes')
    return { is: 'not adopted', at: notAdopted, fate, result: resultOf(fate, 'no') ?? now() }
  if (happened(withdrawn, at) === 'yes') return { is: 'withdrawn', at: withdrawn, fate, result: now() }
  const isOpen = [adopted, notAdopted, withdrawn].every((one) => happened(one, at) === 'no')
  return isOpen && course.applies === 'yes' ? { is: 'open', at: course.born, fate, result: now() } : undefined
}

/** How it stood at a close, if it came to that. */
function resultOf({ results }: Fate, outcome: Tri): Result | undefined {
  return results.find(({ count }) => count.outcome === outcome) ?? results[0]
}

/** A decision as a line of the register, one a proposal. Undefined: it had not been put by then. */
export function decisionLine(ledger: Ledger, entry: NormEntry, proposal: Row, query: Query): Line | undefined {
  const { table, ends } = ledger
  const outcome = outcomeAt(ledger, entry, proposal, query)
  if (outcome === undefined) return undefined
  const { course } = outcome.fate
  const members = outcome.result.voters.map(({ party }) => party)
  const held = { entry, trigger: proposal, debtors: [] }
  const basis: Basis = {
    entry,
    trigger: proposal,
    debtors: [],
    members: members.map((party) => partyId(ledger, party)),
    born: course.born,
    closes: hasClock(course) ? ends.closes(held, course.born, lastOnRecord(query)) : undefined,
    performances: [],
    outcome,
  }
  const act = ledger.act(proposal)
  const { body } = course.tally
  return {
    id: `${entry.norm.id}/${table.id(proposal)}`,
    rule: entry.norm.id,
    verb: 'decide',
    about: table.id(proposal),
    debtors: body === undefined ? members.map((party) => partyId(ledger, party)) : [body],
    creditors: [],
    ...decisionReading(ledger, basis, outcome, query),
    closes: basis.closes,
    source: act.source,
    certainty: act.certainty,
    pastHorizon: isPastHorizon(query),
    basis,
  }
}

function hasClock({ tally }: Course): boolean {
  return tally.closes.some(({ kind }) => kind === 'clock')
}

function decisionReading(ledger: Ledger, { closes }: Basis, outcome: Outcome, query: Query): LineReading {
  const due = printDue(closes, ledger.program.agreement.zone)
  const { fate, result, is } = outcome
  switch (is) {
    case 'adopted':
      return { reading: 'adopted', state: 'fulfilled', due, text: adoptedWords(ledger, outcome) }
    case 'not adopted': {
      const text = `not adopted ${whenWords(ledger, outcome.at, fate)}: ${reasonWords(ledger, fate, result)}`
      return { reading: 'not adopted', state: 'discharged', due, text }
    }
    case 'set aside': {
      const { row, at } = outcome.setAside as SetAside
      const text = `set aside ${printAt(at, ledger.program.agreement.zone, false)} by ${senders(ledger, row)}`
      return {
        reading: 'set aside',
        state: 'terminated',
        due,
        text: `${text}; ${adoptedWords(ledger, { ...outcome, at: fate.adopted })}`,
      }
    }
    case 'withdrawn': {
      const row = fate.course.closes.find(({ kind }) => kind === 'withdrawal')?.row as Row
      const stage = ledger.program.kinds[ledger.table.kind(row)]?.kind.stage
      const when = printAt(outcome.at, ledger.program.agreement.zone, false)
      const verb = stage === 'withdrawal' ? 'withdrawn' : 'ended'
      return { reading: 'ended', state: 'discharged', due, text: `${verb} by ${senders(ledger, row)}, ${when}` }
    }
    case 'open': {
      const until = due === '-' ? 'open' : `open until ${due}`
      const text = `${until}: ${standsWords(ledger, result)}`
      return { reading: 'open', state: 'in force', due, text }
    }
    case 'not derivable':
      return notDerivable(due, doubt(ledger, outcome, query))
  }
}

function senders(ledger: Ledger, row: Row): string {
  const { table } = ledger
  return table
    .sendersOf(row)
    .map((party) => partyName(ledger, party))
    .join(', ')
}

function adoptedWords(ledger: Ledger, { at, fate, result }: Outcome): string {
  const tie = tieWords(ledger, fate.course.tally, result)
  const counts = countWords(ledger, result.count.adopted, 'yes')
  return `adopted ${whenWords(ledger, at, fate)}: ${tie ?? counts}`
}

/** Where a time expired, the last instant in time, which is a day where it ends with the day. */
function whenWords(ledger: Ledger, at: Window, { results }: Fate): string {
  const { zone } = ledger.program.agreement
  return results.every(({ close }) => close.kind === 'clock') ? printDue(at, zone) : printAt(at, zone, false)
}

function reasonWords(ledger: Ledger, fate: Fate, result: Result): string {
  const { course, ceded } = fate
  const { count, close } = result
  const counts = countWords(ledger, count.adopted, count.outcome)
  if (count.members.high === 0) return 'there was no member'
  if (count.quorum !== undefined && count.quorum.holds === 'no')
    return `no quorum: ${countWords(ledger, count.quorum, 'no')}`
  if (ceded !== undefined && count.outcome !== 'no')
    return `${counts}; ${ledger.table.id(ceded.to)} had been adopted, or was at the same time`
  const breaker = close.row
  if (isSilence(course.tally) && close.kind === 'act' && breaker !== undefined) {
    if (course.taken.some(({ row }) => row === breaker)) return `silence broken by ${breakers(ledger, fate)}`
  }
  return tieWords(ledger, course.tally, result) ?? counts
}

/** Each that may have been the first. */
function breakers(ledger: Ledger, { results }: Fate): string {
  const all = results.flatMap(({ close }) => (close.row === undefined ? [] : [senders(ledger, close.row)]))
  return [...new Set(all)].join(' or ')
}

function standsWords(ledger: Ledger, { count }: Result): string {
  const quorum =
    count.quorum === undefined || count.quorum.holds === 'yes'
      ? ''
      : `; no quorum yet: ${countWords(ledger, count.quorum, count.quorum.holds)}`
  return `${countWords(ledger, count.adopted, count.adopted.holds)}${quorum}`
}

function doubt(ledger: Ledger, outcome: Outcome, query: Query): string {
  const { fate, result, setAside } = outcome
  const { course } = fate
  const { entry, proposal } = course
  const { zone } = ledger.program.agreement
  const at = lastOnRecord(query)
  if (setAside !== undefined) return `set aside ${printAt(setAside.at, zone, false)}, day not known`
  if (happened(course.born, at) === 'maybe') return 'whether it had been put by then'
  const missing = ledger.cases.missingFor({ entry, trigger: proposal, debtors: [], by: query.asOf.at })
  if (missing !== undefined) return `needs ${missing}`
  if (fate.ceded !== undefined) return `whether ${ledger.table.id(fate.ceded.to)} was adopted first`
  if (course.closes.some((close) => happened(close.at, at) !== 'yes'))
    return `whether it had closed by then; ${standsWords(ledger, result)}`
  return standsWords(ledger, result)
}
