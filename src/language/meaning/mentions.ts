import type { KindName } from '../../agreement/clause.ts'
import type { Clock } from '../../agreement/clock.ts'
import type { Tally } from '../../agreement/decision.ts'
import type { Limit, Link, Norm, Rule } from '../../agreement/rule.ts'
import { kindsIn } from '../guard/guard-figure.ts'

/** The kinds of act on which something depends: every kind that some rule, check, term or claim names. */
export function mentionedKinds(rules: readonly Rule[]): ReadonlySet<KindName> {
  const items = new Set(rules.flatMap(itemsOf))
  return new Set(rules.flatMap(mentionsOf).filter((name) => !items.has(name)))
}

/** What a rule calls an item of a list: clocks and terms name it as they name an act. */
function itemsOf(rule: Rule): readonly string[] {
  return rule.kind === 'norm' ? rule.when.flatMap((event) => (event.kind === 'item' ? [event.as] : [])) : []
}

function mentionsOf(rule: Rule): readonly KindName[] {
  if (rule.kind === 'norm') return mentionsOfNorm(rule)
  if (rule.kind === 'check') return [rule.on, ...(rule.after ?? []).map(({ act }) => act)]
  if (rule.kind === 'term') return [rule.of]
  if (rule.kind === 'figure') return kindsIn(rule.is.guard)
  if (rule.kind === 'limit') return mentionsOfLimit(rule)
  if (rule.kind === 'claim')
    return [rule.id, ...rule.about, ...(rule.deniedWith === undefined ? [] : [rule.deniedWith])]
  if (rule.kind === 'reservation') return [rule.id, ...(rule.unless?.acts ?? []), ...(rule.ends?.acts ?? [])]
  if (rule.kind === 'sealed') return [rule.acts, ...rule.openedBy.acts]
  if (rule.kind === 'standing')
    return [...rule.begins, ...rule.ends].flatMap(({ event }) => (event.kind === 'act' ? [event.act] : []))
  return []
}

function mentionsOfLimit({ of, atMost, notCounted }: Limit): KindName[] {
  if (of.kind === 'sum') return [...kindsIn(atMost.guard)]
  const patterns = [of.until, notCounted].filter((pattern) => pattern !== undefined)
  return [of.act, ...patterns.flatMap(({ acts }) => acts), ...kindsIn(atMost.guard)]
}

function mentionsOfNorm(norm: Norm): KindName[] {
  const kinds = norm.when.flatMap((event) => {
    if (event.kind === 'act') return [event.act, ...nounOf(event.link)]
    if (event.kind === 'item') return [event.act]
    return event.kind === 'claim' ? [event.claim] : []
  })
  kinds.push(...norm.what.acts, ...nounOf(norm.what.link), ...nounsOfClock(norm.from), ...nounsOfClock(norm.until))
  for (const { when } of norm.changes) kinds.push(...when.acts, ...nounOf(when.link))
  if (norm.decides !== undefined) kinds.push(...mentionsOfTally(norm.decides))
  if (norm.covering !== undefined) kinds.push(norm.covering)
  if (norm.silence?.deemed !== undefined) kinds.push(norm.silence.deemed)
  return kinds
}

function mentionsOfTally({ positions, proxies, presence, closes, setAsideBy, attached, oneOf }: Tally): KindName[] {
  const patterns = [
    ...positions.map(({ by }) => by),
    proxies?.given,
    ...(presence?.by ?? []),
    presence?.left,
    ...closes.map((closing) => (closing.kind === 'act' ? closing.when : undefined)),
    setAsideBy,
  ].filter((pattern) => pattern !== undefined)
  return [
    ...patterns.flatMap(({ acts, link }) => [...acts, ...nounOf(link)]),
    ...positions.flatMap(({ sealed }) => sealed ?? []),
    ...(presence?.named ?? []).map(({ noun }) => noun),
    ...attached,
    ...(oneOf === undefined ? [] : [oneOf]),
  ]
}

function nounOf(link: Link | undefined): KindName[] {
  return link?.kind === 'to' || link?.kind === 'about' ? [link.noun] : []
}

function nounsOfClock(clock: Clock | undefined): KindName[] {
  const anchor = clock?.kind === 'count' ? clock.from : clock?.kind === 'at' ? clock.at : undefined
  return anchor?.kind === 'act' || anchor?.kind === 'field' ? [anchor.noun] : []
}
