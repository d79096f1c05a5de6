import { type Ending, type EndingAct, jointEnding } from '../clock/ending.ts'
import { firstOf } from '../duty/performances.ts'
import type { Ledger } from '../ledger.ts'
import type { KindEntry, NormEntry } from '../program/program.ts'
import type { Row } from '../record/act-table.ts'
import type { Basis, Line, Plain, Query } from './line.ts'
import { firstShown, isPastHorizon, partyId } from './line.ts'
import { plainReading } from './reading.ts'

/**
 * A question to which no rule sets a clock, and an offer, which creates no duty: what was asked or offered and what was
 * answered, one line an addressee.
 */
export function plainLine(ledger: Ledger, row: Row, addressee: number, verb: Plain, query: Query): Line {
  const { table, cases, powers } = ledger
  const act = ledger.act(row)
  const performances = [...cases.about(row, true, cases.kindsAt('reply', 'adoption'))]
    .filter(
      (reply) =>
        table.isSender(reply, addressee) && table.sendersOf(row).every((sender) => table.isAddressee(reply, sender)),
    )
    .map((reply) => ({ row: reply, ...powers.effect(reply) }))
    .filter(({ effect, at }) => effect !== 'none' && at.earliest <= query.asOf.at)
    .map((reply) => ({ row: reply.row, time: reply.at, shown: reply.at }))
    .sort((a, b) => cases.compareRows(a.row, b.row))
  const basis: Basis = {
    trigger: row,
    debtors: [addressee],
    born: ledger.chronology.effective(row),
    performances,
    performed: firstOf(performances),
    ending: withdrawal(ledger, row, addressee),
  }
  const party = partyId(ledger, addressee)
  return {
    id: `-/${table.id(row)}/${party}`,
    verb,
    about: table.id(row),
    debtors: [party],
    creditors: act.by,
    ...plainReading(ledger, basis, verb, query),
    performedBy: firstShown(ledger, performances, query),
    source: act.source,
    certainty: table.isInferred(row, addressee) ? 'inferred' : act.certainty,
    pastHorizon: isPastHorizon(query),
    basis,
  }
}

/** The senders' taking back of the question or offer as a whole, from one addressee or from all. */
function withdrawal(ledger: Ledger, plain: Row, addressee: number): Ending | undefined {
  const { table, cases, powers } = ledger
  const endings: EndingAct[] = []
  for (const row of cases.about(plain, false, cases.kindsAt('withdrawal'))) {
    const { effect, at } = powers.effect(row)
    if (effect === 'none' || table.limbs(row).length > 0) continue
    const senders = table.sendersOf(row)
    if (!senders.every((party) => table.isSender(plain, party))) continue
    const isMeant = table.isToAll(row) || table.isAddressee(row, addressee)
    if (isMeant) endings.push({ row, at, why: 'ended', creditors: senders })
  }
  return jointEnding(endings, table.sendersOf(plain))
}

/** Which acts stand in the register without a rule: undefined for all others. */
export function plainVerb(ledger: Ledger, row: Row): Plain | undefined {
  const { program, table } = ledger
  const { kind, triggers, carries, uses } = program.kinds[table.kind(row)] as KindEntry
  if (kind.stage === 'question') return isReplyGoverned(ledger, row, triggers) ? undefined : 'asked'
  if (kind.stage !== 'offer') return undefined
  // An offer that a rule allows to be made or accepted is that rule's: the power says how it stands.
  return uses.length > 0 || isReplyGoverned(ledger, row, [...triggers, ...carries]) ? undefined : 'offered'
}

/** Does one of these rules ask for a reply to it, or allow one, whoever of the addressees is bound? */
function isReplyGoverned(ledger: Ledger, row: Row, rules: readonly NormEntry[]): boolean {
  const replies = ledger.cases.kindsAt('reply', 'joint reply', 'adoption')
  return rules.some(
    (entry) => [...entry.acts].some((kind) => replies.has(kind)) && ledger.cases.applies(entry, row) !== false,
  )
}
