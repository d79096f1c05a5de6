import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Act } from '../../src/agreement/act.ts'
import type { Agreement } from '../../src/agreement/agreement.ts'
import { limitsAt, whyLimit } from '../../src/engine/count/limit-view.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { type Joining, joining } from '../../src/engine/program/amendments.ts'
import { compileProgram, type Program } from '../../src/engine/program/program.ts'
import { isAdoptable } from '../../src/engine/program/texts.ts'
import { actsApart, docketAt } from '../../src/engine/reading/docket.ts'
import type { AsOf, Line } from '../../src/engine/reading/line.ts'
import { registerAt, registerOfRule } from '../../src/engine/reading/register.ts'
import { whyLine } from '../../src/engine/reading/why.ts'
import { blurred, stories, type Told } from './story.ts'

/** What must hold for every agreement, whatever its rules: each takes the agreement and plays random stories over it. */
export function ledgerOf(program: Program | Joining, acts: readonly Act[]): Ledger {
  if (typeof program === 'function') return program(acts)
  const ledger = new Ledger(program)
  for (const act of acts) ledger.add(act)
  return ledger
}

/** What is the same for all acts; where editions hold only if acts adopt them, what joins it with acts. */
function madeOf(agreement: Agreement): Program | Joining {
  return isAdoptable(agreement) ? joining(agreement) : compileProgram(agreement)
}

export function asOf(at: number): AsOf {
  return { at, printed: String(at) }
}

/** Shrinking a story takes minutes: `SHRINK=1` asks for it, with the seed and path that a failure prints. */
function settings(runs: number): { numRuns: number; endOnFailure: boolean } {
  return { numRuns: runs, endOnFailure: process.env.SHRINK === undefined }
}

/** What is said of each act that may have been sent by then. */
function marked(ledger: Ledger, at: number): Map<string, readonly string[]> {
  const query = { asOf: asOf(at) }
  const cases = docketAt(ledger, query).flatMap(({ opening, entries }) => [opening, ...entries])
  return new Map([...cases, ...actsApart(ledger, query)].map(({ id, marks }) => [id, marks]))
}

/** The register as a person sees it, powers included. */
export function printed(ledger: Ledger, at: number): string[] {
  const limits = limitsAt(ledger, { asOf: asOf(at) }).map(
    (line) => `${line.id}: ${line.used} of ${line.atMost} ${line.needs}`,
  )
  return [
    ...[...marked(ledger, at)].map(([id, marks]) => `${id}: ${marks}`).sort(),
    ...linesPrinted(ledger, at),
    ...limits,
  ]
}

function linesPrinted(ledger: Ledger, at: number): string[] {
  return registerAt(ledger, { asOf: asOf(at), powers: true }).map(
    (line) =>
      `${line.id}: ${line.creditors} ${line.due} ${line.reading} ${line.state} ${line.performedBy} ${line.text}`,
  )
}

function instants(told: readonly Told[]): fc.Arbitrary<number> {
  const from = told[0]?.sent ?? 0
  return fc.integer({ min: 0, max: 24 * 150 }).map((hours) => from + hours * 3_600_000)
}

/** A story and an instant in it. */
function moments(agreement: Agreement) {
  return stories(agreement).chain((told) => fc.tuple(fc.constant(told), instants(told), fc.nat(1000)))
}

export function anyOrder(agreement: Agreement, runs: number): void {
  const program = madeOf(agreement)
  fc.assert(
    fc.property(
      moments(agreement).chain(([told, at, seed]) =>
        fc.tuple(
          fc.constant(blurred(told, 1, seed)),
          fc.shuffledSubarray(
            told.map((_, i) => i),
            { minLength: told.length },
          ),
          fc.constant(at),
        ),
      ),
      ([acts, order, at]) => {
        const forward = ledgerOf(program, acts)
        const shuffled = ledgerOf(
          program,
          order.map((i) => acts[i] as Act),
        )
        assert.deepEqual(printed(shuffled, at), printed(forward, at))
        const entries = (ledger: Ledger) =>
          docketAt(ledger, { asOf: asOf(at) }).map(({ entries }) => entries.map(({ id, marks }) => `${id} ${marks}`))
        assert.deepEqual(entries(shuffled), entries(forward))
      },
    ),
    settings(runs),
  )
}

