import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { BodyDef, GroupDef, PartyDef } from '../../agreement/party.ts'
import type { Event, Norm, PartyExpr, Rule } from '../../agreement/rule.ts'
import { checkConditionCircles } from '../declared/dated-conditions.ts'
import type { NormDraft } from '../declared/norms.ts'
import type { Report } from '../source/report.ts'
import { checkDecisionsApart } from './decision-check.ts'
import type { Directory } from './directory.ts'
import { checkEndless } from './endless.ts'
import { checkInForce } from './in-force-check.ts'
import { mentionedKinds } from './mentions.ts'
import { PossibleParties } from './possible-parties.ts'
import { noteShares } from './shares.ts'
import { checkSilences } from './silence-check.ts'

/**
 * What can be read and still cannot be meant: a duty that nobody can perform or that a party owes to itself, an outcome
 * that never happens, rules that only open each other. What may be meant is a note.
 */
export interface NormPair {
  readonly draft: NormDraft
  readonly norm: Norm
}

export interface Read {
  readonly directory: Directory
  readonly parties: readonly PartyDef[]
  readonly groups: readonly GroupDef[]
  readonly bodies: readonly BodyDef[]
  readonly pairs: readonly NormPair[]
  readonly rules: readonly Rule[]
  /** Every rule of the file could be read. Otherwise a rule that seems to be missing may be one of the others. */
  readonly isWhole: boolean
  /** Kinds whose declaration does not say a stage. */
  readonly unstaged: ReadonlySet<KindName>
}

export function checkMeaning(read: Read, report: Report): void {
  const norms = new Map(read.pairs.map((pair) => [pair.norm.id, pair.norm]))
  const faultyEnds = new Set(read.pairs.filter(hasFaultyEnd).map((pair) => pair.norm.id))
  for (const pair of read.pairs) {
    checkOutcomes(pair, norms, faultyEnds, report)
    checkCreditor(pair, report)
    checkLapse(pair, norms, report)
  }
  checkCircles(read, norms, report)
  checkPerformers(read, norms, report)
  checkDecisionsApart(read.pairs, report)
  if (!read.isWhole) return
  const arising = checkOpenings(read, norms, report)
  checkEndless(read.pairs, arising, read.directory, report)
  checkInForce(read.pairs, read.directory, report)
  checkConditionCircles(read.pairs, read.rules, read.directory, report)
  checkSilences(read.pairs, read.directory, report)
  noteShares(read.rules, report)
  noteUnusedKinds(read, report)
}

type OutcomeEvent = Extract<Event, { kind: 'outcome' }>

/** An end that is written and could not be read has been told. */
function hasFaultyEnd({ draft, norm }: NormPair): boolean {
  return norm.until === undefined && (draft.reader.has('by') || draft.reader.has('until'))
}

/** A duty is performed or lapses, a power is exercised or lapses; what has no end never lapses. */
function checkOutcomes(
  { draft, norm }: NormPair,
  norms: ReadonlyMap<RuleId, Norm>,
  faultyEnds: ReadonlySet<RuleId>,
  report: Report,
): void {
  norm.when.forEach((event, index) => {
    if (event.kind !== 'outcome') return
    const other = norms.get(event.rule)
    const place = draft.whenTexts[index]?.place ?? draft.id.place
    if (other === undefined) return
    const cannot = neverComesTo(event, other)
    if (cannot !== undefined) report.error('rule/never', place, cannot.message, cannot.advice)
    else if (event.is === 'lapses' && !faultyEnds.has(other.id) && (other.until?.kind ?? 'open') === 'open') {
      const message = `"${event.rule}" never lapses: it has ${other.until === undefined ? 'no end' : 'no number'}.`
      report.error('rule/never', place, message, `Give "${event.rule}" a time, or wait for something else.`)
    } else if (event.is === 'performed late' && !faultyEnds.has(other.id) && (other.until?.kind ?? 'open') === 'open') {
      const message = `"${event.rule}" is never performed late: it has no number.`
      report.error('rule/never', place, message, `Give "${event.rule}" a time, or wait for its performance.`)
    }
  })
  const clock = norm.until
  const anchor = clock?.kind === 'count' ? clock.from : clock?.kind === 'at' ? clock.at : undefined
  if (anchor?.kind !== 'outcome' || anchor.is === 'closes' || !draft.whenIsWhole) return
  // A late act means that there was a lapse.
  const waitsFor = anchor.is === 'lapses' ? ['lapses', 'performed late'] : [anchor.is]
  if (norm.when.some((event) => event.kind === 'outcome' && event.rule === anchor.rule && waitsFor.includes(event.is)))
    return
  const text = draft.reader.text(norm.verb === 'must' ? 'by' : 'until')
  const [what, which, event] = ANCHOR_WORDS[anchor.is]
  const message = `The rule does not wait for "${anchor.rule}" ${what}, so it is not said which ${which} the time counts from.`
  report.error('noun/unreachable', text?.place ?? draft.id.place, message, `Add ${anchor.rule} ${event} to when:.`)
}

