import type { Agreement } from '../../agreement/agreement.ts'
import type { ChangeVerb, Event, Norm, Outcome, Rule } from '../../agreement/rule.ts'

/** What a rule is an example of, in the words in which a drafter would ask for one. */
export interface Shape {
  readonly name: string
  readonly has: (rule: Rule) => boolean
}

/** Of a rule several may hold; of none of them it is a plain duty, a check on a message, a term. */
export const SHAPES: readonly Shape[] = [
  norm('a duty with a time from receipt', (rule) => rule.verb === 'must' && countsFrom(rule, 'received')),
  norm('a duty without a number of days', (rule) => rule.verb === 'must' && rule.until?.kind === 'open'),
  norm('a duty counted back from a date that a message states', (rule) => isDirected(rule, 'before')),
  norm('two lengths of one time, such as an urgent one', ({ until }) =>
    has(until, (clock) => clock.variants.length > 0),
  ),
  norm('a duty every year, quarter or month', (rule) => rule.verb === 'must' && waitsFor(rule, 'every')),
  norm('a duty on a date', (rule) => rule.verb === 'must' && waitsFor(rule, 'date')),
  norm('a duty for each item of a list', (rule) => waitsFor(rule, 'item')),
  norm('a duty when a number is reached', (rule) => waitsFor(rule, 'figure') || waitsFor(rule, 'used up')),
  norm('one act owed by several together', ({ who }) => who.join === 'together with'),
  norm('an office that owes', ({ who }) => who.sets.some(({ of }) => of.kind === 'chair' || of.kind === 'body')),
  norm('a party named in a message', ({ who, to }) =>
    [...who.sets, ...(to?.sets ?? [])].some(({ of }) => of.kind === 'field'),
  ),
  norm('what follows when something was not done in time', (rule) => follows(rule, 'lapses')),
  norm('what follows when something was done late', (rule) => follows(rule, 'performed late')),
  norm('a power', ({ verb, decides }) => verb === 'may' && decides === undefined),
  norm('a power that opens after a time', ({ verb, from }) => verb === 'may' && from !== undefined),
  norm(
    'a power that is lost by silence',
    ({ verb, silence }) => verb === 'may' && silence?.deemed === undefined && silence !== undefined,
  ),
  norm('a power that can be used once', ({ uses }) => uses === 'once'),
  norm('silence that counts as an act', ({ silence }) => silence?.deemed !== undefined),
  norm('a standstill, a prohibition for a time', ({ verb, until }) => verb === 'must not' && until !== undefined),
  norm('a prohibition without an end', ({ verb, until }) => verb === 'must not' && until === undefined),
  norm('a liberty: free to, and bound to nothing', ({ verb }) => verb === 'is free to'),
  norm('a decision by votes', ({ decides }) => decides !== undefined),
  norm('a time that an act makes longer', (rule) => changes(rule, 'to', 'by')),
  norm('a clock that starts again, or stops', (rule) => changes(rule, 'restart', 'stop')),
  norm('an act that ends what is owed, such as a waiver', (rule) => changes(rule, 'end')),
  norm('an excuse', (rule) => changes(rule, 'excuse')),
  norm('a joining party to whom it is owed as well', (rule) => changes(rule, 'add creditor')),
  norm('what outlives leaving', ({ survives }) => survives),
  norm('a rule that rests on another agreement', ({ cites }) => cites !== undefined),
  {
    name: 'a time limit for a message, marked when missed',
    has: (rule) => rule.kind === 'check' && rule.window !== undefined,
  },
  { name: 'an earlier message that has to be there', has: (rule) => rule.kind === 'check' && rule.after !== undefined },
  { name: 'a quota, a limit on how many', has: (rule) => rule.kind === 'limit' && rule.of.kind === 'count' },
  { name: 'a ceiling on a sum', has: (rule) => rule.kind === 'limit' && rule.of.kind === 'sum' },
  { name: 'a number that follows from reports', has: ({ kind }) => kind === 'figure' },
  { name: 'joining, leaving and other standings', has: (rule) => rule.kind === 'standing' && rule.of === 'party' },
  { name: 'entry into force', has: (rule) => rule.kind === 'standing' && rule.of === 'agreement' },
  { name: 'a reservation', has: ({ kind }) => kind === 'reservation' },
  { name: 'a sealed exchange', has: ({ kind }) => kind === 'sealed' },
  { name: 'a claim, and its denial', has: ({ kind }) => kind === 'claim' },
]

/** The names of all shapes that a rule has. */
export function shapesOf(rule: Rule): readonly string[] {
  return SHAPES.filter(({ has }) => has(rule)).map(({ name }) => name)
}

/** Of each shape that an agreement has, the rules that have it, in the order of the file. */
export function rulesByShape({ rules }: Agreement): ReadonlyMap<string, readonly Rule[]> {
  const all = SHAPES.map(({ name, has }) => [name, rules.filter(has)] as const)
  return new Map(all.filter(([, found]) => found.length > 0))
}

function norm(name: string, has: (rule: Norm) => boolean): Shape {
  return { name, has: (rule) => rule.kind === 'norm' && has(rule) }
}

type Count = Extract<NonNullable<Norm['until']>, { readonly kind: 'count' }>

function has(clock: Norm['until'], test: (clock: Count) => boolean): boolean {
  return clock?.kind === 'count' && test(clock)
}

function countsFrom({ until }: Norm, is: 'received'): boolean {
  return has(until, ({ from }) => from.kind === 'act' && from.is === is)
}

function isDirected({ until }: Norm, direction: Count['direction']): boolean {
  return has(until, (clock) => clock.direction === direction)
}

function waitsFor({ when }: Norm, kind: Event['kind']): boolean {
  return when.some((event) => event.kind === kind)
}

function follows({ when }: Norm, is: Outcome): boolean {
  return when.some((event) => event.kind === 'outcome' && event.is === is)
}

function changes(rule: Norm, ...verbs: readonly ChangeVerb[]): boolean {
  return rule.changes.some(({ verb }) => verbs.includes(verb))
}
