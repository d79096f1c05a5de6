import type { Agreement } from '../agreement/agreement.ts'
import type { Check, Fate, Norm, Rule } from '../agreement/rule.ts'
import { isSameRule } from '../language/editions.ts'
import type { Instant } from '../time/instant.ts'
import type { Window } from '../time/window.ts'
import type { Tri } from './verdict.ts'

/** A rule as one or several editions in a row have it, and what becomes of its duties at the end of its time. */
export interface Version<R extends Norm | Check = Norm | Check> {
  readonly rule: R
  /** It is for what arises from here on; infinite: from the first edition. */
  readonly from: Instant
  /** The first instant at which another edition is in force; infinite: it is in the newest. */
  readonly until: Instant
  readonly fate: Fate
  /** The edition that changes it or leaves it out. */
  readonly nextEdition: number
}

/** Each norm and check with the time for which it holds: those of the newest edition first, in their order. */
export function versionsOf({ editions, rules, zone }: Agreement): Version[] {
  if (editions === undefined) return rules.filter(isDated).map((rule) => versionFrom(rule, Number.NEGATIVE_INFINITY))
  let open = new Map<string, Version>()
  const closed: Version[] = []
  editions.forEach((edition, index) => {
    const from = index === 0 ? Number.NEGATIVE_INFINITY : zone.startOf(edition.inForce)
    const next = new Map<string, Version>()
    for (const rule of edition.rules.filter(isDated)) {
      const before = open.get(rule.id)
      const goesOn = before !== undefined && isSameRule(before.rule, rule)
      next.set(rule.id, goesOn ? { ...before, rule } : versionFrom(rule, from))
      if (goesOn) open.delete(rule.id)
    }
    for (const [id, version] of open) {
      const fate = edition.running[id] ?? 'keep'
      closed.unshift({ ...version, until: from, fate, nextEdition: edition.n })
    }
    open = next
  })
  return [...open.values(), ...closed]
}

function isDated(rule: Rule): rule is Norm | Check {
  return rule.kind === 'norm' || rule.kind === 'check'
}

function versionFrom(rule: Norm | Check, from: Instant): Version {
  return { rule, from, until: Number.POSITIVE_INFINITY, fate: 'keep', nextEdition: 0 }
}

/** Is the rule the same in all editions? */
export function isAlways({
  versions,
  holds,
}: {
  readonly versions: readonly unknown[]
  readonly holds: Version | Omit<Version, 'rule'>
}): boolean {
  return versions.length === 1 && holds.from === Number.NEGATIVE_INFINITY && holds.until === Number.POSITIVE_INFINITY
}

/** Is the edition that has this rule in force at that time? Undefined: the time is not known well enough. */
export function isInForce({ from, until }: Pick<Version, 'from' | 'until'>, at: Window): boolean | undefined {
  if (at.latest < from || at.earliest >= until) return false
  return at.earliest >= from && at.latest < until ? true : undefined
}

export interface Progress {
  readonly closes?: Window
  readonly performed?: { readonly shown: Window }
  readonly ending?: { readonly at: Window }
}

/** Was the duty running, and not yet due, when another edition came into force? */
export function isRunningAt({ closes, performed, ending }: Progress, at: Instant): Tri {
  const before = (window: Window | undefined): Tri =>
    window === undefined || window.earliest >= at ? 'no' : window.latest < at ? 'yes' : 'maybe'
  const isDue: Tri = closes === undefined || closes.earliest > at ? 'no' : closes.latest <= at ? 'yes' : 'maybe'
  const over = [before(performed?.shown), before(ending?.at), isDue]
  if (over.includes('yes')) return 'no'
  return over.includes('maybe') ? 'maybe' : 'yes'
}
