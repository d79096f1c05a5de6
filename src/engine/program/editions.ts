import type { Agreement } from '../../agreement/agreement.ts'
import type { Check, Edition, Fate, Norm, Rule } from '../../agreement/rule.ts'
import { isSameRule } from '../../language/declared/editions.ts'
import { exactly, NEVER, type Window } from '../../time/window.ts'
import type { Zone } from '../../time/zone.ts'
import type { Ending } from '../clock/ending.ts'
import type { Tri } from '../reading/verdict.ts'

/** A rule as one or several editions in a row have it, and what becomes of its duties at the end of its time. */
export interface Version<R extends Norm | Check = Norm | Check> {
  readonly rule: R
  /** It is for what arises from here on; infinite: from the first edition. */
  readonly from: Window
  /** The first instant at which another edition is in force; infinite: it is in the newest. */
  readonly until: Window
  /** When the edition that changes it, or leaves it out, comes into force. */
  readonly next: Window
  readonly fate: Fate
  /** The edition that changes it or leaves it out. */
  readonly nextEdition: number
}

/** Each norm and check with the time for which it holds: those of the newest edition first, in their order. */
export function versionsOf({ editions, rules, zone }: Agreement): Version[] {
  if (editions === undefined) return rules.filter(isDated).map((rule) => versionFrom(rule, ALWAYS))
  let open = new Map<string, Version>()
  const closed: Version[] = []
  const times = editions.map((edition) => sinceOf(edition, zone))
  editions.forEach((edition, index) => {
    const from = index === 0 ? ALWAYS : (times[index] as Window)
    const until = editions[index - 1]?.until ?? from
    const next = new Map<string, Version>()
    for (const rule of edition.rules.filter(isDated)) {
      const before = open.get(rule.id)
      const goesOn = before !== undefined && isSameRule(before.rule, rule)
      next.set(rule.id, goesOn ? { ...before, rule } : versionFrom(rule, from))
      if (goesOn) open.delete(rule.id)
    }
    for (const [id, version] of open) {
      const fate = edition.running[id] ?? 'keep'
      closed.unshift({ ...version, until, next: from, fate, nextEdition: edition.n })
    }
    open = next
  })
  return [...open.values(), ...closed]
}

/** When an edition comes into force: by acts, or on its day. */
export function sinceOf({ since, inForce }: Edition, zone: Zone): Window {
  return since ?? (inForce === undefined ? NEVER : exactly(zone.startOf(inForce)))
}

function isDated(rule: Rule): rule is Norm | Check {
  return rule.kind === 'norm' || rule.kind === 'check'
}

/** Before all that is, and after it. */
const ALWAYS = exactly(Number.NEGATIVE_INFINITY)

function versionFrom(rule: Norm | Check, from: Window): Version {
  return { rule, from, until: NEVER, next: NEVER, fate: 'keep', nextEdition: 0 }
}

/** Is it one of an edition after which another comes, or may? */
export function isClosed({ until }: Pick<Version, 'until'>): boolean {
  return until.earliest < Number.POSITIVE_INFINITY
}

/** Is the rule the same in all editions? */
export function isAlways({
  versions,
  holds,
}: {
  readonly versions: readonly unknown[]
  readonly holds: Version | Omit<Version, 'rule'>
}): boolean {
  return versions.length === 1 && holds.from.latest === Number.NEGATIVE_INFINITY && !isClosed(holds)
}

/** Is the edition that has this rule in force at that time? Undefined: one of the times is not known well enough. */
export function isInForce({ from, until }: Pick<Version, 'from' | 'until'>, at: Window): boolean | undefined {
  if (at.latest < from.earliest || at.earliest >= until.latest) return false
  return at.earliest >= from.latest && at.latest < until.earliest ? true : undefined
}

export interface Progress {
  readonly closes?: Window
  readonly performed?: { readonly shown: Window }
  readonly ending?: { readonly at: Window }
}

/**
 * Was the duty running, and not yet due, when another edition came into force? `by`: the instant of the reading; that an edition
 * has come into force is sure when it surely has by then.
 */
export function isRunningAt({ closes, performed, ending }: Progress, at: Window, by: number): Tri {
  const was = (window: Window | undefined): Tri =>
    window === undefined || window.earliest >= at.latest ? 'no' : window.latest < at.earliest ? 'yes' : 'maybe'
  const isDue: Tri =
    closes === undefined || closes.earliest > at.latest ? 'no' : closes.latest <= at.earliest ? 'yes' : 'maybe'
  const over = [was(performed?.shown), was(ending?.at), isDue]
  if (over.includes('yes')) return 'no'
  const isSure = Number.isFinite(at.latest) && at.latest <= by
  return isSure && !over.includes('maybe') ? 'yes' : 'maybe'
}

/** The edition that discharges what is running, or may. */
export function discharged({ next, nextEdition }: Version | Omit<Version, 'rule'>, running: Tri): Ending {
  const latest = running === 'yes' ? next.latest : Number.POSITIVE_INFINITY
  return { at: { earliest: next.earliest, latest }, why: 'edition', edition: nextEdition }
}
