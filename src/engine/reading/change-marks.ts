import type { Instant } from '../../time/instant.ts'
import type { Ledger } from '../ledger.ts'
import type { ChangeEntry, NormEntry } from '../program/program.ts'
import type { Row } from '../record/act-table.ts'

/** Acts that a rule names as changing its clock, and that change no clock of it, are marked. */
export function changeMarks(ledger: Ledger, row: Row, by: Instant): string[] {
  const kind = ledger.table.kind(row)
  const { changes } = ledger.program.kinds[kind] as (typeof ledger.program.kinds)[number]
  return changes
    .filter((entry) => isMeant(ledger, entry, row) && !changesAny(ledger, entry, row, by))
    .map(({ norm }) => `changes nothing under ${norm.id}: by somebody else, too late, or not what that rule asks for`)
}

/**
 * Of two rules that wait for one kind of act, about acts of two kinds, it speaks to the one about what it refers to; what changes
 * a clock only once it is adopted need not be.
 */
function isMeant({ cases, program, table }: Ledger, { moves }: NormEntry, row: Row): boolean {
  return moves.some(({ acts, noun, change }) => {
    if (change.when.decided !== undefined) return false
    const kind = noun === undefined ? undefined : program.kindIndex.get(noun)
    return acts.has(table.kind(row)) && (kind === undefined || cases.above(row, new Set([kind])).length > 0)
  })
}

function changesAny(ledger: Ledger, entry: NormEntry, row: Row, by: Instant): boolean {
  const moves = entry.moves.filter(({ acts }) => acts.has(ledger.table.kind(row)))
  return moves.some((change) => rootsOf(ledger, entry, change, row).some((root) => moved(ledger, entry, root, row, by)))
}

/** The acts on which the rule may hang whose clock this one changes. */
function rootsOf({ cases, program }: Ledger, entry: NormEntry, { noun }: ChangeEntry, row: Row): readonly Row[] {
  const first = entry.norm.when[0]
  const name = entry.anchor ?? (first?.kind === 'act' ? first.act : noun)
  const kind = name === undefined ? undefined : program.kindIndex.get(name)
  return kind === undefined ? [] : cases.above(row, new Set([kind]))
}

/** What had surely not begun by then is left out: the past does not know of it. */
function moved(ledger: Ledger, entry: NormEntry, root: Row, row: Row, by: Instant): boolean {
  const { duties, powers, ends, chronology, roles } = ledger
  const instances =
    entry.norm.verb === 'may'
      ? roles.possibly(entry.norm.who, root).map((holder) => ({ entry, trigger: root, debtors: [holder] }))
      : duties.dutiesAbout(entry, root)
  for (const instance of instances) {
    if (chronology.effective(instance.trigger).earliest > by) continue
    const born = entry.norm.verb === 'may' ? chronology.effective(root) : duties.born(instance)
    const steps = ends.steps(instance, born, powers.effect(row).at.latest)
    if (steps.some(({ act, moves }) => act.row === row && moves)) return true
  }
  return false
}