export function incremental(agreement: Agreement, runs: number): void {
  const program = compileProgram(agreement)
  fc.assert(
    fc.property(
      moments(agreement).chain(([told, at, seed]) =>
        fc.tuple(
          fc.constant(blurred(told, 1, seed)),
          fc.shuffledSubarray(
            told.map((_, i) => i),
            { minLength: told.length },
          ),
          fc.constant(at),
        ),
      ),
      ([acts, order, at]) => {
        const growing = new Ledger(program)
        const soFar: Act[] = []
        for (const i of order) {
          soFar.push(acts[i] as Act)
          growing.add(acts[i] as Act)
          const batch = ledgerOf(
            program,
            [...soFar].sort((a, b) => (a.id < b.id ? -1 : 1)),
          )
          assert.deepEqual(printed(growing, at), printed(batch, at))
        }
      },
    ),
    settings(runs),
  )
}

export function pastIgnoresFuture(agreement: Agreement, runs: number): void {
  const program = madeOf(agreement)
  fc.assert(
    fc.property(moments(agreement), ([told, at, seed]) => {
      const acts = blurred(told, 1, seed)
      // What may have been sent by then belongs to the past; what surely was not does not.
      const past = withReferences(acts.filter((act) => act.transmitted.earliest <= at))
      assert.deepEqual(printed(ledgerOf(program, acts), at), printed(ledgerOf(program, past), at))
    }),
    settings(runs),
  )
}

/** An act that refers to a later one is effective only from that one on: without it, it would stand alone. */
function withReferences(acts: readonly Act[]): Act[] {
  const ids = new Set(acts.map(({ id }) => id))
  const whole = acts.filter(({ refersTo }) => refersTo.every((id) => ids.has(id)))
  return whole.length === acts.length ? whole : withReferences(whole)
}

export function narrowing(agreement: Agreement, runs: number): void {
  const program = madeOf(agreement)
  fc.assert(
    fc.property(moments(agreement), fc.constantFrom(0, 0.25, 0.5), ([told, at, seed], width) => {
      const wide = readings(ledgerOf(program, blurred(told, 1, seed)), at)
      const narrow = readings(ledgerOf(program, blurred(told, width, seed)), at)
      for (const [id, line] of wide) {
        if (line.reading === 'not derivable') continue
        const then = narrow.get(id)?.reading
        // That the request arrived may come to be known: "unanswered" says that, and otherwise the same.
        if (line.reading === 'overdue' && then === 'unanswered') continue
        assert.equal(then, line.reading, `${id}: ${line.text}, then ${narrow.get(id)?.text}`)
      }
      for (const line of narrow.values()) {
        // Who owes it together may come to be known: then the line of those who may have owed it goes by another name. And
        // that no rule asks for an answer: then what was asked has a line of its own.
        const may = [...wide.values()].some((other) => other.reading === 'not derivable' && isPartOf(line, other))
        assert.ok(wide.has(line.id) || may, `${line.id} appeared when windows were narrowed`)
      }
      limitMarksStay(ledgerOf(program, blurred(told, 1, seed)), ledgerOf(program, blurred(told, width, seed)), at)
    }),
    settings(runs),
  )
}

function isPartOf(line: Line, whole: Line): boolean {
  const isSame = (line.rule === whole.rule || line.rule === undefined) && line.basis.trigger === whole.basis.trigger
  return isSame && line.debtors.every((debtor) => whole.debtors.includes(debtor))
}

/** A mark that a limit surely gives, or surely does not, is not taken back, and not given, when windows are narrowed. */
function limitMarksStay(wide: Ledger, narrow: Ledger, at: number): void {
  const [before, after] = [marked(wide, at), marked(narrow, at)]
  const over = (marks: readonly string[] | undefined, id: string) =>
    marks?.filter((mark) => mark.includes(`(${id})`)).length ?? 0
  const unsure = (marks: readonly string[] | undefined, id: string) =>
    marks?.filter((mark) => mark.includes(`whether within ${id}:`)).length ?? 0
  for (const { limit } of wide.program.figures.limits) {
    for (const [act, marks] of after) {
      const sure = over(before.get(act), limit.id)
      const possible = sure + unsure(before.get(act), limit.id)
      const now = over(marks, limit.id)
      assert.ok(now >= sure && now + unsure(marks, limit.id) <= possible, `${act}: ${before.get(act)}, then ${marks}`)
    }
  }
}

