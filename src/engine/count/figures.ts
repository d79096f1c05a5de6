import type { RuleId } from '../../agreement/clause.ts'
import type { Guard } from '../../agreement/guard.ts'
import { plainWeight } from '../../agreement/party.ts'
import type { Figure, FigureKey } from '../../agreement/rule.ts'
import { boundsAt, defaultAt } from '../../language/guard/guard-form.ts'
import { UNKNOWN, type Window } from '../../time/window.ts'
import { type Feed, kindsAsked, PER_PARTY } from '../program/feeds.ts'
import { partsOf, type Read } from '../program/guard.ts'
import type { Program } from '../program/program.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import {
  type Amount,
  divided,
  either,
  exactAmount,
  isKnown,
  largest,
  minus,
  NOT_KNOWN,
  negative,
  plus,
  smallest,
  times,
} from './amounts.ts'
import type { Counters } from './counters.ts'
import type { Timeline } from './timeline.ts'

/** Of whom a figure is asked, and for when: at some instant of a window. */
export interface Asked {
  readonly per: readonly FigureKey[]
  readonly party?: number
  readonly zone?: number
  readonly at: Window
  /** What was never reported is taken to be less than any number: it has reached none. */
  readonly absentIsLeast?: true
  /** At the time of this report: with it, or as if it had not come. */
  readonly report?: { readonly row: Row; readonly is: 'in' | 'out' }
  /** The act from which a rule asks, and what is said by those that it refers to. */
  readonly row?: Row
  readonly read?: Read
}

export interface Streaks {
  of(rule: RuleId, party: number, at: Window): Amount
  changes(rule: RuleId, party: number, until: number): readonly Window[]
}

/** A report that a figure needs and the record does not have. */
export interface Need {
  readonly noun: string
  readonly path: readonly string[]
  readonly party?: number
  readonly zone?: number
}

const LEAST: Amount = { low: Number.NEGATIVE_INFINITY, high: Number.NEGATIVE_INFINITY }

type Call = Extract<Guard, { readonly op: 'call' }>

/** Figures: numbers that follow from what was sent, worked out for an instant and never stored. */
export class Figures {
  private readonly program: Program
  private readonly table: ActTable
  private readonly counters: Counters
  /** Set by the limits: what is left of one, seen from an act, or for a party. */
  left: (id: string, asked: Asked) => Amount = () => NOT_KNOWN
  /** Set by the ledger: how many periods in a row a party did not perform, and when that may change. */
  streaks: Streaks = { of: () => NOT_KNOWN, changes: () => [] }
  /** What the form of a message says a number in it can be. */
  private readonly bounds = new Map<string, Amount>()

  constructor(program: Program, table: ActTable, counters: Counters) {
    this.program = program
    this.table = table
    this.counters = counters
  }

  figure(name: string, asked: Asked): Amount {
    const figure = this.program.figures.figures.get(name)
    return figure === undefined ? NOT_KNOWN : this.amount(figure.is.guard, { ...asked, per: figure.per })
  }

  /** A formula, computed with the ends of what goes into it. */
  amount(guard: Guard, asked: Asked): Amount {
    switch (guard.op) {
      case 'value':
        return typeof guard.value === 'number' ? exactAmount(guard.value) : NOT_KNOWN
      case 'field': {
        const value = asked.read?.(guard.noun, guard.path)
        return typeof value === 'number' ? exactAmount(value) : NOT_KNOWN
      }
      case 'minus':
        return negative(this.amount(guard.of, asked))
      case '+':
        return plus(this.amount(guard.left, asked), this.amount(guard.right, asked))
      case '-':
        return minus(this.amount(guard.left, asked), this.amount(guard.right, asked))
      case '*':
        return times(this.amount(guard.left, asked), this.amount(guard.right, asked))
      case 'call':
        return this.call(guard, asked)
      default:
        return NOT_KNOWN
    }
  }

