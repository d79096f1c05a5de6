import { limitsAt } from '../engine/count/limit-view.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { Line, Query } from '../engine/reading/line.ts'
import { marksAt } from '../engine/reading/marks.ts'
import { registerAt, registerOfRule } from '../engine/reading/register.ts'
import { isDayStart } from '../engine/reading/words.ts'
import { didYouMean } from '../language/phrase/spelling.ts'
import { DAY_MS, isoDay } from '../time/day.ts'
import { printClock } from '../time/instant.ts'
import type { Window } from '../time/window.ts'
import { printOffset, type Zone } from '../time/zone.ts'
import type { BoundaryRow, LooksAt } from './boundary-file.ts'
import { normal } from './case-lines.ts'

/** What a row expects and what is there instead, as its cells say it. */
export interface Found {
  readonly reading: string
  readonly due: string
  readonly isAsExpected: boolean
  /** All that is there, where it is more than one mark. */
  readonly all?: string
}

/** What a row names that is not there. */
export interface NotThere {
  readonly message: string
  readonly advice: string
}

export function lookFor(ledger: Ledger, row: BoundaryRow): Found | NotThere {
  const { looksAt, asOf } = row
  const query: Query = { asOf, powers: true }
  switch (looksAt.kind) {
    case 'mark':
      return lookForMark(ledger, row, looksAt, query)
    case 'limit': {
      const limits = limitsAt(ledger, query)
      const limit = limits.find(({ id }) => id === looksAt.id)
      if (limit === undefined) return notThere('limit', looksAt.id, limits)
      return compared(ledger, row, `used ${limit.used} of at most ${limit.atMost}`, '')
    }
    case 'line': {
      const line = lineOf(ledger, looksAt.id, query)
      if (line === undefined) return notThere('line', looksAt.id, registerAt(ledger, query))
      return compared(ledger, row, line.text, dueOf(line, ledger.program.agreement.zone))
    }
    case 'none': {
      const unknown = unknownIn(ledger, looksAt.id)
      if (unknown !== undefined) return unknown
      const line = lineOf(ledger, looksAt.id, query)
      if (line === undefined) return { reading: '', due: '', isAsExpected: true }
      return { reading: line.text, due: dueOf(line, ledger.program.agreement.zone), isAsExpected: false }
    }
  }
}

function lineOf(ledger: Ledger, id: string, query: Query): Line | undefined {
  return registerOfRule(ledger, partsOf(id).rule, query).find((line) => line.id === id)
}

function compared(ledger: Ledger, row: BoundaryRow, reading: string, due: string): Found {
  const expected = printCloses(row.closes, ledger.program.agreement.zone)
  return { reading, due, isAsExpected: normal(reading) === normal(row.reading) && due === expected }
}

/** Of a mark that is there beside others, that it is among them; of none, that none is. */
function lookForMark(
  ledger: Ledger,
  row: BoundaryRow,
  { act, rule }: Extract<LooksAt, { kind: 'mark' }>,
  query: Query,
): Found | NotThere {
  if (ledger.table.rowOf(act) === undefined) {
    return { message: `No act of the row is called "${act}".`, advice: didYouMean(act, actIdsOf(ledger)) }
  }
  const rules = ledger.program.agreement.rules.map(({ id }) => id)
  if (rule !== undefined && !rules.some((one) => one === rule || one.startsWith(`${rule}[`))) return noRule(rule, rules)
  const all = marksAt(ledger, query).find(({ id }) => id === act)?.marks ?? []
  const marks = rule === undefined ? all : all.filter((mark) => namesRule(mark, rule))
  const isExpected =
    row.reading === 'none' ? marks.length === 0 : marks.some((mark) => normal(mark) === normal(row.reading))
  const reading = isExpected ? row.reading : (marks[0] ?? 'none')
  return { reading, due: '', isAsExpected: isExpected, ...(marks.length > 1 ? { all: marks.join(' + ') } : {}) }
}