function readings(ledger: Ledger, at: number): Map<string, Line> {
  return new Map(registerAt(ledger, { asOf: asOf(at), powers: true }).map((line) => [line.id, line]))
}

export function swapping(agreement: Agreement, runs: number): void {
  const program = compileProgram(agreement)
  fc.assert(
    fc.property(moments(agreement), ([told, at, seed]) => {
      const acts = blurred(told, 1, seed)
      const cast = [
        ...new Set(acts.flatMap((act) => [...act.by, ...(act.to === 'all' ? [] : act.to.map(({ party }) => party))])),
      ]
      // Only parties that the text itself treats alike can change places.
      const a = cast[0] as string
      const b = cast.findLast((party) => sameStanding(agreement, a, party)) as string
      const other = (party: string) => (party === a ? b : party === b ? a : party)
      const swapped = acts.map(
        (act): Act => ({
          ...act,
          by: act.by.map(other),
          to: act.to === 'all' ? 'all' : act.to.map((one) => ({ ...one, party: other(one.party) })),
          body:
            typeof act.body.concerned === 'string' ? { ...act.body, concerned: other(act.body.concerned) } : act.body,
        }),
      )
      const facts = (line: Line, name: (party: string) => string) =>
        `${line.rule} ${line.about} ${line.debtors.map(name).sort()} ${line.creditors === 'all' ? 'all' : [...line.creditors].map(name).sort()} ${line.reading} ${line.due}`
      const before = registerAt(ledgerOf(program, acts), { asOf: asOf(at), powers: true }).map((line) =>
        facts(line, other),
      )
      const after = registerAt(ledgerOf(program, swapped), { asOf: asOf(at), powers: true }).map((line) =>
        facts(line, (party) => party),
      )
      assert.deepEqual(after.sort(), before.sort())
    }),
    settings(runs),
  )
}

function sameStanding(agreement: Agreement, a: string, b: string): boolean {
  const standing = (id: string) => {
    const groups = agreement.groups.map(({ members }) =>
      members.filter(({ party }) => party === id).map(({ from, until }) => [from, until]),
    )
    const chairs = agreement.bodies.map((body) =>
      body.chairs.filter(({ party }) => party === id).map(({ from, until }) => [from, until]),
    )
    const isNamed = JSON.stringify(agreement.rules).includes(`"kind":"party","party":"${id}"`)
    const party = agreement.parties.find((one) => one.id === id)
    return JSON.stringify([party?.bound, party?.standings, groups, chairs, isNamed && id])
  }
  return standing(a) === standing(b)
}

/** The lines of one rule are those that the whole register has of it. */
export function ruleByRule(agreement: Agreement, runs: number): void {
  const program = compileProgram(agreement)
  fc.assert(
    fc.property(moments(agreement), ([told, at, seed]) => {
      const ledger = ledgerOf(program, blurred(told, 1, seed))
      const query = { asOf: asOf(at), powers: true }
      const whole = registerAt(ledger, query)
      for (const rule of new Set(whole.map((line) => line.rule ?? '-'))) {
        const own = whole.filter((line) => (line.rule ?? '-') === rule).map(({ id, text }) => `${id}: ${text}`)
        assert.deepEqual(
          registerOfRule(ledger, rule, query).map(({ id, text }) => `${id}: ${text}`),
          own,
        )
      }
    }),
    settings(runs),
  )
}

/** Every line can say why, down to acts and clauses, and saying it changes nothing. */
export function everyLineSaysWhy(agreement: Agreement, runs: number): void {
  const program = madeOf(agreement)
  fc.assert(
    fc.property(moments(agreement), ([told, at, seed]) => {
      const ledger = ledgerOf(program, blurred(told, 1, seed))
      const before = printed(ledger, at)
      for (const line of registerAt(ledger, { asOf: asOf(at), powers: true })) {
        const why = whyLine(ledger, line, { asOf: asOf(at) })
        assert.ok(why.text.includes(line.text) && why.because.length > 0)
      }
      for (const line of limitsAt(ledger, { asOf: asOf(at) })) {
        assert.ok(whyLimit(ledger, line, { asOf: asOf(at) }).because.length > 1)
      }
      assert.deepEqual(printed(ledger, at), before)
    }),
    settings(runs),
  )
}