  private call(call: Call, asked: Asked): Amount {
    const [first, second] = call.args
    switch (call.name) {
      case 'min':
        return smallest(call.args.map((arg) => this.amount(arg, asked)))
      case 'max':
        return largest(call.args.map((arg) => this.amount(arg, asked)))
      case 'ceilDiv':
      case 'floorDiv': {
        if (first === undefined || second === undefined) return NOT_KNOWN
        const round = call.name === 'ceilDiv' ? 'up' : 'down'
        return divided(this.amount(first, asked), this.amount(second, asked), round)
      }
      case 'figure':
        return first?.op === 'value' ? this.figure(String(first.value), asked) : NOT_KNOWN
      case 'latest':
        return first?.op === 'field' ? this.latest(first.noun, first.path, asked) : NOT_KNOWN
      case 'count':
        return first?.op === 'field' ? this.count(first.noun, asked) : NOT_KNOWN
      case 'left':
        return first?.op === 'value' ? this.left(String(first.value), asked) : NOT_KNOWN
      case 'streak':
        return first?.op === 'value' && asked.party !== undefined
          ? this.streaks.of(String(first.value), asked.party, asked.at)
          : NOT_KNOWN
      case 'senders':
      case 'weight':
        return first?.op === 'field' ? this.weight(first.noun, second, asked) : NOT_KNOWN
      default:
        return NOT_KNOWN
    }
  }

  /** Of the parties that sent one, each once: how many they are, or what they weigh. */
  private weight(noun: string, name: Guard | undefined, { per, party, at }: Asked): Amount {
    const { parties } = this.program
    const weighed = name?.op === 'value' ? String(name.value) : undefined
    const those = per.length > 0 ? [party as number] : everyParty(this.program)
    return those.reduce((sum, one) => {
      const { low, high } = this.timeline(noun, { per: PER_PARTY, party: one, at })?.count(at) ?? exactAmount(0)
      const weight = weighed === undefined ? 1 : plainWeight(parties[one], weighed)
      return plus(sum, { low: low > 0 ? weight : 0, high: high > 0 ? weight : 0 })
    }, exactAmount(0))
  }

  private count(noun: string, asked: Asked): Amount {
    return this.timeline(noun, asked)?.count(asked.at) ?? exactAmount(0)
  }

  private latest(noun: string, path: readonly string[], asked: Asked): Amount {
    const found = this.lastOf(noun, asked)
    const unknown = asked.absentIsLeast === true ? LEAST : this.boundsOf(noun, path)
    let amount = found.sure ? undefined : unknown
    for (const row of found.rows) {
      const value = this.stated(row, noun, path)
      amount = amount === undefined ? value : either(amount, value)
    }
    return amount ?? unknown
  }

  /** The acts that may be the latest, and whether one of them surely is. */
  lastOf(noun: string, asked: Asked): ReturnType<Timeline['last']> {
    const timeline = this.timeline(noun, asked)
    const { report, at } = asked
    const last = timeline?.last(at, report?.is === 'out' ? report.row : undefined) ?? { rows: [], sure: false }
    if (report?.is !== 'in' || !last.rows.includes(report.row)) return last
    // It has come, so what surely came before it is no longer the last.
    const own = timeline?.windowOf(report.row)?.earliest ?? at.earliest
    const isLater = (row: Row) => row === report.row || (timeline?.windowOf(row)?.latest ?? own) >= own
    return { rows: last.rows.filter(isLater), sure: true }
  }

  /** The number in a field of an act: as far as its form tells, where the record does not. */
  stated(row: Row, noun: string, path: readonly string[]): Amount {
    return this.reported(row, noun, path) ?? this.boundsOf(noun, path)
  }

  private reported(row: Row, noun: string, path: readonly string[]): Amount | undefined {
    const value = this.table.field(row, path) ?? defaultAt(this.formOf(noun), path)
    return typeof value === 'number' ? exactAmount(value) : undefined
  }

