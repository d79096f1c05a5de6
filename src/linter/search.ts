import type { KindName, RuleId } from '../agreement/clause.ts'
import type { Clock } from '../agreement/clock.ts'
import type { ActKind } from '../agreement/kind.ts'
import type { Event, Norm } from '../agreement/rule.ts'
import type { Line } from '../engine/reading/line.ts'
import { type PeriodSeries, periodAfter, periodAt, periodStart, writtenPeriod } from '../time/calendar-period.ts'
import type { Stories, Story } from './story.ts'

/** A story in which a rule has called a line into being. */
export interface Arisen {
  readonly story: Story
  readonly line: Line
}

const DAY = 86_400_000
const YEAR = 370 * DAY
const DEPTH_MAX = 6
/** So many days after it is put, most of what silence decides is decided. */
const DECIDED_DAYS = 60

/**
 * Looks for the shortest story in which a rule arises, and in which what it asks for is done. It goes backwards from the rule
 * to what it waits for, and asks the engine of every story that it makes: nothing here knows what a rule means.
 */
export class Search {
  private readonly stories: Stories
  private readonly norms: ReadonlyMap<RuleId, Norm>
  /** Events for which no story is made, by the words in which they are said. */
  readonly beyond = new Set<string>()

  constructor(stories: Stories) {
    this.stories = stories
    const norms = stories.agreement.rules.filter((rule) => rule.kind === 'norm')
    this.norms = new Map(norms.map((norm) => [norm.id, norm]))
  }

  /** Stories in which the rule arises. */
  *arising(norm: Norm, trail: readonly RuleId[] = []): Generator<Arisen> {
    if (trail.includes(norm.id) || trail.length > DEPTH_MAX) return
    // Nor do two of them state the same on purpose.
    if (norm.what.link?.kind === 'with') this.beyond.add(norm.what.link.kind)
    for (const event of norm.when) {
      for (const happened of this.happening(event, [...trail, norm.id])) {
        const arisen = this.arisenIn(norm, happened)
        if (arisen !== undefined) yield arisen
        if (this.stories.isSpent) return
      }
    }
  }

  /** At once, or when the time is over that it waits for: what that counts from may come some days later. */
  private arisenIn(norm: Norm, happened: Story): Arisen | undefined {
    const waits =
      norm.from === undefined ? [0] : [0, 4, 30].map((days) => waitOf(norm.from as Clock, happened.at) + days * DAY)
    for (const wait of waits) {
      const story = wait === 0 ? happened : this.stories.later(happened, happened.at + wait)
      const line = this.stories
        .lines(story)
        .find(({ rule, reading }) => rule === norm.id && reading !== 'not derivable')
      if (line !== undefined) return { story, line }
    }
    return undefined
  }

  private *happening(event: Event, trail: readonly RuleId[]): Generator<Story> {
    const { stories } = this
    switch (event.kind) {
      case 'item':
        // Trial messages hold no lists to speak of.
        this.beyond.add(event.kind)
        yield* this.deciding(event, trail)
        return
      case 'act':
        yield* this.deciding(event, trail)
        return
      case 'claim':
        yield* this.making(event.claim, trail)
        return
      case 'every':
        yield stories.start
        yield stories.later(stories.start, Math.max(stories.start.at + YEAR, this.firstOf(event)))
        return
      case 'date':
        yield stories.later(stories.start, stories.agreement.zone.endOf(event.day))
        return
      case 'outcome': {
        const source = this.norms.get(event.rule)
        if (source === undefined) return
        for (const arisen of this.arising(source, trail)) yield* this.becoming(arisen, event.is)
        return
      }
      default:
        this.beyond.add(event.kind)
    }
  }

  /** What waits for a decision waits until it closes; how members vote takes more acts than a trial story has. */
  private *deciding({ act, decided }: Event & { kind: 'act' | 'item' }, trail: readonly RuleId[]): Generator<Story> {
    if (decided === undefined) {
      yield* this.making(act, trail)
      return
    }
    this.beyond.add(decided)
    for (const story of this.making(act, trail)) yield this.stories.later(story, story.at + DECIDED_DAYS * DAY)
  }

