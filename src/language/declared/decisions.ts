import type { KindName } from '../../agreement/clause.ts'
import type { Clock } from '../../agreement/clock.ts'
import type { Closing, Criteria, Presence, Proxies, Tally } from '../../agreement/decision.ts'
import type { BodyDef, GroupDef, PartyDef } from '../../agreement/party.ts'
import type { Event, Norm, PartyExpr, Pattern } from '../../agreement/rule.ts'
import type { GuardReading } from '../guard/guard-text.ts'
import { checkDecision, type PlacedPosition } from '../meaning/decision-check.ts'
import type { Directory } from '../meaning/directory.ts'
import { readMoment, readPattern } from '../phrase/act-phrase.ts'
import { checkChanges } from '../phrase/change-phrase.ts'
import { readClock } from '../phrase/clock-phrase.ts'
import { type PlacedCriterion, readCriteria } from '../phrase/criteria.ts'
import { indefinite, isFieldToken, kindNamed, type Standpoint } from '../phrase/noun.ts'
import { bodyNamed, readField, readParty } from '../phrase/party-phrase.ts'
import { type Phrase, readPhrase } from '../phrase/phrase.ts'
import { positionActs, readPositions } from '../phrase/positions.ts'
import type { Declaration } from '../source/block.ts'
import { capital, FieldReader, type Text, textOf } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { type NormDraft, nameless, readChanges, standpointOf } from './norms.ts'
import { CARRIED } from './provisions.ts'

/**
 * A decision: who takes a position on what, until when, and what positions come to.
 *
 *     decision: "16.4"
 *     on: draft-regulation                    # or: proposal or budget
 *     in: council                             # left out: the parties as such
 *     who: each member of council that is not suspended other than draft-regulation.concerned
 *     if: draft-regulation.method == "qualified"
 *     positions: vote to draft-regulation     # a kind with a field `position`, or {for: ..., against: ..., none: ...}
 *     sealed: sealed-vote                     # the position counts from this act, which the position opens
 *     proxies: {given by: proxy about sitting, for: vote.behalf, at most: 1}
 *     present: [roll-call.present, arrival about sitting]
 *     left: departure about sitting
 *     quorum: {present: more than half of members}
 *     abstentions: are votes                  # or: are no votes (default)
 *     adopted when: {any of: [{for: at least 55 % of members}, {not for: fewer than 4}]}
 *     tie: adopted                            # or: not adopted, as chair of council
 *     closes: [draft-regulation.expires, closing about draft-regulation by chair of council, when every member has taken a position]
 *     set aside by: veto about draft-regulation
 *     attached: [explanation]
 *     one of: election
 *     changes: [ends when withdrawal to draft-regulation]
 *
 * It is read as a power of its members to take a position, with `decides` for what positions come to.
 */
const SHAPE = {
  what: 'a decision',
  keys: [
    'decision',
    'on',
    'in',
    'who',
    'if',
    'unless',
    'positions',
    'sealed',
    'proxies',
    'present',
    'left',
    'quorum',
    'abstentions',
    'adopted when',
    'tie',
    'closes',
    'set aside by',
    'attached',
    'one of',
    'changes',
    ...CARRIED,
  ],
}
const PROXIES = { what: 'a rule on proxies', keys: ['given by', 'for', 'at most'] }

/** A decision that waits for what it is on, as a power does. */
export interface DecisionDraft extends NormDraft {
  readonly on: readonly KindName[]
}

/** Who may take part. */
export interface Members {
  readonly parties: readonly PartyDef[]
  readonly groups: readonly GroupDef[]
  readonly bodies: readonly BodyDef[]
}

/** What decisions are taken on must be known before any phrase is read that says `is adopted`. */
export function noteProposals({ fields }: Declaration, directory: Directory): void {
  const on = fields.find(({ key }) => key === 'on')?.value
  const words = on?.kind === 'scalar' && typeof on.value === 'string' ? on.value.trim().split(/\s+or\s+/) : ['']
  const isFinal = !fields.some(({ key }) => key === 'set aside by')
  for (const word of words) {
    if (directory.kinds.has(word))
      directory.proposals.set(word, { isFinal: isFinal && directory.proposals.get(word)?.isFinal !== false })
    else directory.proposalsAreWhole = false
  }
}

