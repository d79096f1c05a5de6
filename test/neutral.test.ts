/**
 * Neutral to the bone: in every story and every row of every agreement that is shipped, and of every shape, parties change
 * places, and what the register, the marks and the limits say changes places with them and in nothing else.
 */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Act, Covers } from '../src/agreement/act.ts'
import type { Agreement } from '../src/agreement/agreement.ts'
import { actsOfRow, readRows } from '../src/cli/boundaries.ts'
import { type ActsBlock, readCase } from '../src/cli/case-file.ts'
import { recordOf } from '../src/cli/cases.ts'
import { type Folder, readFolder, type SourceFile } from '../src/cli/folder.ts'
import { readAgreementOf, readWithCast } from '../src/cli/opened.ts'
import { limitsAt } from '../src/engine/count/limit-view.ts'
import type { Ledger } from '../src/engine/ledger.ts'
import { compileProgram, type Program } from '../src/engine/program/program.ts'
import { parseAsOf } from '../src/engine/reading/as-of.ts'
import type { AsOf, Query } from '../src/engine/reading/line.ts'
import { marksAt } from '../src/engine/reading/marks.ts'
import { registerAt, registerOfRule } from '../src/engine/reading/register.ts'
import {
  factsOfLimit,
  factsOfLine,
  movable,
  permutedAct,
  permutedAgreement,
  permutedText,
  type Renaming,
  withMarkedNames,
} from './engine/permuted.ts'
import { ledgerOf } from './engine/properties.ts'

const root = join(import.meta.dirname, '..')
const SEED = fc.readConfigureGlobal().seed ?? Date.now()
const SWAPPED_CASES = 2
/** All pairs of six; of sixty, some. */
const SWAPS_MAX = 15
const SWAPS_OF_MANY_MAX = 4

/** What is played, and what of it is looked at: of a story everything, of a row the lines of one rule, or what it is about. */
interface Case {
  readonly title: string
  readonly agreement: Agreement
  readonly acts: readonly Act[]
  readonly covers?: Covers
  readonly looks: Look[]
}

interface Look {
  readonly asOf: AsOf
  readonly at: 'all' | 'marks' | 'limits' | { readonly rule: string }
}

function casesOf(folder: Folder): Case[] {
  const own = readAgreementOf(folder).agreement
  const cast = readWithCast(folder).agreement
  assert.ok(own !== undefined && cast !== undefined)
  const marked = withMarkedNames(own)
  const markedCast = folder.cast === undefined ? marked : withMarkedNames(cast)
  const stories = folder.cases.flatMap((source) => storiesOf(folder, source, marked, markedCast))
  return [...stories, ...rowsOf(folder, markedCast)]
}

/** Headings over the same acts are one case. */
function storiesOf(folder: Folder, source: SourceFile, own: Agreement, cast: Agreement): Case[] {
  const cases = new Map<ActsBlock, Case>()
  for (const { title, acts: block, expectations } of readCase(source).file.stories) {
    if (block === undefined) continue
    const agreement = block.fromRecord ? own : cast
    const whole = () => ({ ...recordOf(folder, agreement, source.file, block), agreement, looks: [] })
    const one = cases.get(block) ?? { ...whole(), title: `${source.file}: ${title}` }
    cases.set(block, one)
    const whens = expectations.flatMap(({ asked }) => ('when' in asked ? [asked.when] : []))
    one.looks.push(...whens.flatMap((when) => lookAt(one, parseAsOf(when, agreement.zone), 'all')))
  }
  return [...cases.values()]
}

function rowsOf(folder: Folder, agreement: Agreement): Case[] {
  const cases = new Map<string, Case>()
  for (const { file, cells, asOf, looksAt } of readRows(folder, agreement).rows) {
    const { text } = cells.acts
    const { acts, faults } = actsOfRow(text, agreement)
    // That they cannot be played is told by the test of the cases.
    if (faults.length > 0) continue
    const one = cases.get(text) ?? { title: `${file}:${cells.line.line}`, agreement, acts, looks: [] }
    cases.set(text, one)
    const at =
      looksAt.kind === 'mark' ? 'marks' : looksAt.kind === 'limit' ? 'limits' : { rule: looksAt.id.split('/')[0] ?? '' }
    one.looks.push(...lookAt(one, asOf, at))
  }
  return [...cases.values()]
}

/** Nothing, where the same is looked at already. */
function lookAt({ looks }: Case, asOf: AsOf | undefined, at: Look['at']): Look[] {
  const isSame = (other: Look) => other.asOf.at === asOf?.at && JSON.stringify(other.at) === JSON.stringify(at)
  return asOf === undefined || looks.some(isSame) ? [] : [{ asOf, at }]
}