  private *becoming({ story, line }: Arisen, is: string): Generator<Story> {
    const past = line.closes === undefined || !Number.isFinite(line.closes.latest) ? undefined : line.closes.latest + 1
    if (is === 'lapses' || is === 'ends') {
      if (past !== undefined) yield this.stories.later(story, past)
      if (is === 'lapses') return
    }
    yield* this.doing(is === 'performed late' && past !== undefined ? this.stories.later(story, past) : story, line)
  }

  /** Stories that end with an act of this kind. */
  *making(kind: KindName, trail: readonly RuleId[], chain: readonly KindName[] = []): Generator<Story> {
    const { stories } = this
    const def = stories.kinds.get(kind)
    if (def === undefined || chain.includes(kind) || stories.isSpent) return
    const powers = [...this.norms.values()].filter(({ verb, what }) => verb === 'may' && what.acts.includes(kind))
    for (const power of powers) {
      for (const { story, line } of this.arising(power, trail)) yield* this.doing(story, line, kind)
    }
    if (powers.length > 0) return
    if (!def.mustRefer || def.refersTo.length === 0) yield* stories.sending(stories.start, def, undefined)
    for (const target of def.refersTo) {
      for (const story of this.making(target, trail, [...chain, kind])) {
        yield* stories.sending(story, def, story.acts.at(-1)?.id)
      }
    }
  }

  /** Stories that go on with what the line asks for, or allows: by whoever holds it, about whatever is there. */
  *doing(story: Story, line: Line, only?: KindName): Generator<Story> {
    const norm = this.norms.get(line.rule ?? '')
    if (norm === undefined) return
    const by = this.stories.actingFor(story, line)
    for (const kind of only === undefined ? norm.what.acts : [only]) {
      const def = this.stories.kinds.get(kind)
      if (def === undefined) continue
      for (const refersTo of this.targets(story, kind)) {
        for (const next of this.stories.sending(story, def, refersTo, by, this.stories.owedTo(line))) {
          yield norm.what.link?.kind === 'period' ? withPeriod(next, this.periodOf(line, norm)) : next
        }
      }
      if (this.targets(story, kind).length === 0) yield* this.doingBetween(story, def, by)
    }
  }

  /** The act refers to something that is not there yet. */
  private *doingBetween(story: Story, def: ActKind, by: readonly string[]): Generator<Story> {
    for (const between of def.refersTo) {
      const middle = this.stories.kinds.get(between)
      if (middle === undefined) continue
      for (const target of this.targets(story, between)) {
        for (const longer of this.stories.sending(story, middle, target)) {
          yield* this.stories.sending(longer, def, longer.acts.at(-1)?.id, by)
        }
      }
    }
  }

  /** To which acts of the story an act of this kind can refer, the last first; undefined: to none. */
  private targets(story: Story, kind: KindName): readonly (string | undefined)[] {
    const def = this.stories.kinds.get(kind)
    const fitting = story.acts.filter((act) => def?.refersTo.includes(act.kind)).map(({ id }) => id)
    return def?.mustRefer === true && def.refersTo.length > 0 ? fitting.reverse() : [...fitting.reverse(), undefined]
  }

  /** When the first of these periods begins, which may be after the agreement does. */
  private firstOf(series: PeriodSeries): number {
    const { zone, start } = this.stories.agreement
    return zone.startOf(periodStart(periodAt(series, start)))
  }

  private periodOf(line: Line, norm: Norm): number | string {
    const { link } = norm.what
    const { period } = line.basis
    return link?.kind !== 'period' || period === undefined ? 0 : writtenPeriod(periodAfter(period, link.offset))
  }
}

function withPeriod(story: Story, period: number | string): Story {
  const last = story.acts.at(-1)
  return last === undefined ? story : { ...story, acts: [...story.acts.slice(0, -1), { ...last, period }] }
}

function waitOf(from: Clock, at: number): number {
  if (from.kind === 'date') return Math.max(0, (from.day + 1) * DAY - at)
  return from.kind === 'count' ? from.period.n * DAYS_AT_MOST[from.period.unit] * DAY : DAY
}

const DAYS_AT_MOST = { minute: 1, hour: 1, day: 1, 'working day': 7, week: 7, month: 31, year: 366 } as const
