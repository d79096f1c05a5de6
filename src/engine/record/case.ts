import type { Json } from '../../agreement/act.ts'
import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { Guard } from '../../agreement/guard.ts'
import type { Stage } from '../../agreement/kind.ts'
import type { Event, Link } from '../../agreement/rule.ts'
import { defaultAt } from '../../language/guard/guard-form.ts'
import { phraseOfField, phraseOfNumber } from '../../language/sentence/sentence.ts'
import { isExact } from '../../time/window.ts'
import { type Amount, exactAmount, isKnown, NOT_KNOWN } from '../count/amounts.ts'
import type { Asker } from '../duty/in-force.ts'
import type { Roles } from '../party/roles.ts'
import { isAlways, isInForce } from '../program/editions.ts'
import { asksIn, type Measure } from '../program/figure-guard.ts'
import { missing, type Read } from '../program/guard.ts'
import type { Item, NormEntry, Program, Test } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from './act-table.ts'
import { type Chronology, fieldOf } from './chronology.ts'

/**
 * A case: an act and everything that refers to it, however far. What a rule makes of an act is looked up in its case and
 * nowhere else, and nothing that is looked up outlives the next act: so no order of arrival can show, and an act that comes years late
 * costs what its own case costs.
 */
export class Cases {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly roles: Roles
  private readonly atStage = new Map<string, ReadonlySet<number>>()
  private readonly itemForms: ReadonlyMap<string, Json | undefined>
  /** One reader for all guards, pointed at the act in hand: no closure per act. */
  private here: Row = 0
  private readonly read = (noun: string, path: readonly string[]) => {
    const { item } = this.roles
    if (item?.as === noun) return fieldOf(item.body, path) ?? this.defaultIn(this.itemForms.get(noun), path)
    const act = this.roles.noun(noun, this.here)
    if (act === undefined) return undefined
    const { form } = (this.program.kinds[this.table.kind(act)] as Program['kinds'][number]).kind
    // What a message leaves out is not known, unless its form says what leaving it out means.
    return this.table.field(act, path) ?? this.defaultIn(form, path)
  }
  /** What forms say of the fields that the agreement names, by their paths: each place that names one has a path of its own. */
  private readonly defaults = new Map<readonly string[], Default>()
  private defaultIn(form: Json | undefined, path: readonly string[]): Json | undefined {
    let known = this.defaults.get(path)
    if (known === undefined || known.form !== form) {
      known = { form, value: defaultAt(form, path) }
      this.defaults.set(path, known)
    }
    return known.value
  }

  /** Set by the ledger: figures and limits, seen from an act. */
  figures: (guard: Guard, row: Row, read: Read) => Amount = () => NOT_KNOWN
  /** Set by the ledger: whether a rule is in force. */
  inForce: (rule: RuleId, asker: Asker) => Tri = () => 'maybe'
  /** Set by the ledger: whether something is claimed about what an act refers to. */
  claimed: (claim: KindName, row: Row) => Tri = () => 'maybe'
  /** Whose guard it is; undefined: of a rule before it is asked for whom. */
  private asker: Asker | undefined
  private readonly measure: Measure = (guard) => {
    const { here, asker } = this
    const { item } = this.roles
    const amount =
      guard.op === 'call' && (guard.name === 'inForce' || guard.name === 'claimed')
        ? this.ask(guard, here)
        : this.figures(guard, here, this.read)
    // What is counted, and what is in force, has guards of its own.
    this.here = here
    this.asker = asker
    this.roles.item = item
    return amount
  }

  private ask({ name, args: [of] }: Guard & { readonly op: 'call' }, here: Row): Amount {
    if (of?.op !== 'value' || (name === 'inForce' && this.asker === undefined)) return NOT_KNOWN
    this.roles.item = undefined
    const id = String(of.value)
    const answer = name === 'claimed' ? this.claimed(id, here) : this.inForce(id, this.asker as Asker)
    return answer === 'maybe' ? NOT_KNOWN : exactAmount(answer === 'yes' ? 1 : 0)
  }

