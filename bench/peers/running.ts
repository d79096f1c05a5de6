import type { Act } from '../../src/agreement/act.ts'
import { Survey } from '../../src/engine/reading/survey.ts'
import type { Row } from '../../src/engine/record/act-table.ts'
import { addConditions, type Standings } from '../standings.ts'
import { type Replay, read, type World } from '../world.ts'
import { type Count, conditionsOf, countsFrom } from './verdicts.ts'

/**
 * The counts of a whole record, kept up to date: what an act may change is taken out as it was before and put in as it is
 * after. That is its case, and what its sender owes by date; the workload has no rule that looks further.
 */
export class RunningCounts {
  private readonly replay: Replay
  private readonly world: World
  private readonly survey: Survey
  private readonly conditions: Standings

  constructor(replay: Replay, world: World) {
    this.replay = replay
    this.world = world
    replay.ledger.settle()
    this.survey = new Survey(replay.ledger, { asOf: world.asOf })
    this.survey.whole()
    this.conditions = conditionsOf(replay.ledger)
  }

  add(text: string, line: number, offset: number): void {
    const { ledger } = this.replay
    const act = read(this.world, text, line)
    const seeds = [ledger.table.rowOf(act.id), ...act.refersTo.map((id) => ledger.table.rowOf(id))]
    this.count(this.caseOf([...seeds.filter((row) => row !== undefined), ...ledger.table.waitingFor(act.id)]), act, -1)
    const row = this.replay.addAct(act, offset)
    ledger.settle()
    this.count(this.caseOf([row]), act, 1)
  }

  counts(): Count[] {
    return countsFrom(this.survey.tallies(), this.conditions)
  }

  private caseOf(rows: readonly Row[]): ReadonlySet<Row> {
    const { table } = this.replay.ledger
    const found = new Set(rows)
    for (const row of found) {
      for (const above of table.refsOf(row)) found.add(above)
      for (let edge = table.edgeOf(row); edge !== 0; edge = table.nextEdge(edge)) found.add(table.childAt(edge))
    }
    return found
  }

  private count(rows: ReadonlySet<Row>, act: Act, weight: 1 | -1): void {
    const { survey, conditions } = this
    const { ledger } = this.replay
    const { program } = ledger
    survey.weight = weight
    for (const row of rows) {
      survey.act(row)
      addConditions(ledger, row, conditions, weight)
    }
    for (const entry of program.kinds[program.kindIndex.get(act.kind) as number]?.returns ?? []) {
      for (const party of act.by) survey.returnOf(entry, act.period as number, program.partyIndex.get(party) as number)
    }
  }
}