/** All that can be seen, as if the parties had other names. */
function seen(ledger: Ledger, { looks, covers }: Case, renamed: Renaming): string[] {
  return looks.flatMap(({ asOf, at }) => {
    const query: Query = { asOf, covers, powers: true }
    const lines =
      at === 'all' ? registerAt(ledger, query) : typeof at === 'object' ? registerOfRule(ledger, at.rule, query) : []
    const limits = at === 'all' || at === 'limits' ? limitsAt(ledger, query) : []
    const marks = at === 'all' || at === 'marks' ? marksAt(ledger, query) : []
    return [
      ...lines.map((line) => factsOfLine(line, renamed)),
      ...limits.map((line) => factsOfLimit(line, renamed)),
      ...marks.flatMap(({ id, marks }) => marks.map((mark) => `${id}: ${permutedText(mark, renamed)}`)),
    ].sort()
  })
}

const same: Renaming = (party) => party

/** A permutation of the parties of one agreement, which is compiled once before and once after. */
class Exchange {
  readonly #renamed: Renaming
  readonly #before: Program
  readonly #after: Program

  constructor(agreement: Agreement, before: Program, permutation: ReadonlyMap<string, string>) {
    this.#renamed = (party) => permutation.get(party) ?? party
    this.#before = before
    this.#after = compileProgram(permutedAgreement(agreement, this.#renamed))
  }

  check(one: Case): void {
    const exchanged = one.acts.map((act) => permutedAct(act, this.#renamed))
    const expected = seen(ledgerOf(this.#before, one.acts), one, this.#renamed)
    const found = seen(ledgerOf(this.#after, exchanged), one, same)
    if (found.join('\n') === expected.join('\n')) return
    const [all, wanted] = [new Set(found), new Set(expected)]
    // Not the hundreds of lines that are the same.
    const differ = {
      found: found.filter((fact) => !wanted.has(fact)),
      expected: expected.filter((fact) => !all.has(fact)),
    }
    assert.fail(`${one.title}\n${JSON.stringify(differ, undefined, 2)}`)
  }
}

/** A cycle through all of them, so that everybody moves (Sattolo); the same from the same seed. */
function everybodyMoves(parties: readonly string[]): ReadonlyMap<string, string> {
  const cycle = [...parties]
  let state = SEED >>> 0
  for (let i = cycle.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const j = state % i
    ;[cycle[i], cycle[j]] = [cycle[j] as string, cycle[i] as string]
  }
  return new Map(parties.map((party, i) => [party, cycle[i] as string]))
}

/** Every pair, or so many of them that are spread over all. */
function swapsOf(parties: readonly string[]): ReadonlyMap<string, string>[] {
  const pairs = parties.flatMap((a, i) => parties.slice(i + 1).map((b) => [a, b] as const))
  const most = pairs.length > SWAPS_MAX ? SWAPS_OF_MANY_MAX : SWAPS_MAX
  const step = Math.max(1, Math.ceil(pairs.length / most))
  return pairs
    .filter((_, i) => i % step === SEED % step)
    .map(
      ([a, b]) =>
        new Map([
          [a, b],
          [b, a],
        ]),
    )
}

function folderOf(path: string): Folder {
  const read = readFolder(join(root, path), path)
  assert.ok('folder' in read)
  return read.folder
}

test('parties that do not change places in everything are noticed', () => {
  const cases = casesOf(folderOf('spec/shapes/19-office'))
  const agreement = cases[0]?.agreement as Agreement
  const program = compileProgram(agreement)
  const [a, b] = agreement.bodies.flatMap(({ chairs }) => chairs.map(({ party }) => party)) as [string, string]
  const swapped = new Exchange(
    agreement,
    program,
    new Map([
      [a, b],
      [b, a],
    ]),
  )
  for (const one of cases) swapped.check(one)
  // The acts change hands, and the chair stays.
  const withChair = (party: string) => (party === a ? b : party === b ? a : party)
  const isNoticed = cases.some((one) => {
    const exchanged = one.acts.map((act) => permutedAct(act, withChair))
    const found = seen(ledgerOf(program, exchanged), one, same)
    return found.join('\n') !== seen(ledgerOf(program, one.acts), one, withChair).join('\n')
  })
  assert.ok(isNoticed)
})

for (const parent of ['agreements', 'spec/shapes']) {
  for (const name of readdirSync(join(root, parent)).sort()) {
    if (name === 'README.md') continue
    describe(`${parent}/${name}`, () => {
      const cases = casesOf(folderOf(`${parent}/${name}`))
      for (const agreement of new Set(cases.map((one) => one.agreement))) {
        const parties = movable(agreement)
        if (parties.length < 2) continue
        const own = cases.filter((one) => one.agreement === agreement)
        const before = compileProgram(agreement)
        test(`${parties.length} parties change places in ${own.length} cases`, () => {
          const exchange = new Exchange(agreement, before, everybodyMoves(parties))
          for (const one of own) exchange.check(one)
        })
        test('any two parties change places', () => {
          const some = own.filter((_, i) => (i + SEED) % Math.ceil(own.length / SWAPPED_CASES) === 0)
          assert.ok(some.length > 0)
          for (const swap of swapsOf(parties)) {
            const exchange = new Exchange(agreement, before, swap)
            for (const one of some) exchange.check(one)
          }
        })
      }
    })
  }
}
