import type { Row } from './act-table.ts'
import { type Ending, type EndingAct, jointEnding } from './ending.ts'
import type { Ledger } from './ledger.ts'
import type { Basis, Line, Query } from './line.ts'
import { firstShown, isPastHorizon, partyId } from './line.ts'
import { firstOf } from './performances.ts'
import { plainReading } from './reading.ts'

/** Where no rule sets a clock, a question and what was answered still stand in the register: one line an addressee. */
export function askedLine(ledger: Ledger, row: Row, addressee: number, query: Query): Line {
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
    verb: 'asked',
    about: table.id(row),
    debtors: [party],
    creditors: act.by,
    ...plainReading(ledger, basis, query),
    performedBy: firstShown(ledger, performances, query),
    source: act.source,
    certainty: table.isInferred(row, addressee) ? 'inferred' : act.certainty,
    pastHorizon: isPastHorizon(query),
    basis,
  }
}

/** The senders' taking back of the question as a whole, from one addressee or from all. */
function withdrawal(ledger: Ledger, question: Row, addressee: number): Ending | undefined {
  const { table, cases, powers } = ledger
  const endings: EndingAct[] = []
  for (const row of cases.about(question, false, cases.kindsAt('withdrawal'))) {
    const { effect, at } = powers.effect(row)
    if (effect === 'none' || table.limbs(row).length > 0) continue
    const senders = table.sendersOf(row)
    if (!senders.every((party) => table.isSender(question, party))) continue
    const isMeant = table.isToAll(row) || table.isAddressee(row, addressee)
    if (isMeant) endings.push({ row, at, why: 'ended', creditors: senders })
  }
  return jointEnding(endings, table.sendersOf(question))
}
