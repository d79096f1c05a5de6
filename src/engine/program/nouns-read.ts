import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName } from '../../agreement/clause.ts'
import type { Anchor, Clock } from '../../agreement/clock.ts'
import type { Guard } from '../../agreement/guard.ts'
import type { Check, Limit, Norm, PartyExpr, Rule } from '../../agreement/rule.ts'
import { adoptingKinds } from './texts.ts'

/** Kinds of act whose body some rule reads: only those bodies are kept. */
export function nounsRead(agreement: Agreement): Set<KindName> {
  const rules = agreement.editions?.flatMap((edition) => edition.rules) ?? agreement.rules
  // Which text an amendment adopts.
  const adopting = adoptingKinds({ ...agreement, editions: agreement.byActs?.texts ?? agreement.editions })
  return new Set([...adopting, ...rules.flatMap((rule) => [...nounsOfRule(rule)])])
}

function* nounsOfCheck({ if: guard, unless, where, window, after, by }: Check): Generator<KindName> {
  for (const text of [guard, unless, where]) yield* nounsOfGuard(text?.guard)
  if (window !== undefined) yield* nounsOfAnchor(window.kind === 'not later than' ? window.at : window.before)
  for (const { act, equals } of after ?? []) yield* [act, equals.noun]
  if (by !== undefined) yield by.of.noun
}

function* nounsOfRule(rule: Rule): Generator<KindName> {
  if (rule.kind === 'check') yield* nounsOfCheck(rule)
  if (rule.kind === 'figure') yield* nounsOfGuard(rule.is.guard)
  if (rule.kind === 'limit') yield* nounsOfLimit(rule)
  if (rule.kind === 'reservation' && rule.excludes !== undefined) yield rule.id
  if (rule.kind === 'reservation') yield* nounsOfClock(rule.until)
  if (rule.kind === 'sealed') yield* [rule.acts, ...rule.openedBy.acts]
  if (rule.kind !== 'norm') return
  yield* nounsOfLists(rule)
  yield* nounsOfDecision(rule)
  for (const text of [rule.if, rule.unless, rule.what.if]) yield* nounsOfGuard(text?.guard)
  for (const change of rule.changes) {
    yield* nounsOfGuard(change.if?.guard)
    if (change.stated !== undefined) yield change.stated.noun
    for (const parties of [change.who, change.creditor]) yield* nounsOfParties(parties)
  }
  for (const clock of [rule.from, rule.until]) yield* nounsOfClock(clock)
  for (const parties of [rule.who, rule.to]) yield* nounsOfParties(parties)
  if (typeof rule.timedBy === 'object') yield rule.timedBy.noun
  // Digests are compared.
  for (const { sealed, by } of rule.decides?.positions ?? []) if (sealed !== undefined) yield* [sealed, ...by.acts]
}

function* nounsOfLimit({ of, atMost, per }: Limit): Generator<KindName> {
  yield* nounsOfGuard(atMost.guard)
  for (const key of per) {
    if (key.kind === 'value') yield key.noun
    else yield* nounsOfParties({ join: 'and', sets: [key.of] })
  }
  if (of.kind === 'sum') return
  yield* nounsOfGuard(of.if?.guard)
  yield* nounsOfGuard(of.unless?.guard)
  if (of.path !== undefined || of.stated?.key !== undefined) yield of.act
  if (of.stated !== undefined) yield of.stated.from.noun
  if (of.stated?.until !== undefined) yield of.stated.until.noun
}

/** Whose messages say what position is taken, for whom, what they open, and who is there. */
function* nounsOfDecision({ decides }: Norm): Generator<KindName> {
  if (decides === undefined) return
  for (const { by, sealed } of decides.positions) {
    yield* by.acts
    if (sealed !== undefined) yield sealed
  }
  for (const { noun } of decides.presence?.named ?? []) yield noun
  const patterns = [
    ...decides.positions.map(({ by }) => by),
    ...(decides.presence?.by ?? []),
    ...[decides.presence?.left, decides.proxies?.given, decides.setAsideBy].filter((one) => one !== undefined),
    ...decides.closes.flatMap((closing) => (closing.kind === 'act' ? [closing.when] : [])),
  ]
  for (const { if: guard } of patterns) yield* nounsOfGuard(guard?.guard)
  for (const closing of decides.closes) if (closing.kind === 'act') yield* nounsOfParties(closing.who)
  if (typeof decides.tie === 'object') yield* nounsOfParties(decides.tie.casting)
}

/** Lists whose items the rule is for, and acts that are found by what they state. */
function* nounsOfLists({ when, what }: Norm): Generator<KindName> {
  for (const event of when) if (event.kind === 'item') yield event.act
  if (what.link?.kind !== 'with') return
  yield* what.acts
  yield what.link.noun
}

function* nounsOfGuard(guard: Guard | undefined): Generator<KindName> {
  if (guard === undefined) return
  if (guard.op === 'field') yield guard.noun
  else if (guard.op === 'list') for (const item of guard.items) yield* nounsOfGuard(item)
  else if (guard.op === 'call') for (const arg of guard.args) yield* nounsOfGuard(arg)
  else if ('of' in guard) yield* nounsOfGuard(guard.of)
  else if ('left' in guard) {
    yield* nounsOfGuard(guard.left)
    yield* nounsOfGuard(guard.right)
  }
}

function* nounsOfClock(clock: Clock | undefined): Generator<KindName> {
  if (clock?.kind === 'at') yield* nounsOfAnchor(clock.at)
  if (clock?.kind !== 'count') return
  yield* nounsOfAnchor(clock.from)
  for (const variant of clock.variants) yield* nounsOfGuard(variant.if.guard)
}

function* nounsOfAnchor(anchor: Anchor): Generator<KindName> {
  if (anchor.kind === 'field') yield anchor.noun
}

function* nounsOfParties(expr: PartyExpr | undefined): Generator<KindName> {
  for (const set of expr?.sets ?? []) {
    for (const role of [set.of, ...set.except]) if (role.kind === 'field') yield role.noun
  }
}
