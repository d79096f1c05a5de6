import type { Tally } from '../../agreement/decision.ts'
import type { Pattern } from '../../agreement/rule.ts'
import { compileFigureGuard } from '../program/figure-guard.ts'
import type { Program, Test } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Chronology } from '../record/chronology.ts'

/** An act that has to do with a proposal; `is`: as the declaration asks for it, as far as the record tells. */
export interface Found {
  readonly row: Row
  readonly is: Exclude<Tri, 'no'>
}

/**
 * Which acts have to do with a proposal: those about it, and those about something else of the same matter, as who came to the
 * sitting in which it is decided.
 */
export class ProposalActs {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly cases: Cases
  private readonly tests = new Map<Pattern, Test>()

  constructor(program: Program, table: ActTable, chronology: Chronology, cases: Cases) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.cases = cases
  }

  /** `by`: what can only have been sent later is left out. */
  matching(tally: Tally, pattern: Pattern, proposal: Row, by: number): readonly Found[] {
    const kinds = this.kindsOf(pattern.acts)
    const { link } = pattern
    const rows =
      link?.kind === 'to' || link?.kind === 'about'
        ? this.roots(tally, link.noun, proposal).flatMap((root) => [
            ...this.cases.about(root, link.kind === 'about', kinds),
          ])
        : this.ofMatter(kinds, proposal)
    const own = this.table.kind(proposal)
    return [...new Set(rows)].flatMap((row) => {
      if (row === proposal || this.chronology.effective(row).earliest > by) return []
      // What is about another proposal, which goes back to this one, is not about this one.
      const nearest = link?.kind === 'about' ? this.chronology.nearest(row, own) : undefined
      if (nearest !== undefined && nearest !== proposal && this.table.kind(row) !== own) return []
      const holds = this.cases.holds(this.testOf(pattern), row)
      return holds === false ? [] : [{ row, is: holds === true ? ('yes' as const) : ('maybe' as const) }]
    })
  }

  kindsOf(names: readonly string[]): ReadonlySet<number> {
    return new Set(names.map((name) => this.program.kindIndex.get(name) ?? -1))
  }

  /** What a noun means, seen from a proposal. */
  private roots(tally: Tally, noun: string, proposal: Row): readonly Row[] {
    const kind = this.program.kindIndex.get(noun)
    if (kind === undefined) return []
    const nearest = this.chronology.nearest(proposal, kind)
    if (nearest !== undefined) return [nearest]
    // What is about another proposal is not about this one.
    return tally.on.includes(noun) ? [] : this.ofMatter(new Set([kind]), proposal)
  }

  /** Acts of these kinds above a proposal, below it, and below what is above it, save what is about another proposal. */
  ofMatter(kinds: ReadonlySet<number>, proposal: Row): readonly Row[] {
    const own = this.table.kind(proposal)
    const every = new Set(this.program.kinds.map(({ index }) => index))
    const found = this.cases.above(proposal, every).flatMap((above) => [above, ...this.cases.about(above, true, kinds)])
    return [...new Set(found)].filter((row) => {
      if (!kinds.has(this.table.kind(row))) return false
      const about = this.chronology.nearest(row, own)
      return about === undefined || about === proposal || this.cases.above(proposal, new Set([own])).includes(about)
    })
  }

  private testOf(pattern: Pattern): Test | undefined {
    if (pattern.if === undefined) return undefined
    let test = this.tests.get(pattern)
    if (test === undefined) {
      test = compileFigureGuard(pattern.if.guard)
      this.tests.set(pattern, test)
    }
    return test
  }
}