  constructor(program: Program, table: ActTable, chronology: Chronology, roles: Roles) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.roles = roles
    this.itemForms = new Map(program.agreement.items?.map(({ name, form }) => [name, form]))
  }

  /** A guard seen from an act: undefined is "not known". */
  holds(test: Test | undefined, row: Row, asker?: Asker): boolean | undefined {
    if (test === undefined) return true
    this.here = row
    this.asker = asker
    const value = test(this.read, this.measure)
    return typeof value === 'boolean' ? value : undefined
  }

  /** Does the trigger refer to what the rule says it must? */
  isLinked(entry: NormEntry, row: Row): boolean {
    for (const event of entry.norm.when) if (this.isCalledBy(event, row)) return true
    return false
  }

  private isCalledBy(event: Event, row: Row): boolean {
    const kind = this.table.kind(row)
    const { kinds, normIndex } = this.program
    const { name } = (kinds[kind] as Program['kinds'][number]).kind
    switch (event.kind) {
      case 'claim':
        return event.claim === name
      case 'outcome': {
        const powers = event.is === 'exercised' ? normIndex.get(event.rule)?.versions : undefined
        return powers?.some(({ acts }) => acts.has(kind)) === true
      }
      case 'item':
        return event.act === name
      case 'act':
        return event.act === name && this.refersAsIn(event.link, row)
      default:
        return false
    }
  }

  /** Does the act refer to what a rule says of it? */
  refersAsIn(link: Link | undefined, row: Row): boolean {
    if (link?.kind !== 'to' && link?.kind !== 'about') return true
    const noun = this.program.kindIndex.get(link.noun)
    if (link.kind === 'about') return noun !== undefined && this.chronology.nearest(row, noun) !== undefined
    return this.table.refsOf(row).some((target) => this.table.counts(target) && this.table.kind(target) === noun)
  }

  /** Does the rule apply to this trigger? Without `asker`, what is in force for a party is not known. */
  applies(entry: NormEntry, trigger: Row, asker?: Asker): boolean | undefined {
    const isOfEdition = this.isOfEdition(entry, trigger)
    if (isOfEdition === false) return false
    const holds = this.holds(entry.if, trigger, asker)
    if (holds === false) return false
    const isNamed = this.isNamed(entry, trigger)
    const yes = isOfEdition === undefined || !isNamed ? undefined : holds
    if (entry.unless === undefined) return yes
    const not = this.holds(entry.unless, trigger, asker)
    if (not === true) return false
    return not === undefined ? undefined : yes
  }

  /** Does the rule apply to an item of a list? Of two with one key it cannot be told. */
  appliesTo(entry: NormEntry, trigger: Row, item: Item | undefined, asker?: Asker): boolean | undefined {
    const before = this.roles.item
    this.roles.item = item
    const applies = this.applies(entry, trigger, asker)
    this.roles.item = before
    return item?.isTwin === true && applies === true ? undefined : applies
  }

  /** Do the messages say who owes it, to whom, and what? */
  private isNamed({ partyFields, norm }: NormEntry, trigger: Row): boolean {
    this.here = trigger
    for (const { noun, path } of partyFields) if (this.read(noun, path) === undefined) return false
    const { link } = norm.what
    return link?.kind !== 'with' || this.read(link.noun, link.equals) !== undefined
  }

  /** Fields that should, and are left out. */
  private unnamed(entry: NormEntry, trigger: Row): string[] {
    this.here = trigger
    const { link } = entry.norm.what
    const needed =
      link?.kind === 'with' ? [...entry.partyFields, { noun: link.noun, path: link.equals }] : entry.partyFields
    const missed = needed.filter(({ noun, path }) => this.read(noun, path) === undefined)
    return missed.map(({ noun, path }) => [noun, ...path].join('.'))
  }

  /** Was the edition that has the rule in force when the act was sent? */
  private isOfEdition(entry: NormEntry, trigger: Row): boolean | undefined {
    return isAlways(entry) || isInForce(entry.holds, this.chronology.effective(trigger))
  }

  /** The fields that a rule's guard needs and the messages do not give; undefined: none. */
  missingFor(asker: Asker): string | undefined {
    const { entry, trigger, item } = asker
    if (this.appliesTo(entry, trigger, item, asker) !== undefined) return undefined
    if (this.isOfEdition(entry, trigger) === undefined) {
      return isExact(this.chronology.effective(trigger))
        ? 'the day from which an edition holds, since editions differ'
        : 'the day of the act, since editions differ'
    }
    if (item?.isTwin === true) return `one ${item.as} only that is ${item.key}`
    const before = this.roles.item
    this.roles.item = item
    const missed = this.missedBy(asker)
    this.roles.item = before
    return missed
  }

  /** What equals the field of the act that performs. */
  valueSought(entry: NormEntry, trigger: Row): Json | undefined {
    const { link } = entry.norm.what
    this.here = trigger
    return link?.kind === 'with' ? this.read(link.noun, link.equals) : undefined
  }

  private missedBy(asker: Asker): string {
    const { entry, trigger } = asker
    this.here = trigger
    this.asker = asker
    const guards = [entry.norm.if, entry.norm.unless].filter((text) => text !== undefined)
    const fields = [...guards.flatMap((text) => missing(text.guard, this.read)), ...this.unnamed(entry, trigger)]
    const asked = guards.flatMap((text) => asksIn(text.guard)).filter((guard) => !isKnown(this.measure(guard)))
    return [
      ...fields.map((field) => phraseOfField(field, this.program.agreement)),
      ...asked.map((guard) => phraseOfNumber(guard, this.program.agreement)),
    ].join(', ')
  }

  /** Which period of the clock holds: index of the variant, -1 the main one, undefined where its guard is not known. */
  variant(entry: NormEntry, trigger: Row): number | undefined {
    for (let i = 0; i < entry.variants.length; i++) {
      const holds = this.holds(entry.variants[i], trigger)
      if (holds === true) return i
      if (holds === undefined) return undefined
    }
    return -1
  }

  /** Acts that refer to `anchor` itself, or with `deep` to anything below it, of the kinds given. */
  about(anchor: Row, deep: boolean, kinds: ReadonlySet<number>): readonly Row[] {
    if (this.table.edgeOf(anchor) === 0) return NONE
    const found: Row[] = []
    if (deep) {
      for (const row of this.below(anchor)) {
        if (this.table.counts(row) && kinds.has(this.table.kind(row))) found.push(row)
      }
    } else {
      for (let edge = this.table.edgeOf(anchor); edge !== 0; edge = this.table.nextEdge(edge)) {
        const child = this.table.childAt(edge)
        if (this.table.counts(child) && kinds.has(this.table.kind(child)) && !found.includes(child)) found.push(child)
      }
    }
    return found
  }

  /** Everything that refers to an act, however far; below an act that does not count nothing is looked for. */
  below(anchor: Row): Iterable<Row> {
    const { table } = this
    const seen = new Set([anchor])
    for (const row of seen) {
      if (row !== anchor && !table.counts(row)) continue
      for (let edge = table.edgeOf(row); edge !== 0; edge = table.nextEdge(edge)) seen.add(table.childAt(edge))
    }
    seen.delete(anchor)
    return seen
  }

  /** Acts of these kinds that this one refers to, however far, and itself. */
  above(row: Row, kinds: ReadonlySet<number>): readonly Row[] {
    const { table } = this
    const found: Row[] = []
    // Nearly all acts refer to one: a chain.
    for (let at = row; table.counts(at); at = table.firstRef(at) as Row) {
      if (kinds.has(table.kind(at))) found.push(at)
      if (table.firstRef(at) === undefined) return found
      if (!table.hasOneRef(at)) return this.aboveOfSeveral(row, kinds)
    }
    return found
  }

  private aboveOfSeveral(row: Row, kinds: ReadonlySet<number>): readonly Row[] {
    const seen = new Set([row])
    for (const at of seen) {
      if (this.table.counts(at)) for (const target of this.table.refsOf(at)) seen.add(target)
    }
    return [...seen].filter((at) => this.table.counts(at) && kinds.has(this.table.kind(at)))
  }

  /** The kinds of act that stand at these places of a case. */
  kindsAt(...stages: readonly Stage[]): ReadonlySet<number> {
    const key = stages.join()
    let kinds = this.atStage.get(key)
    if (kinds === undefined) {
      kinds = new Set(this.program.kinds.flatMap(({ kind, index }) => (stages.includes(kind.stage) ? [index] : [])))
      this.atStage.set(key, kinds)
    }
    return kinds
  }

  /**
   * The order in which acts count: effective instant, depth of reference, sender, id. A windowed act stands where it has
   * happened for certain, at its latest end.
   */
  compareRows(a: Row, b: Row): number {
    const at = this.chronology.effective(a)
    const bt = this.chronology.effective(b)
    return (
      apart(at.latest, bt.latest) ||
      apart(at.earliest, bt.earliest) ||
      this.depth(a) - this.depth(b) ||
      (this.table.sendersOf(a)[0] as number) - (this.table.sendersOf(b)[0] as number) ||
      (this.table.id(a) < this.table.id(b) ? -1 : 1)
    )
  }

  /** How many steps of reference lie above an act. */
  private depth(row: Row): number {
    const seen = new Set([row])
    let depth = -1
    for (let level: readonly Row[] = [row]; level.length > 0; depth++) {
      const next = new Set(level.flatMap((at) => (this.table.counts(at) ? this.table.refsOf(at) : [])))
      level = [...next].filter((at) => !seen.has(at))
      for (const at of level) seen.add(at)
    }
    return depth
  }
}

const NONE: readonly Row[] = []

interface Default {
  readonly form: Json | undefined
  readonly value: Json | undefined
}

/** Two unbounded ends are no distance apart. */
function apart(a: number, b: number): number {
  return a === b ? 0 : a - b
}