export function readDecisionDraft(declaration: Declaration, directory: Directory, report: Report): DecisionDraft {
  const reader = new FieldReader(declaration, SHAPE, report)
  const id = reader.id('decision', 'rule') ?? nameless(reader.place)
  reader.need('on', 'Write the kind of act on which it is taken: on: draft.')
  reader.need('positions', 'Write by which act a member takes a position: positions: vote to draft.')
  reader.need('adopted when', 'Write what adopts it: adopted when: {for: more than half of votes}.')
  reader.need('closes', 'Write when it closes: closes: 14 days after draft is received.')
  const text = reader.text('on')
  const on: KindName[] = []
  let isWhole = false
  if (text !== undefined) {
    readPhrase(text, report, (phrase) => {
      let count = 0
      do {
        const kind = kindNamed(phrase, phrase.name('a kind of act'), directory)
        if (kind !== undefined && !on.includes(kind)) on.push(kind)
        count += 1
      } while (phrase.takes('or'))
      isWhole = on.length === count
    })
  }
  const positions = reader.field('positions')?.value
  const place = positions?.place ?? reader.place
  const isText = positions?.kind === 'scalar' && typeof positions.value === 'string'
  return {
    declaration,
    id,
    reader,
    verb: 'may',
    verbText: isText ? (positions as Text) : nameless(place),
    when: on.map((act) => ({ kind: 'act' as const, act })) satisfies Event[],
    whenTexts: text === undefined ? [] : on.map(() => text),
    whenIsWhole: isWhole,
    on,
  }
}

export function readDecision(
  draft: DecisionDraft,
  directory: Directory,
  guards: GuardReading,
  members: Members,
  report: Report,
): Norm | undefined {
  const { reader, on, id } = draft
  const here: Standpoint = { ...standpointOf(draft, directory), from: 'what this decision is on' }
  const rules = new Set(directory.openings.keys())
  const guardOf = (key: string) => {
    const text = reader.text(key)
    return text && guards.ofRule(text, text.value, 0, here.nouns, rules)
  }
  const guardIf = guardOf('if')
  const guardUnless = guardOf('unless')
  const bodyText = reader.text('in')
  const body = bodyText && readPhrase(bodyText, report, (phrase) => bodyNamed(phrase, phrase.name('a body'), directory))
  const whoText = reader.text('who')
  const who =
    whoText === undefined
      ? membersOf(body)
      : readPhrase(whoText, report, (phrase) => readParty(phrase, { ...here, bareRoles: false }))
  const sealed = kindOf(reader.text('sealed'), directory, report)
  const positions = readPositions(reader, on, sealed, directory, report)
  const proxies = readProxies(reader, here, positions, report)
  const presence = readPresence(reader, here, on, report)
  const criteria: PlacedCriterion[] = []
  const quorum = criteriaOf(reader, 'quorum', directory, criteria, report)
  const adopted = criteriaOf(reader, 'adopted when', directory, criteria, report)
  const abstentions = reader.word('abstentions', ['are votes', 'are no votes'])
  const tie = readTie(reader.text('tie'), here, report)
  const { closes, until } = readClosings(reader, here, guards, report)
  const setAsideBy = patternOf(reader.text('set aside by'), here, report)
  const attached = reader.texts('attached').flatMap((text) => kindOf(text, directory, report) ?? [])
  const oneOf = kindOf(reader.text('one of'), directory, report)
  const changes = readChanges(draft, here, guards, report)
  checkChanges(draft, changes, until, report)
  if (who === undefined || adopted === undefined || positions.length === 0 || on.length === 0) return undefined
  const decides: Tally = {
    on,
    ...(body === undefined ? {} : { body }),
    positions: positions.map(({ taken }) => taken),
    ...(proxies === undefined ? {} : { proxies }),
    ...(presence === undefined ? {} : { presence }),
    ...(quorum === undefined ? {} : { quorum }),
    adopted,
    abstentionsAreVotes: abstentions === 'are votes',
    ...(tie === undefined ? {} : { tie }),
    closes,
    ...(setAsideBy === undefined ? {} : { setAsideBy }),
    attached,
    ...(oneOf === undefined ? {} : { oneOf }),
  }
  checkDecision({ draft, who, decides, positions, criteria, ...members, directory }, report)
  return {
    kind: 'norm',
    id: id.value,
    clause: draft.declaration.clause,
    verb: 'may',
    when: draft.when,
    ...(guardIf === undefined ? {} : { if: guardIf }),
    ...(guardUnless === undefined ? {} : { unless: guardUnless }),
    who,
    what: positionActs(positions, sealed, on),
    ...(until === undefined ? {} : { until }),
    timedBy: 'transmitted',
    changes,
    survives: false,
    decides,
  }
}

