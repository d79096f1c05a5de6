import { reportedAt } from '../src/engine/reading/reported.ts'
import { unclosedAt } from '../src/engine/reading/unclosed.ts'
import { surveyPage } from '../src/page/survey-page.ts'
import { decadeOf, YEARS } from './decade/world.ts'
import { against, type Cost, costOf, median, type Row } from './measure.ts'
import { orderAll, parseOnly } from './replay.ts'
import { keepCompiled, Replay } from './world.ts'

/** In these code is still being compiled, that of the page in the last of them: of their costs the first alone is shown. */
const WARM_ROUNDS = 3
const ROUNDS = WARM_ROUNDS + 5
const PAGE_ROUNDS = 3
const ACTS_FOR_ALL = 1_000_000
const PERIODS = 10
const SURVEY_SECONDS = 5

/** A decade of exchange between 57 States under a shipped agreement: from its bytes to its ledger, and to a page to print. */
export function decade(acts: number): Row[] {
  const world = decadeOf(Math.max(1, Math.round((YEARS * acts) / ACTS_FOR_ALL)))
  const { bytes } = world.workload
  const query = { asOf: world.asOf }
  const limit: Cost[] = []
  const add: Cost[] = []
  const order: Cost[] = []
  const page: Cost[] = []
  let characters = 0
  for (let round = 0; round < ROUNDS; round++) {
    limit.push(costOf(() => parseOnly(bytes)))
    const { result: replay, ...added } = costOf(() => {
      const replay = new Replay(world)
      replay.addLines(bytes)
      replay.settle()
      return replay
    })
    add.push(added)
    order.push(costOf(() => orderAll(replay.ledger)))
    if (round === 0) keepCompiled(world)
    if (round !== WARM_ROUNDS - 1 && round < ROUNDS - PAGE_ROUNDS) continue
    const { ledger } = replay
    const written = costOf(() => {
      const reported = reportedAt(ledger, query, PERIODS)
      const unclosed = unclosedAt(ledger, query, () => undefined)
      const { agreement } = world.program
      const facts = { agreement, record: { acts: [] }, known: [], asOf: world.asOf, ledger, zoneData: 'bench' }
      return surveyPage({ ...facts, query, reported, unclosed, weeks: 6 }).markup.length
    })
    page.push(written)
    characters = written.result
  }
  const cpu = (costs: readonly Cost[]) => costs.slice(WARM_ROUNDS).map(({ cpuSeconds }) => cpuSeconds)
  const ordered = cpu(order)
  return [
    {
      bench: 'decade: replay',
      ...against(cpu(add), cpu(limit)),
      unit: 's of CPU',
      target: { of: 'ratio', is: 'at most', value: 2 },
      n: world.acts,
    },
    {
      bench: 'decade: and order what is counted',
      ...against(
        cpu(add).map((value, i) => value + (ordered[i] as number)),
        cpu(limit),
      ),
      unit: 's of CPU',
      n: world.acts,
    },
    {
      bench: 'decade: replay, first round',
      figure: add[0]?.cpuSeconds as number,
      limit: limit[0]?.cpuSeconds as number,
      ratio: (add[0]?.cpuSeconds as number) / (limit[0]?.cpuSeconds as number),
      unit: 's of CPU',
      n: world.acts,
    },
    {
      bench: 'decade: survey page',
      figure: median(page.slice(1).map(({ wallSeconds }) => wallSeconds)),
      limit: SURVEY_SECONDS,
      ratio: median(page.slice(1).map(({ wallSeconds }) => wallSeconds / SURVEY_SECONDS)),
      unit: 's',
      target: { of: 'ratio', is: 'at most', value: 1 },
      n: world.acts,
    },
    { bench: 'decade: its length', figure: characters, unit: 'characters', n: world.acts },
  ]
}
