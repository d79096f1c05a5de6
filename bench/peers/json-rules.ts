import { load } from './installed.ts'
import { ENDLESS } from './sql.ts'
import type { DutyRow } from './sqlite.ts'
import { type Count, sorted } from './verdicts.ts'

/** As much of `json-rules-engine` as is used here. */
interface Engine {
  addRule(rule: object): void
  addFact(name: string, value: unknown): void
  stop(): void
  run(facts: object): Promise<{ readonly events: readonly { readonly type: string }[] }>
}

const LESS = 'lessThan'
const AT_MOST = 'lessThanInclusive'

/**
 * The reading of a duty as rules of json-rules-engine, the first that holds: it knows one set of facts at a time, so the acts
 * of a duty have been joined before by SQLite, which is not counted.
 */
export async function jsonRules(at: number): Promise<(duties: readonly DutyRow[]) => Promise<Count[]>> {
  const { Engine } = (await load('json-rules-engine')) as { readonly Engine: new () => Engine }
  const engine = new Engine()
  engine.addFact('at', at)
  const is = (fact: string, operator: string, other: string) => ({ fact, operator, value: { fact: other } })
  const rules: readonly (readonly [string, object])[] = [
    ['not arisen', { all: [is('at', LESS, 'born')] }],
    ['not derivable', { any: [is('at', LESS, 'bornLatest'), { fact: 'known', operator: 'equal', value: null }] }],
    ['not derivable', { all: [is('done', AT_MOST, 'at'), is('at', LESS, 'doneLatest')] }],
    ['kept', { all: [is('doneLatest', AT_MOST, 'at'), is('doneLatest', LESS, 'closes')] }],
    ['late', { all: [is('doneLatest', AT_MOST, 'at'), is('closesLatest', AT_MOST, 'done')] }],
    ['not derivable', { all: [is('doneLatest', AT_MOST, 'at')] }],
    ['open', { all: [is('at', LESS, 'closes')] }],
    ['not derivable', { all: [is('at', LESS, 'closesLatest')] }],
    ['unanswered', { all: [is('arrived', AT_MOST, 'at')] }],
    ['overdue', { all: [is('at', LESS, 'arrived')] }],
  ]
  rules.forEach(([type, conditions], i) => {
    engine.addRule({ conditions, event: { type }, priority: rules.length - i, onSuccess: () => engine.stop() })
  })
  return async (duties) => {
    const found = new Map<string, Count>()
    for (const duty of duties) {
      const { events } = await engine.run({
        ...duty,
        done: duty.done ?? ENDLESS,
        doneLatest: duty.doneLatest ?? ENDLESS,
      })
      const reading = events[0]?.type ?? 'none'
      const key = `${duty.rule} ${reading}`
      if (reading !== 'not arisen') found.set(key, { rule: duty.rule, reading, n: (found.get(key)?.n ?? 0) + 1 })
    }
    return sorted([...found.values()])
  }
}