  private formOf(noun: string) {
    return this.program.kinds[this.program.kindIndex.get(noun) ?? -1]?.kind.form
  }

  private boundsOf(noun: string, path: readonly string[]): Amount {
    const name = [noun, ...path].join('.')
    let bounds = this.bounds.get(name)
    if (bounds === undefined) {
      const { least, most } = boundsAt(this.formOf(noun), path)
      bounds = { low: least ?? Number.NEGATIVE_INFINITY, high: most ?? Number.POSITIVE_INFINITY }
      this.bounds.set(name, bounds)
    }
    return bounds
  }

  private timeline(noun: string, { per, party, zone }: Asked): Timeline | undefined {
    const feed: Feed | undefined = this.program.figures.feedOf(noun, per)
    const keys = per.map((key) => (key === 'party' ? party : zone))
    if (feed === undefined || keys.includes(undefined)) return undefined
    return this.counters.timeline(feed, keys as number[])
  }

  /** The acts that may be the latest reports that a figure is computed from. */
  reportsOf({ is, per }: Figure, asked: Asked): ReadonlySet<Row> {
    const rows = new Set<Row>()
    const collect = (guard: Guard, of: Asked): void => {
      if (guard.op === 'call' && guard.name === 'latest') {
        const [field] = guard.args
        if (field?.op === 'field') for (const row of this.lastOf(field.noun, of).rows) rows.add(row)
      } else if (guard.op === 'call' && guard.name === 'figure') {
        const [name] = guard.args
        const figure = name?.op === 'value' ? this.program.figures.figures.get(String(name.value)) : undefined
        if (figure !== undefined) collect(figure.is.guard, { ...of, per: figure.per })
      } else for (const part of partsOf(guard)) collect(part, of)
    }
    collect(is.guard, { ...asked, per })
    return rows
  }

  /** What is filed for a figure: of one party, or of each that it asks about. */
  timelinesOf({ is, per }: Pick<Figure, 'is' | 'per'>, party: number | undefined): readonly Timeline[] {
    return kindsAsked(is.guard, per).flatMap(({ kind, keys }) => {
      const parties = keys.length === 0 ? [undefined] : per.length > 0 ? [party] : everyParty(this.program)
      return parties.flatMap((of) => this.timeline(kind, { per: keys, party: of, at: UNKNOWN }) ?? [])
    })
  }

  /** The reports without which a formula is not known. */
  needs(guard: Guard, asked: Asked): readonly Need[] {
    if (isKnown(this.amount(guard, asked))) return []
    switch (guard.op) {
      case 'value':
      case 'field':
        return []
      case 'list':
        return guard.items.flatMap((item) => this.needs(item, asked))
      case 'not':
      case 'minus':
        return this.needs(guard.of, asked)
      case 'call':
        return this.needsOfCall(guard, asked)
      default:
        return [...this.needs(guard.left, asked), ...this.needs(guard.right, asked)]
    }
  }

  private needsOfCall(call: Call, asked: Asked): readonly Need[] {
    const [first] = call.args
    if (call.name === 'figure' && first?.op === 'value') {
      const figure = this.program.figures.figures.get(String(first.value))
      return figure === undefined ? [] : this.needs(figure.is.guard, { ...asked, per: figure.per })
    }
    if (call.name === 'latest' && first?.op === 'field') {
      return [
        {
          noun: first.noun,
          path: first.path,
          party: asked.per.length === 0 ? undefined : asked.party,
          zone: asked.per.includes('zone') ? asked.zone : undefined,
        },
      ]
    }
    return call.args.flatMap((arg) => this.needs(arg, asked))
  }
}

/** Bodies and chairs stand behind the parties, and send nothing by themselves. */
export function everyParty({ partyCount }: Program): number[] {
  return Array.from({ length: partyCount }, (_, party) => party)
}
