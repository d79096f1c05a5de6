import type { Json } from '../../src/agreement/act.ts'
import { Random } from '../random.ts'
import { completed } from './completed.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** What is written down of an act beside its id; times in milliseconds. */
export interface Told {
  readonly kind: string
  readonly by: string
  /** Left out: to the public. */
  readonly to?: string | readonly string[]
  readonly at: number
  readonly about?: number
  readonly period?: number | string
  readonly body?: Readonly<Record<string, unknown>>
}

/** So many in a hundred times are known as a day alone, and so many acts arrive long after they were sent. */
const DAYS_ONLY = 5
const OUT_OF_ORDER = 1
/** So many in a hundred of what is due come late, and so many never. */
const LATE = 2
const NEVER = 1

/**
 * Acts of a made-up decade: put down in any order, told apart by numbers, written in the order in which they arrive. The same
 * bytes on every machine.
 */
export class Chronicle {
  readonly random = new Random(20)
  readonly #acts: Told[] = []
  readonly #forms: ReadonlyMap<string, Json | undefined>

  /** `forms`: by kind of act. */
  constructor(forms: ReadonlyMap<string, Json | undefined>) {
    this.#forms = forms
  }

  get size(): number {
    return this.#acts.length
  }

  add(act: Told): number {
    this.#acts.push(act)
    return this.#acts.length - 1
  }

  /** At some time before it is due, or soon after it; undefined: never. */
  before(due: number, earliest: number): number | undefined {
    const { random } = this
    if (random.chance(NEVER)) return undefined
    if (random.chance(LATE)) return due + random.between(1, 40 * 24) * HOUR + this.minutes()
    return earliest + Math.floor(((due - earliest) * random.below(1000)) / 1000)
  }

  minutes(): number {
    return this.random.below(60) * 60_000
  }

  /** Lines in the form of `spec/acts.md`. */
  lines(): string[] {
    const { random } = this
    const order = this.#acts.map((act, index) => ({
      index,
      arrives: act.at + (random.chance(OUT_OF_ORDER) ? random.below(60) * DAY : 0),
    }))
    order.sort((a, b) => a.arrives - b.arrives || a.index - b.index)
    return order.map(({ index }) => this.#line(this.#acts[index] as Told, index))
  }

  #line({ kind, by, to, at, about, period, body }: Told, index: number): string {
    const isDay = about === undefined && this.random.chance(DAYS_ONLY)
    const time = `${new Date(at).toISOString().slice(0, isDay ? 10 : 19)}${isDay ? '' : 'Z'}`
    const act = {
      id: idOf(kind, index),
      kind,
      by,
      ...(to === undefined ? {} : { to }),
      transmitted: time,
      ...(to === undefined || isDay ? {} : { received: time }),
      ...(about === undefined ? {} : { refersTo: idOf((this.#acts[about] as Told).kind, about) }),
      ...(period === undefined ? {} : { period }),
      ...(body === undefined ? {} : { body: completed(body, this.#forms.get(kind)) }),
    }
    return `${JSON.stringify(act)}\n`
  }
}

function idOf(kind: string, index: number): string {
  return `${kind}-${index}`
}

export const TEXT = 'As agreed in the document, in the agreed format, for the information of all participating States.'

/** `2016-05-03`, as forms ask for days. */
export function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

export function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

export function inYear(told: Chronicle, year: number): number {
  return Date.UTC(year, 0, 10) + told.random.below(320) * DAY + told.random.below(24) * HOUR + told.minutes()
}

export function pick(told: Chronicle, states: readonly string[]): string {
  return states[told.random.below(states.length)] as string
}

export function other(told: Chronicle, states: readonly string[], than: string): string {
  for (;;) {
    const found = pick(told, states)
    if (found !== than) return found
  }
}
