import type { KindName } from '../../agreement/clause.ts'
import type { Position, PositionTaken } from '../../agreement/decision.ts'
import type { Pattern } from '../../agreement/rule.ts'
import type { PlacedPosition } from '../meaning/decision-check.ts'
import type { Directory } from '../meaning/directory.ts'
import { FieldReader, type Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { readPattern } from './act-phrase.ts'
import type { Standpoint } from './noun.ts'
import { isWord, type Phrase, readPhrase } from './phrase.ts'

/**
 * By which acts a position is taken:
 *
 *     positions = acts | { ( position | "none" ): acts }
 *     acts      = act ( "to" | "about" ) NOUN { "or" ( act ( "to" | "about" ) NOUN | NOUN ) }
 *
 *     vote to proposal or budget
 *     {for: consent to proposal, against: objection to proposal or counter-text to proposal, none: retraction about proposal}
 *
 * What opens a sealed act is linked to that act, `opening to sealed-vote`, and that one to what is decided.
 */
export const POSITIONS: readonly (Position | 'none')[] = ['for', 'against', 'abstaining', 'not participating', 'none']

export function readPositions(
  reader: FieldReader,
  on: readonly KindName[],
  sealed: KindName | undefined,
  directory: Directory,
  report: Report,
): PlacedPosition[] {
  const value = reader.field('positions')?.value
  if (value === undefined) return []
  // Each pattern names which of the proposals it is to, so here all of them can be named.
  const proposals = new Set([
    ...on.flatMap((kind) => [...directory.chain(kind)]),
    ...(sealed === undefined ? [] : [sealed]),
  ])
  const nouns = on.length === 0 ? 'any' : proposals
  const here: Standpoint = { directory, nouns, from: 'what this decision is on', bareRoles: false }
  const placed = (text: Text, is?: PositionTaken['is']): PlacedPosition[] => {
    const patterns = readPhrase(text, report, (phrase) => readPatterns(phrase, here, on)) ?? []
    return patterns.map((by) => {
      const isSealed = sealed !== undefined && by.link !== undefined && 'noun' in by.link && by.link.noun === sealed
      return { taken: { ...(is === undefined ? {} : { is }), by, ...(isSealed ? { sealed } : {}) }, text }
    })
  }
  if (value.kind !== 'scalar' && (value.kind === 'list' ? value.items : value.fields).length === 0) {
    const advice = 'Write positions: vote to draft, or {for: consent to draft, against: objection to draft}.'
    report.error('value/type', value.place, '"positions" names no act.', advice)
  }
  if (value.kind !== 'map') return reader.texts('positions').flatMap((text) => placed(text))
  const own = new FieldReader(value, { what: 'a map of positions', keys: POSITIONS }, report)
  return POSITIONS.flatMap((is) => own.texts(is).flatMap((text) => placed(text, is)))
}

function readPatterns(phrase: Phrase, here: Standpoint, on: readonly KindName[]): Pattern[] {
  const patterns = [readPattern(phrase, here)]
  while (phrase.takes('or')) {
    const last = patterns.at(-1) as Pattern
    const [token, next] = [phrase.peek(), phrase.peek(1)]
    const isNoun = on.includes(token.text) && !isWord(next, 'to') && !isWord(next, 'about')
    if (!isNoun || last.link === undefined || !('noun' in last.link) || last.link.kind === 'with') {
      patterns.push(readPattern(phrase, here))
      continue
    }
    phrase.next()
    const noun = token.text
    patterns.push({ ...last, link: { ...last.link, noun } })
    for (const act of last.acts) {
      if (here.directory.kindOf.get(act)?.refersTo.includes(noun) !== false) continue
      const message = `"${act}" cannot refer to "${noun}".`
      phrase.error('noun/unreachable', token, message, `Say so in the declaration of "${act}": refers to: ${noun}.`)
    }
  }
  return patterns
}

/** What a member may send: each kind of position, and what it seals. Their links stand with each position where they differ. */
export function positionActs(
  positions: readonly PlacedPosition[],
  sealed: KindName | undefined,
  on: readonly KindName[],
): Pattern {
  const acts = new Set([
    ...(sealed === undefined ? [] : [sealed]),
    ...positions.flatMap(({ taken: { by } }) => by.acts),
  ])
  const [noun, other] = on
  if (noun === undefined || other !== undefined) return { acts: [...acts] }
  const isDeep = positions.some(({ taken: { by, sealed: seals } }) => seals !== undefined || by.link?.kind !== 'to')
  return { acts: [...acts], link: { kind: isDeep ? 'about' : 'to', noun } }
}
