import type { KindName } from '../../agreement/clause.ts'
import type { Criterion, PositionTaken, Tally } from '../../agreement/decision.ts'
import type { BodyDef, GroupDef, PartyDef } from '../../agreement/party.ts'
import type { PartyExpr } from '../../agreement/rule.ts'
import type { DecisionDraft } from '../declared/decisions.ts'
import { fieldOf } from '../guard/guard-form.ts'
import type { PlacedCriterion } from '../phrase/criteria.ts'
import { indefinite } from '../phrase/noun.ts'
import { POSITIONS } from '../phrase/positions.ts'
import { listed } from '../phrase/spelling.ts'
import { capital, type Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import type { Directory } from './directory.ts'
import type { NormPair } from './meaning.ts'

/** What can be read of a decision and still cannot be meant: a position that nobody can take, a count that comes to nothing. */
export interface PlacedPosition {
  readonly taken: PositionTaken
  readonly text: Text
}

export interface DecisionRead {
  readonly draft: DecisionDraft
  readonly who: PartyExpr
  readonly decides: Tally
  readonly positions: readonly PlacedPosition[]
  readonly criteria: readonly PlacedCriterion[]
  readonly parties: readonly PartyDef[]
  readonly groups: readonly GroupDef[]
  readonly bodies: readonly BodyDef[]
  readonly directory: Directory
}

export function checkDecision(read: DecisionRead, report: Report): void {
  checkMembers(read, report)
  for (const position of read.positions) checkPosition(read, position, report)
  checkSealed(read, report)
  checkSides(read, report)
  checkWeights(read, report)
  checkOneOf(read, report)
  checkAttached(read, report)
  checkCasting(read, report)
  const { draft, decides } = read
  const closes = draft.reader.field('closes')?.value
  if (closes?.kind === 'list' && closes.items.length === 0 && decides.closes.length === 0) {
    const message = 'Nothing closes the decision, so it never comes to anything.'
    report.error('decision/closes', closes.place, message, 'Write a time, or an act, at which the count is made.')
  }
}

/** Members take part each for itself, not as one. */
function checkMembers({ draft, who }: DecisionRead, report: Report): void {
  const place = draft.reader.text('who')?.place ?? draft.id.place
  if (who.join !== 'and') {
    const message = `"${who.join}" joins parties that act for each other, and members of a decision each take a position.`
    report.error('phrase/join', place, message, 'Join them by and.')
  }
  const whole = who.sets.find(({ quantifier, of }) => quantifier === 'all' || of.kind === 'body')
  if (whole === undefined) return
  const message = 'Members of a decision take a position each, and here they are named as one.'
  const group = whole.of.kind === 'body' ? whole.of.body : whole.of.kind === 'member' ? whole.of.group : undefined
  const advice = group === undefined ? 'Write each instead of all.' : `Write each member of ${group}.`
  report.error('party/quantifier', place, message, advice)
}

/** A position says which proposal it is on, and what of it. */
function checkPosition(
  { draft: { on }, directory }: DecisionRead,
  { taken, text }: PlacedPosition,
  report: Report,
): void {
  const { by, is, sealed } = taken
  if (by.link?.kind !== 'to' && by.link?.kind !== 'about') {
    const message = `It is not said which ${listed(on)} "${by.acts.join(' or ')}" is a position on.`
    report.error('rule/no-link', text.at(text.value.length), message, `Write "to ${on[0]}" behind it.`)
  } else if (sealed === undefined && !on.includes(by.link.noun)) {
    const message = `A position is taken on ${listed(on.map(indefinite))}, not on ${indefinite(by.link.noun)}.`
    const at = text.at(Math.max(0, text.value.lastIndexOf(by.link.noun)))
    report.error('decision/position', at, message, `Write "to ${on[0]}", or "about ${on[0]}".`)
  }
  if (is !== undefined) return
  for (const act of by.acts) {
    if (!directory.kinds.has(act)) continue
    const form = directory.kindOf.get(act)?.form
    const field = form === undefined ? undefined : fieldOf(form, ['position'])
    const words = listed(POSITIONS.map((word) => `"${word}"`))
    if (field === undefined || !field.found) {
      const message = `${capital(indefinite(act))} has no field "position", so it is not said what its sender is for.`
      const advice = `Give its form the field, with an enum of ${words}; or write {for: ..., against: ...}.`
      report.error('decision/position', text.place, message, advice)
      continue
    }
    const values = field.type.kind === 'string' ? field.type.values : undefined
    const stray = values?.find((value) => !POSITIONS.some((word) => word === value))
    if (field.type.kind === 'unknown' || (values !== undefined && stray === undefined)) continue
    const message =
      stray === undefined
        ? `The form of "${act}" allows any "position".`
        : `The form of "${act}" allows the position "${String(stray)}".`
    report.error('decision/position', text.place, message, `Let the form allow only words of these: ${words}.`)
  }
}

/** What is sealed is known by a digest alone until it is opened. */
function checkSealed({ draft, positions, directory }: DecisionRead, report: Report): void {
  const text = draft.reader.text('sealed')
  if (text === undefined || !directory.kinds.has(text.value)) return
  const sealed = text.value
  const openings = positions.filter(({ taken }) => taken.sealed === sealed)
  if (openings.length === 0) {
    const message = `No position opens ${indefinite(sealed)}.`
    report.error('decision/sealed', text.place, message, `Write positions: and an act to ${sealed}.`)
  }
  if (!draft.on.every((kind) => directory.chain(sealed).has(kind))) {
    const message = `${capital(indefinite(sealed))} does not refer to ${listed(draft.on.map(indefinite))}.`
    const advice = `Say so in its declaration: refers to: ${draft.on.join(' or ')}.`
    report.error('noun/unreachable', text.place, message, advice)
  }
  for (const kind of new Set([sealed, ...openings.flatMap(({ taken }) => taken.by.acts)])) {
    const form = directory.kindOf.get(kind)?.form
    const field = form === undefined ? undefined : fieldOf(form, ['digest'])
    if (field?.found === true) continue
    const message = `${capital(indefinite(kind))} has no field "digest", so what is opened cannot be compared with what was sealed.`
    report.error('decision/sealed', text.place, message, `Add it to the form of "${kind}".`)
  }
}

/** The words that positions can say; `any`: a form is not understood. */
function sayable({ positions, directory }: DecisionRead): ReadonlySet<string> | 'any' {
  const words = new Set<string>()
  for (const { taken } of positions) {
    if (taken.is !== undefined) {
      words.add(taken.is)
      continue
    }
    for (const act of taken.by.acts) {
      const field = fieldOf(directory.kindOf.get(act)?.form, ['position'])
      const values = field.found && field.type.kind === 'string' ? field.type.values : undefined
      // What is wrong with the form has been told.
      if (values === undefined) return 'any'
      for (const value of values) words.add(String(value))
    }
  }
  return words
}

const VOTES: readonly string[] = ['for', 'against']
const COUNTED: readonly string[] = ['not for', 'present']

/** Each side that is counted can be taken, and is part of what it is a share of. */
function checkSides(read: DecisionRead, report: Report): void {
  const words = sayable(read)
  for (const { criterion, text } of read.criteria) {
    const found = sideFault(criterion, read.decides, words)
    if (found !== undefined) report.error(found.code, text.place, found.message, found.advice)
  }
  const text = read.draft.reader.text('one of')
  const isCompared = read.criteria.some(({ criterion }) => criterion.is.kind === 'more than any other')
  if (text === undefined || isCompared) return
  const message = `Several proposals about one "${text.value}" may each have what adopts it, and at most one is to be adopted.`
  report.error('criterion/one-of', text.place, message, 'Add {for: more than any other} to adopted when:.')
}

interface SideFault {
  readonly code: 'criterion/side' | 'criterion/one-of'
  readonly message: string
  readonly advice: string
}

function sideFault({ side, is }: Criterion, decides: Tally, words: ReadonlySet<string> | 'any'): SideFault | undefined {
  const counted = is.kind === 'more than against' ? [side, 'against'] : [side]
  const missing = counted.find((one) => words !== 'any' && !COUNTED.includes(one) && !words.has(one))
  if (missing !== undefined) {
    const message = `No position is "${missing}", so nobody is ever counted there.`
    return { code: 'criterion/side', message, advice: 'Let a position say it, or count another side.' }
  }
  const isVote = VOTES.includes(side) || (side === 'abstaining' && decides.abstentionsAreVotes)
  if (is.kind === 'share' && is.of === 'votes' && !isVote) {
    const message = `Whoever is "${side}" has no vote, so it is no share of the votes.`
    const mended = side === 'abstaining' ? 'abstentions: are votes, or of members' : 'of members, or of present'
    return { code: 'criterion/side', message, advice: `Write ${mended}.` }
  }
  if (is.kind === 'more than against' && side !== 'for') {
    const message = `"more than against" compares those for it with those against it, and here stands "${side}".`
    return { code: 'criterion/side', message, advice: 'Write {for: more than against}.' }
  }
  if (is.kind !== 'more than any other') return undefined
  if (side !== 'for') {
    const message = `"more than any other" compares those for each proposal, and here stands "${side}".`
    return { code: 'criterion/one-of', message, advice: 'Write {for: more than any other}.' }
  }
  if (decides.oneOf !== undefined) return undefined
  const message = 'It is not said of which others "more than any other" is more.'
  return { code: 'criterion/one-of', message, advice: 'Write one of: and the act that all of them are about.' }
}

/** Whoever may be a member has the weight; what is left out is not nothing. */
function checkWeights(read: DecisionRead, report: Report): void {
  const { criteria, directory } = read
  const told = new Set<string>()
  for (const {
    criterion: { by },
    text,
  } of criteria) {
    const holders = by === undefined ? undefined : directory.weights.get(by)
    if (by === undefined || holders === undefined || told.has(by)) continue
    told.add(by)
    const without = membersOf(read).filter((party) => !holders.has(party))
    if (without.length === 0) continue
    const message = `${without.slice(0, 6).join(', ')}: no weight "${by}".`
    report.error('figure/weight', text.place, message, `Write weights: {${by}: 0} if it weighs nothing.`)
  }
}

function membersOf({ decides, parties, groups, bodies }: DecisionRead): string[] {
  const group = bodies.find(({ id }) => id === decides.body)?.members
  const members = groups.find(({ id }) => id === group)?.members
  return [...new Set((members ?? parties.map(({ id }) => ({ party: id }))).map(({ party }) => party))]
}

function checkOneOf({ draft, decides, directory }: DecisionRead, report: Report): void {
  const { oneOf } = decides
  const text = draft.reader.text('one of')
  if (oneOf === undefined || text === undefined) return
  const stray = draft.on.find((kind) => kind === oneOf || !directory.chain(kind).has(oneOf))
  if (stray === undefined) return
  const message = `No reference leads from ${indefinite(stray)} to another act of kind "${oneOf}".`
  report.error('noun/unreachable', text.place, message, `Say so in the declaration of "${stray}": refers to: ${oneOf}.`)
}

/** What stays attached to a proposal refers to it. */
function checkAttached({ draft, directory }: DecisionRead, report: Report): void {
  for (const text of draft.reader.texts('attached')) {
    const kind: KindName = text.value
    if (!directory.kinds.has(kind) || draft.on.some((on) => directory.chain(kind).has(on))) continue
    const message = `${capital(indefinite(kind))} does not refer to ${listed(draft.on.map(indefinite))}.`
    report.error('noun/unreachable', text.place, message, `Say so in its declaration: refers to: ${draft.on[0]}.`)
  }
}

/** An office that nobody ever holds decides no tie. */
function checkCasting({ draft, decides, bodies }: DecisionRead, report: Report): void {
  const { tie } = decides
  if (typeof tie !== 'object') return
  for (const { of } of tie.casting.sets) {
    const body = of.kind === 'chair' ? bodies.find(({ id }) => id === of.body) : undefined
    if (body === undefined || body.chairs.length > 0) continue
    const message = `"${body.id}" has no chairs, so nobody decides a tie.`
    report.error(
      'decision/casting',
      draft.reader.text('tie')?.place ?? draft.id.place,
      message,
      'List its chairs: chairs:.',
    )
  }
}

/** What is put to two decisions at once would come to two outcomes. */
export function checkDecisionsApart(pairs: readonly NormPair[], report: Report): void {
  const decisions = pairs.filter(({ norm }) => norm.decides !== undefined)
  decisions.forEach(({ draft, norm }, index) => {
    for (const { norm: other, draft: first } of decisions.slice(0, index)) {
      const kind = norm.decides?.on.find((on) => other.decides?.on.includes(on))
      if (kind === undefined) continue
      const conditions = [norm, other].map((one) => JSON.stringify([one.if?.guard ?? null, one.unless?.guard ?? null]))
      const isFree = [norm, other].some((one) => one.if === undefined && one.unless === undefined)
      if (!isFree && conditions[0] !== conditions[1]) continue
      const message = `"${other.id}" (line ${first.id.place.line}) decides ${indefinite(kind)} as well, and nothing divides the two.`
      report.error(
        'decision/twice',
        draft.whenTexts[0]?.place ?? draft.id.place,
        message,
        'Give each of them an if: of its own.',
      )
    }
  })
}
