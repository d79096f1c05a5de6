import { compare } from '../../problem.ts'
import { printDay } from '../../time/day.ts'
import type { Window } from '../../time/window.ts'
import { printLocal } from '../../time/zone.ts'
import type { Instance } from '../duty/instance.ts'
import type { Ledger } from '../ledger.ts'
import { type Basis, isPastHorizon, type Line, partyId, type Query } from '../reading/line.ts'
import { idOf } from '../reading/line-id.ts'
import {
  endedReading,
  type LineReading,
  lastOnRecord,
  notDerivable,
  pastHorizon,
  unreadable,
} from '../reading/reading.ts'
import { before, happened } from '../reading/verdict.ts'
import { isDayStart, printAt, printDue } from '../reading/words.ts'
import type { Row } from '../record/act-table.ts'
import type { Done } from './prohibitions.ts'

/** The line of a prohibition: whom it binds until when, and what was done while it ran. Undefined: it had not begun by then. */
export function prohibitionLine(ledger: Ledger, prohibition: Instance, query: Query): Line | undefined {
  const { prohibitions, table, roles } = ledger
  const { entry, trigger: row, debtors, cause } = prohibition
  const asker = { ...prohibition, by: query.asOf.at }
  if (entry.asksFigures && ledger.cases.applies(entry, row, asker) === false) return undefined
  const { done, ...facts } = prohibitions.facts(prohibition, query.asOf.at)
  const performances = done.map(({ row: act, at }) => ({ row: act, time: at, shown: at }))
  const basis: Basis = { ...prohibition, ...facts, performances }
  const reading = prohibitionReading(ledger, basis, done, query)
  if (reading === undefined) return undefined
  const act = ledger.act(row)
  const ids = debtors.map((debtor) => partyId(ledger, debtor))
  const towards =
    entry.norm.to === undefined
      ? undefined
      : roles.creditors(entry, row, roles.momentOfBirth(prohibition, query.asOf.at), 'possibly', cause)
  const first = done.find(({ ran, at }) => ran === 'yes' && at.latest <= query.asOf.at)
  return {
    id: idOf(ledger, prohibition),
    rule: entry.norm.id,
    verb: 'must not',
    about: table.id(roles.anchorOf(entry, row) ?? row),
    debtors: ids,
    creditors: towards === undefined ? 'all' : towards.map((party) => partyId(ledger, party)),
    ...reading,
    closes: facts.closes,
    performedBy: first === undefined ? undefined : table.id(first.row),
    source: act.source,
    certainty: act.certainty,
    pastHorizon: isPastHorizon(query),
    basis,
  }
}

function prohibitionReading(
  ledger: Ledger,
  basis: Basis,
  done: readonly Done[],
  query: Query,
): LineReading | undefined {
  const at = lastOnRecord(query)
  const born = happened(basis.born, at)
  if (born === 'no') return undefined
  const zone = ledger.program.agreement.zone
  const due = born === 'maybe' ? 'not known' : printDue(basis.closes, zone)
  const unread = unreadable(ledger, basis, due, query)
  if (unread !== undefined) return unread
  if (born === 'maybe') return notDerivable(due, 'whether it had begun by then')
  const sure = done.find((one) => one.ran === 'yes' && one.at.latest <= at)
  if (sure !== undefined) {
    return { reading: 'in a standstill', state: 'violated', due, text: doneWords(ledger, basis, sure) }
  }
  const open = done.find((one) => one.at.earliest <= at)
  if (open !== undefined) return notDerivable(due, `whether it was in force: ${doneWords(ledger, basis, open)}`)
  return runningReading(ledger, basis, due, query)
}

/** Nothing was done that it does not allow: it runs, or ran its time, or was ended before. */
function runningReading(ledger: Ledger, basis: Basis, due: string, query: Query): LineReading {
  const at = lastOnRecord(query)
  const zone = ledger.program.agreement.zone
  const { closes, ending, opens } = basis
  const isEnded = ending === undefined ? 'no' : happened(ending.at, at)
  const endedFirst = ending === undefined || closes === undefined ? 'yes' : before(ending.at, closes)
  if (isEnded === 'yes' && endedFirst === 'yes') return { ...endedReading(ledger, basis), due }
  if (isEnded !== 'no' && endedFirst !== 'no') return notDerivable(due, 'whether it was ended by then')
  if (closes !== undefined && at >= closes.latest) {
    return { reading: 'observed', state: 'fulfilled', due, text: `observed until ${due}` }
  }
  if (closes !== undefined && at >= closes.earliest) return notDerivable(due, 'whether it still runs')
  const since = opens !== undefined && opens.earliest > at ? `from ${printAt(opens, zone, true)}, ` : ''
  const beyond = pastHorizon(ledger, query)
  const nothing = beyond === undefined ? '' : `; nothing ${beyond}`
  return { reading: 'in force', state: 'in force', due, text: `${since}${notBefore(ledger, closes)}${nothing}` }
}

/** `an adoption on 3 Mar 2026; not before 16 Apr 2026 (6.1)`. */
export function doneWords(ledger: Ledger, { entry }: Basis, { row, at, closes }: Done): string {
  const { zone } = ledger.program.agreement
  const noun = ledger.program.kinds[ledger.table.kind(row)]?.kind.noun ?? 'an act'
  return `${noun}, ${printAt(at, zone, true)}; ${notBefore(ledger, closes)} (${entry?.norm.id})`
}

/** The first day, or instant, at which it may be done. */
export function notBefore(ledger: Ledger, closes: Window | undefined): string {
  if (closes === undefined) return 'not at any time'
  if (closes.earliest === Number.POSITIVE_INFINITY) return 'not while its clock stands still'
  const { zone } = ledger.program.agreement
  const print = (end: number) => (isDayStart(end, zone) ? printDay(zone.dayAt(end)) : printLocal(end - 1, zone))
  if (closes.earliest === closes.latest) return `not before ${print(closes.earliest)}`
  if (!Number.isFinite(closes.earliest)) return 'not before a day that is not known'
  const last = Number.isFinite(closes.latest) ? `or, at the latest, ${print(closes.latest)}` : 'at the earliest'
  return `not before ${print(closes.earliest)} ${last}`
}

/** What an act is marked with that was done while a prohibition ran. */
export function standstillMarks(ledger: Ledger, row: Row): string[] {
  const { forbiddenBy } = ledger.program.kinds[ledger.table.kind(row)] as (typeof ledger.program.kinds)[number]
  const marks = forbiddenBy.flatMap((entry) =>
    [...ledger.prohibitions.about(entry, row)].flatMap((instance) => {
      const { latest } = ledger.chronology.effective(row)
      const found = ledger.prohibitions.facts(instance, latest).done.find((one) => one.row === row)
      if (found === undefined) return []
      const asker = { ...instance, by: latest }
      const applies = ledger.cases.applies(entry, instance.trigger, asker)
      if (applies === false) return []
      const isKnown = applies === true && ledger.roles.isSettled(instance)
      return [
        found.ran === 'yes' && isKnown
          ? `${notBefore(ledger, found.closes)} (${entry.norm.id})`
          : `cannot be derived: whether ${entry.norm.id} was in force`,
      ]
    }),
  )
  return [...new Set(marks)].sort(compare)
}
