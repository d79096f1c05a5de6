import type { KindName } from '../../agreement/clause.ts'
import type { PartyExpr } from '../../agreement/rule.ts'
import type { Ledger } from '../ledger.ts'
import { type Basis, partyName, type Query } from '../reading/line.ts'
import { happened, type Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'

/**
 * What parties claim of what was done for a line, and who denies it: with its author, behind the reading, never in it.
 * Claims about the acts that perform it (or that those adopt), and the debtor's own claims about the question.
 */
export function claimsOn(ledger: Ledger, basis: Basis, query: Query): string {
  const { trigger } = basis
  if (trigger === undefined) return ''
  const done = basis.performances.flatMap(({ row }) => [
    row,
    ...ledger.table.refsOf(row).filter((ref) => ref !== trigger),
  ])
  const about = [...new Set(done)].flatMap((row) => claimsAbout(ledger, row, query))
  const own = claimsAbout(ledger, trigger, query).filter((claim) =>
    basis.debtors.some((debtor) => ledger.table.isSender(claim, debtor)),
  )
  const claims = [...about, ...own].sort((a, b) => ledger.cases.compareRows(a, b))
  return claims.map((claim) => `; ${sentence(ledger, claim, query)}`).join('')
}

/**
 * Had a claim of that kind been made when an act was sent, about the act or about one to which it refers, however far, by
 * whoever may make it? That it is denied takes nothing back: what parties only can say is not judged.
 */
export function isClaimed(ledger: Ledger, claim: KindName, row: Row): Tri {
  const { program, cases, chronology, powers, roles } = ledger
  const kind = program.kindIndex.get(claim) ?? -1
  const who = program.claims.get(claim)?.who
  const at = chronology.effective(row)
  let found: Tri = 'no'
  for (const about of cases.above(row, new Set(program.kinds.keys()))) {
    for (const made of cases.about(about, false, new Set([kind]))) {
      const { effect, at: then } = powers.effect(made)
      const entitled = who === undefined ? 'yes' : roles.entitled(who, made, made)
      if (effect === 'none' || entitled === 'no' || then.earliest > at.latest) continue
      if (effect !== 'unknown' && entitled === 'yes' && then.latest <= at.earliest) return 'yes'
      found = 'maybe'
    }
  }
  return found
}

function claimsAbout(ledger: Ledger, row: Row, query: Query): Row[] {
  return below(ledger, row, query, 'claim')
}

function below(ledger: Ledger, row: Row, query: Query, stage: 'claim' | 'denial'): Row[] {
  return ledger.cases.about(row, false, ledger.cases.kindsAt(stage)).filter((act) => {
    const { effect, at } = ledger.powers.effect(act)
    return effect !== 'none' && happened(at, query.asOf.at) === 'yes'
  })
}

/** `claim by Northland: insufficiency, denied by Westmark`. */
function sentence(ledger: Ledger, claim: Row, query: Query): string {
  const { program, table } = ledger
  const { kind } = program.kinds[table.kind(claim)] as (typeof program.kinds)[number]
  const names = (row: Row) => table.sendersOf(row).map((party) => partyName(ledger, party))
  const deniedBy = program.claims.get(kind.name)?.deniedBy
  const denials = below(ledger, claim, query, 'denial')
    .filter((denial) => deniedBy === undefined || isEntitled(ledger, denial, deniedBy))
    .sort((a, b) => ledger.cases.compareRows(a, b))
    .flatMap(names)
  const denied = denials.length === 0 ? '' : `, denied by ${[...new Set(denials)].join(', ')}`
  return `claim by ${names(claim).join(', ')}: ${kind.titles.en ?? kind.name.replaceAll('-', ' ')}${denied}`
}

function isEntitled(ledger: Ledger, row: Row, who: PartyExpr): boolean {
  const entitled = ledger.roles.surely(who, row)
  return ledger.table.sendersOf(row).every((party) => entitled.includes(party))
}