const ANCHOR_WORDS = {
  lapses: ['to lapse', 'lapse', 'lapses'],
  'performed late': ['to be performed late', 'late act', 'is performed late'],
  exercised: ['to be exercised', 'use', 'is exercised'],
} as const

/** A duty is performed or lapses, a power is exercised or lapses, a prohibition is violated or ends. */
function neverComesTo(event: OutcomeEvent, { verb }: Norm): { message: string; advice: string } | undefined {
  const { rule, is } = event
  const isDuty = verb === 'must'
  const isPower = verb === 'may'
  if (isDuty && is === 'exercised') {
    const advice = `Write ${rule} is performed, or ${rule} lapses.`
    return { message: `"${rule}" is a duty, and a duty is not exercised.`, advice }
  }
  if (isPower && (is === 'performed' || is === 'performed late')) {
    return { message: `"${rule}" is a power, and a power is not performed.`, advice: `Write ${rule} is exercised.` }
  }
  if ((isDuty || isPower) && (is === 'violated' || is === 'ends')) {
    const instead = isDuty ? [`${rule} lapses`, `${rule} is performed`] : [`${rule} lapses`, `${rule} is exercised`]
    const advice = `Write ${instead.join(', or ')}.`
    return { message: `"${rule}" is a ${isDuty ? 'duty' : 'power'}: only a prohibition is violated or ends.`, advice }
  }
  return undefined
}

/** `to` left out means the sender of what is answered. */
function checkCreditor({ draft, norm }: NormPair, report: Report): void {
  const [debtor, second] = norm.who.sets
  if (norm.verb !== 'must' || debtor === undefined || second !== undefined) return
  const place = draft.reader.text('who')?.place ?? draft.id.place
  const message = 'Debtor and creditor are the same, and nobody owes anything to itself.'
  if (norm.to !== undefined) {
    const [creditor, more] = norm.to.sets
    const isOne = debtor.quantifier === 'the' && debtor.of.kind !== 'addressee'
    if (more === undefined && isOne && JSON.stringify(creditor) === JSON.stringify(debtor)) {
      report.error('rule/own-creditor', place, message, 'Name another party behind to:.')
    }
    return
  }
  const link = norm.what.link
  if (debtor.of.kind !== 'sender' || (link?.kind !== 'to' && link?.kind !== 'about')) return
  const [only, other] = norm.when
  const noun = debtor.of.noun ?? (only?.kind === 'act' && other === undefined ? only.act : undefined)
  if (noun === link.noun) {
    const advice = `Without to: it is owed to the sender of the ${noun}; add to: and somebody else.`
    report.error('rule/own-creditor', place, message, advice)
  }
}

/** Whoever is only named as the debtor or creditor of a rule must be named by that rule itself, sooner or later. */
function checkCircles({ pairs }: Read, norms: ReadonlyMap<RuleId, Norm>, report: Report): void {
  for (const { draft, norm } of pairs) {
    for (const [key, expr] of [
      ['who', norm.who],
      ['to', norm.to],
    ] as const) {
      if (expr === undefined || ![...namedBy(expr, norms)].includes(expr)) continue
      const place = draft.reader.text(key)?.place ?? draft.id.place
      const message = `"${norm.id}" names its ${key === 'who' ? 'debtor' : 'creditor'} by itself: nobody is meant.`
      report.error('party/circular', place, message, 'Name a party, or the sender or addressee of an act.')
    }
  }
}

/** Everything that a phrase names parties by, through rules, each once. */
function* namedBy(expr: PartyExpr | undefined, norms: ReadonlyMap<RuleId, Norm>): Generator<PartyExpr> {
  const seen = new Set<PartyExpr>()
  const open = expr === undefined ? [] : [expr]
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    for (const role of here.sets.flatMap(({ of, except }) => [of, ...except])) {
      if (role.kind !== 'debtor' && role.kind !== 'creditor') continue
      const named = role.kind === 'debtor' ? norms.get(role.rule)?.who : norms.get(role.rule)?.to
      if (named === undefined || seen.has(named)) continue
      seen.add(named)
      open.push(named)
      yield named
    }
  }
}