/** Those who take part in a body, or in the agreement. */
function membersOf(body: string | undefined): PartyExpr {
  const of = body === undefined ? { kind: 'parties' as const } : { kind: 'member' as const, group: body }
  return { join: 'and', sets: [{ quantifier: 'each', of, except: [] }] }
}

function kindOf(text: Text | undefined, directory: Directory, report: Report): KindName | undefined {
  return text && readPhrase(text, report, (phrase) => kindNamed(phrase, phrase.name('a kind of act'), directory))
}

function patternOf(text: Text | undefined, here: Standpoint, report: Report): Pattern | undefined {
  return text && readPhrase(text, report, (phrase) => readPattern(phrase, here))
}

function criteriaOf(
  reader: FieldReader,
  key: string,
  directory: Directory,
  found: PlacedCriterion[],
  report: Report,
): Criteria | undefined {
  const value = reader.field(key)?.value
  return value && readCriteria(value, directory, found, report)
}

function readProxies(
  reader: FieldReader,
  here: Standpoint,
  positions: readonly PlacedPosition[],
  report: Report,
): Proxies | undefined {
  const value = reader.field('proxies')?.value
  if (value === undefined) return undefined
  if (value.kind !== 'map') {
    const advice = 'Write it as {given by: proxy about sitting, for: vote.behalf, at most: 1}.'
    report.error('value/type', value.place, '"proxies" is no map.', advice)
    return undefined
  }
  const own = new FieldReader(value, PROXIES, report)
  own.need('given by', 'Write by which act a member lets another vote for it.')
  own.need('for', 'Write which field of a position names the member for whom it is taken: for: vote.behalf.')
  const given = patternOf(own.text('given by'), here, report)
  const nouns = positions.length === 0 ? 'any' : new Set(positions.flatMap(({ taken }) => taken.by.acts))
  const forText = own.text('for')
  const field =
    forText &&
    readPhrase(forText, report, (phrase) => {
      if (!isFieldToken(phrase.peek())) phrase.fault([], 'a field such as vote.behalf')
      return readField(phrase, { ...here, nouns, from: 'a position' })
    })
  const atMost = wholeNumber(own, 'at most', report)
  if (given === undefined || field?.kind !== 'field') return undefined
  return { given, field: field.path, ...(atMost === undefined ? {} : { atMost }) }
}

function wholeNumber(reader: FieldReader, key: string, report: Report): number | undefined {
  const value = reader.field(key)?.value
  if (value === undefined) return undefined
  const n = value.kind === 'scalar' ? value.value : undefined
  if (typeof n === 'number' && Number.isSafeInteger(n) && n > 0) return n
  report.error('value/type', value.place, `"${key}" is no whole number above 0.`, `Write ${key}: 1.`)
  return undefined
}