/** `(85)`, `whether 85 is satisfied`, `(85[early])`, which carries the same provision; not the 85 in 1985 or in 85.1. */
function namesRule(mark: string, rule: string): boolean {
  const at = mark.split(rule)
  return at.slice(1).some((after, index) => !/[\w.[-]$/.test(at[index] as string) && !/^(?:\w|[.-]\w)/.test(after))
}

/** That something is not there must not be said of a name that could never be there. */
function unknownIn(ledger: Ledger, id: string): NotThere | undefined {
  const { agreement, parties } = ledger.program
  const advice = 'Write RULE/ACT/PARTY, as the register names the line.'
  const { rule, about, whose } = partsOf(id)
  const acts = actIdsOf(ledger)
  if (isOfDecision(ledger, rule)) {
    const proposal = id.slice(rule.length + 1)
    if (acts.includes(proposal)) return undefined
    return { message: `No act of the row is called "${proposal}".`, advice: didYouMean(proposal, acts) }
  }
  if (!/^[^/]+\/.*\/[^/]+$/.test(id)) return { message: `"${id}" is no id of a line.`, advice }
  const norms = agreement.rules.flatMap((one) => (one.kind === 'norm' ? [one] : []))
  const norm = norms.find((one) => one.id === rule)
  if (norm === undefined && rule !== '-')
    return noRule(
      rule,
      norms.map((one) => one.id),
    )
  const ids = parties.map((one) => one.id)
  const unknown = whose.split('+').find((one) => !ids.includes(one))
  if (unknown !== undefined) return { message: `"${unknown}" is no party here.`, advice: didYouMean(unknown, ids) }
  const isOfAct = norm?.when.every(({ kind }) => kind === 'act' || kind === 'item' || kind === 'claim') ?? true
  if (!isOfAct || acts.some((act) => about === act || about.startsWith(`${act}[`))) return undefined
  return { message: `No act of the row is called "${about}".`, advice: didYouMean(about, acts) }
}

/** What a decision comes to is named `RULE/PROPOSAL`. */
function isOfDecision({ program }: Ledger, rule: string): boolean {
  return program.agreement.rules.some((one) => one.kind === 'norm' && one.id === rule && one.decides !== undefined)
}

function actIdsOf(ledger: Ledger): string[] {
  return Array.from({ length: ledger.table.size }, (_, row) => ledger.table.id(row))
}

function noRule(rule: string, rules: readonly string[]): NotThere {
  return { message: `The agreement has no rule "${rule}".`, advice: didYouMean(rule, rules) }
}

/** With the ids that are nearest: of the same rule and act, or rule and party, or act and party, or the same rule. */
function notThere(what: string, id: string, there: readonly { readonly id: string }[]): NotThere {
  const ids = there.map((one) => one.id)
  const message = `There is no ${what} "${id}" then.`
  if (ids.length === 0) return { message, advice: `There is no ${what} at all. Look at the acts, or at the time.` }
  const wanted = partsOf(id)
  const alike = (...parts: readonly (keyof IdParts)[]) =>
    ids.filter((one) => parts.every((part) => partsOf(one)[part] === wanted[part]))
  const near = [alike('rule', 'about'), alike('rule', 'whose'), alike('about', 'whose'), alike('rule'), ids]
  return { message, advice: didYouMean(id, near.find((some) => some.length > 0) ?? []) }
}

interface IdParts {
  readonly rule: string
  readonly about: string
  readonly whose: string
}

/** `RULE/ABOUT/WHOSE`; an id of anything else has parts that nothing else has. */
function partsOf(id: string): IdParts {
  const [first, last] = [id.indexOf('/'), id.lastIndexOf('/')]
  if (first < 0) return { rule: id, about: id, whose: id }
  return { rule: id.slice(0, first), about: id.slice(first + 1, Math.max(first + 1, last)), whose: id.slice(last + 1) }
}

/** `2026-03-12`; `2026-03-04T10:00:00+01:00`; two of them with `/` between; empty where there is no time. */
function dueOf({ due, closes }: Line, zone: Zone): string {
  if (due === '-') return ''
  return due === 'not known' ? '../..' : printCloses(closes, zone)
}

function printCloses(closes: Window | undefined, zone: Zone): string {
  if (closes === undefined) return ''
  const { earliest, latest } = closes
  const last = printEnd(latest, zone)
  return earliest === latest ? last : `${printEnd(earliest, zone)}/${last}`
}

/** The last day, or the last instant, that is in time. */
function printEnd(closes: number, zone: Zone): string {
  if (!Number.isFinite(closes)) return '..'
  const last = closes - 1
  const day = zone.dayAt(last)
  if (isDayStart(closes, zone)) return isoDay(day)
  const offset = zone.offsetAt(last)
  const ofDay = (((last + offset) % DAY_MS) + DAY_MS) % DAY_MS
  return `${isoDay(day)}T${printClock(ofDay, true)}${printOffset(offset)}`
}