/** A lapse concerns one debtor; what it opens must not bind all the others. */
function checkLapse({ draft, norm }: NormPair, norms: ReadonlyMap<RuleId, Norm>, report: Report): void {
  if (norm.verb !== 'must') return
  for (const event of norm.when) {
    const lapsed = event.kind === 'outcome' && event.is === 'lapses' ? norms.get(event.rule) : undefined
    const [before, now] = [lapsed?.who.sets[0], norm.who.sets[0]]
    if (before === undefined || now === undefined || lapsed === undefined) continue
    const isMany = before.quantifier === 'each' || lapsed.who.sets.length > 1
    if (!isMany || before.of.kind !== now.of.kind || now.of.kind === 'debtor') continue
    const place = draft.reader.text('who')?.place ?? draft.id.place
    const message = `When "${lapsed.id}" lapses for one debtor, this binds all of them.`
    report.note('rule/lapse-debtor', place, message, `Write debtor of "${lapsed.id}", if only that one is meant.`)
  }
}

function checkPerformers(read: Read, norms: ReadonlyMap<RuleId, Norm>, report: Report): void {
  const possible = new PossibleParties(read.directory, read.parties, read.groups, norms, read.bodies)
  for (const { draft, norm } of read.pairs) {
    const debtors = possible.ofNorm(norm)
    if (debtors === 'any') continue
    const canSend = norm.what.acts.some((act) => {
      const senders = possible.sendersOf(act)
      return senders === 'any' || [...debtors].some((party) => senders.has(party))
    })
    if (canSend) continue
    const acts = norm.what.acts.map((act) => `"${act}"`).join(' or ')
    report.error(
      'rule/no-performer',
      draft.verbText.place,
      debtors.size === 0
        ? 'The rule names a set of parties in which nobody is.'
        : `None of those named may send ${acts}.`,
      debtors.size === 0
        ? 'Name parties, or add members to the group.'
        : 'Correct who:, or from: in the declaration of the act.',
    )
  }
}

/** A rule can arise if something it waits for can happen. Those left over wait for each other. */
function checkOpenings(read: Read, norms: ReadonlyMap<RuleId, Norm>, report: Report): ReadonlySet<RuleId> {
  const waiting = new Map<RuleId, RuleId[]>()
  const ready: RuleId[] = []
  for (const { draft, norm } of read.pairs) {
    // Something that it waits for was refused, and may be what opens it.
    if (!draft.whenIsWhole || norm.when.length === 0 || norm.when.some((event) => !waitsFor(event, norms)))
      ready.push(norm.id)
    for (const event of norm.when) {
      if (event.kind === 'outcome') waiting.set(event.rule, [...(waiting.get(event.rule) ?? []), norm.id])
    }
  }
  const arises = new Set(ready)
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const next of waiting.get(id) ?? []) {
      if (arises.has(next)) continue
      arises.add(next)
      ready.push(next)
    }
  }
  for (const { draft, norm } of read.pairs) {
    if (arises.has(norm.id)) continue
    const place = draft.whenTexts[0]?.place ?? draft.id.place
    const message = `"${norm.id}" never arises: it waits only for rules that wait for it, or never arise themselves.`
    report.error('rule/circular', place, message, 'Let one of them wait for an act.')
  }
  return arises
}

/** A rule that is not known has been told; it shall not be told again as one that never arises. */
function waitsFor(event: Event, norms: ReadonlyMap<RuleId, Norm>): boolean {
  return event.kind === 'outcome' && norms.has(event.rule)
}

/** Kinds with a stage have their place in the docket without any rule. */
function noteUnusedKinds(read: Read, report: Report): void {
  // A rule that could not be read may mention them.
  if (report.errorCount > 0) return
  const mentioned = mentionedKinds(read.rules)
  for (const kind of read.directory.kindOf.values()) {
    if (mentioned.has(kind.name) || !read.unstaged.has(kind.name)) continue
    const message = `No rule mentions "${kind.name}" and it has no stage, so nothing follows from it.`
    report.note('kind/unused', kind.clause, message, 'Add a rule, or its stage; stage: other says that this is meant.')
  }
}