/** Who is there: named by an act about the same matter, or come by itself. */
function readPresence(
  reader: FieldReader,
  here: Standpoint,
  on: readonly KindName[],
  report: Report,
): Presence | undefined {
  const named: { noun: KindName; path: readonly string[] }[] = []
  const by: Pattern[] = []
  const { directory } = here
  for (const text of reader.texts('present')) {
    readPhrase(text, report, (phrase) => {
      const token = phrase.peek()
      if (!isFieldToken(token)) {
        by.push(readPattern(phrase, here))
        return
      }
      const role = readField(phrase, { ...here, nouns: 'any' })
      if (role.kind !== 'field' || !directory.kinds.has(role.noun)) return
      named.push({ noun: role.noun, path: role.path })
      const leadsTo = directory.chain(role.noun)
      if (on.length === 0 || on.some((kind) => [...directory.chain(kind)].some((noun) => leadsTo.has(noun)))) return
      const message = `${capital(indefinite(role.noun))} refers to nothing that ${indefinite(on[0] ?? '')} has to do with.`
      phrase.error('noun/unreachable', token, message, `Say so in its declaration: refers to: ${on[0]}.`)
    })
  }
  const items = reader.field('present')?.value
  if (items?.kind === 'list' && items.items.length === 0) {
    const advice = 'Write present: [roll-call.present], or leave it out.'
    report.error('value/type', items.place, '"present" names nobody, so nobody would ever be there.', advice)
  }
  const left = patternOf(reader.text('left'), here, report)
  if (left !== undefined && !reader.has('present')) {
    const place = reader.field('left')?.keyPlace ?? reader.place
    report.error('key/unknown', place, '"left" is said of those who are present.', 'Write present: as well.')
  }
  return reader.has('present') ? { named, by, ...(left === undefined ? {} : { left }) } : undefined
}

function readTie(text: Text | undefined, here: Standpoint, report: Report): Tally['tie'] | undefined {
  return (
    text &&
    readPhrase(text, report, (phrase) => {
      if (phrase.takes('adopted')) return 'adopted' as const
      if (phrase.takes('not', 'adopted')) return 'not adopted' as const
      if (!phrase.takes('as')) return phrase.fault(['adopted', 'not adopted', 'as'])
      return { casting: readParty(phrase, { ...here, bareRoles: false }) }
    })
  )
}

/** The first of them closes it; there is one clock at most, so that it can be moved. */
function readClosings(
  reader: FieldReader,
  here: Standpoint,
  guards: GuardReading,
  report: Report,
): { closes: Closing[]; until: Clock | undefined } {
  const closes: Closing[] = []
  let until: Clock | undefined
  for (const item of reader.items('closes')) {
    const text = textOf(item, 'What closes a decision', report)
    if (text === undefined) continue
    readPhrase(text, report, (phrase) => {
      const closing = readClosing(phrase, here)
      if (closing !== undefined) {
        closes.push(closing)
        return
      }
      const clock = readClock(phrase, here, (guardText, start) => guards.ofRule(text, guardText, start, here.nouns))
      if (until !== undefined) {
        const message = 'The decision has two clocks that close it.'
        phrase.error('decision/closes', { start: 0 }, message, 'Write one clock, with another length in brackets.')
      } else if (
        clock.kind === 'open' ||
        clock.kind === 'annual date' ||
        (clock.kind === 'at' && clock.at.kind === 'period end')
      ) {
        const message = `"${text.value}" is no one time at which a decision closes.`
        phrase.error(
          'decision/closes',
          { start: 0 },
          message,
          'Write a date, a field that states one, or a period after something.',
        )
      }
      until ??= clock
      closes.push({ kind: 'clock' })
    })
  }
  return { closes, until }
}

/** Undefined: here stands a clock. */
function readClosing(phrase: Phrase, here: Standpoint): Closing | undefined {
  if (phrase.takes('when')) {
    phrase.need('every', 'member', 'has', 'taken', 'a', 'position')
    return { kind: 'all' }
  }
  const first = phrase.peek()
  const isAct = first.kind === 'word' && !/^\d/.test(first.text) && !isFieldToken(first)
  if (!isAct || (!here.directory.kinds.has(first.text) && CLOCK_WORDS.includes(first.text))) return undefined
  const when = readMoment(phrase, here)
  if (!phrase.takes('by')) return { kind: 'act', when }
  const nouns = here.nouns === 'any' ? 'any' : new Set([...here.nouns, ...when.acts])
  return { kind: 'act', when, who: readParty(phrase, { ...here, nouns, bareRoles: false }) }
}

const CLOCK_WORDS = ['the', 'without', 'as', 'within', 'at', 'on', 'immediately', 'by', 'not', 'until']
