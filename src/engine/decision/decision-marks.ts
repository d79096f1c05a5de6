import type { Ledger } from '../ledger.ts'
import type { NormEntry } from '../program/program.ts'
import { partyName, type Query } from '../reading/line.ts'
import { happened } from '../reading/verdict.ts'
import { printAt, printDue } from '../reading/words.ts'
import type { Row } from '../record/act-table.ts'
import { lastAt } from './closing.ts'
import type { NotCounted, Taken } from './positions.ts'

/** What is said of an act that takes a position, beside its content: of a position that does not count, why it does not. */
export function positionMarks(ledger: Ledger, row: Row, { asOf }: Query): string[] {
  const { uses } = ledger.program.kinds[ledger.table.kind(row)] as (typeof ledger.program.kinds)[number]
  const marks = uses.flatMap((entry) =>
    entry.norm.decides === undefined
      ? []
      : ledger.powers.carriersOf(entry, row).flatMap((proposal) => marksUnder(ledger, entry, proposal, row, asOf.at)),
  )
  return [...new Set(marks)]
}

function marksUnder(ledger: Ledger, entry: NormEntry, proposal: Row, row: Row, at: number): string[] {
  const { decisions, table, program } = ledger
  if (ledger.cases.applies(entry, proposal) === false) return []
  const fate = decisions.fate(entry, proposal, at)
  const own = fate?.course.taken.filter((taken) => taken.row === row) ?? []
  if (fate === undefined || own.length === 0) return []
  const { course } = fate
  const about = `${table.id(proposal)} (${entry.norm.id})`
  const late = course.closes.filter((close) => {
    const isBehind = own.every(({ at: taken }) =>
      close.kind === 'clock' ? taken.earliest >= close.at.latest : taken.earliest > close.at.latest,
    )
    return isBehind && close.row !== row
  })
  if (late.length > 0 && late.length === course.closes.length) {
    const when = late.map(({ kind, at: closed }) =>
      kind === 'clock' ? printDue(closed, program.agreement.zone) : printAt(closed, program.agreement.zone, false),
    )
    return [`too late for ${about}, which closed ${when.join(' or ')}: recorded, without effect`]
  }
  const isClosed = course.closes.length > 0 && course.closes.every((close) => happened(close.at, at) === 'yes')
  return own.flatMap((taken) => {
    const why = taken.why === 'not opened' && !isClosed ? undefined : taken.why
    if (why !== undefined) return [words(ledger, taken, why, about)]
    const said = taken.byProxy ? itself(ledger, course.taken, taken, fate.course.closes) : undefined
    return said === undefined ? [] : [`${said} has taken a position on ${about} itself: not counted`]
  })
}

/** The member, if it has surely taken a position itself by the close. */
function itself(
  ledger: Ledger,
  all: readonly Taken[],
  { member }: Taken,
  closes: readonly Parameters<typeof lastAt>[1][],
): string | undefined {
  const own = all.filter((one) => one.member === member && !one.byProxy)
  const order = (a: Row, b: Row) => ledger.cases.compareRows(a, b)
  const isSure = closes.length > 0 && closes.every((close) => !lastAt(own, close, order).may.has('none'))
  return isSure ? partyName(ledger, member) : undefined
}

/** Why a position does not count, in words. */
function words(ledger: Ledger, { member }: Taken, why: NotCounted, about: string): string {
  const name = partyName(ledger, member)
  switch (why) {
    case 'not entitled':
      return `${name} was not entitled to a position on ${about}: recorded, without effect`
    case 'no proxy':
      return `no proxy of ${name} for ${about}: recorded, without effect`
    case 'too many proxies':
      return `more proxies than one may hold, with that of ${name} for ${about}: recorded, without effect`
    case 'not opened':
      return `not opened before ${about} closed: not counted`
    case 'opened differently':
      return `opened differently for ${about}: not counted`
    case 'before the restart':
      return `taken before ${about} started again: not counted`
  }
}
