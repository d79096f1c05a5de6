import type { KindName } from '../../agreement/clause.ts'
import type { Clock } from '../../agreement/clock.ts'
import type { GuardText } from '../../agreement/guard.ts'
import type { Change, ChangeVerb, Verb } from '../../agreement/rule.ts'
import type { NormDraft } from '../declared/norms.ts'
import type { Directory, Nouns } from '../meaning/directory.ts'
import type { Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { readMoment } from './act-phrase.ts'
import { parsePeriodAt } from './clock-phrase.ts'
import { fieldNamed, indefinite, isFieldToken, type Standpoint } from './noun.ts'
import { readParty } from './party-phrase.ts'
import { isWord, type Phrase } from './phrase.ts'

/**
 * Reads what changes a duty, a prohibition or a power while it runs:
 *
 *     change = what "when" act [ decided ] { "," ( "by" party | "within" period | "if" GUARD | "once" ) }
 *     what   = "ends" | "excused" | "moves to" ( period | NOUN.FIELD ) | "extended by" period
 *            | "starts again" | "stops" | "resumes" | "also owed to" party
 *
 *     ends when waiver to question, by sender of question, within 5 days
 *     moves to 6 months when opinion about draft, within 3 months, if draft.sector == "goods"
 *     extended by 7 days when holding-reply to question, by addressee of question, once
 *     also owed to sender of joining when joining to question
 *
 * A guard reaches to the end of the change, so it stands last. What a change names it names from the act that makes it.
 */
export interface ChangeReading {
  readonly here: Standpoint
  /** Acts of the other changes of the rule: one may refer to another, as a clarification to the request for it. */
  readonly others: ReadonlySet<KindName>
  readonly verb: Verb
  readonly readGuard: (text: string, start: number, nouns: Nouns) => GuardText | undefined
}

export function readChange(phrase: Phrase, reading: ChangeReading): Change {
  const first = phrase.peek()
  if (isWord(first, 'by') || isWord(first, 'within') || isWord(first, 'if') || isWord(first, 'once')) {
    const advice = 'In square brackets a comma divides the list: put the whole change in quotation marks.'
    return phrase.stop('phrase/syntax', first, `"${first.text}" belongs behind a change and its act.`, advice)
  }
  const what = readWhat(phrase)
  const { here } = reading
  // What is stated, or owed, is named from the act, which is read later: only the kinds it may be are looked at.
  const stated = what === 'to' ? readTarget(phrase, here) : undefined
  const length = what === 'by' || (what === 'to' && stated === undefined) ? parsePeriodAt(phrase) : undefined
  const anywhere: Standpoint = { ...here, nouns: 'any', bareRoles: false }
  const creditor = what === 'add creditor' ? readParty(phrase, anywhere) : undefined
  phrase.need('when')
  const when = readMoment(phrase, withNouns(here, reading.others))
  const from = chainsOf(here, when.acts)
  for (const noun of [stated?.noun, ...(creditor?.sets ?? []).map(({ of }) => ('noun' in of ? of.noun : undefined))]) {
    if (noun === undefined || here.nouns === 'any' || from.has(noun)) continue
    const message = `From the act that makes the change no reference leads to ${indefinite(noun)}.`
    phrase.error('noun/unreachable', first, message, `Name ${when.acts.join(' or ')}, or what it refers to.`)
  }
  const change: Change = {
    verb: what,
    when,
    ...(length === undefined ? {} : { length }),
    ...(stated === undefined ? {} : { stated }),
    ...(creditor === undefined ? {} : { creditor }),
    once: false,
  }
  return { ...change, ...readConditions(phrase, reading, from) }
}

function readConditions(
  phrase: Phrase,
  { here, readGuard }: ChangeReading,
  from: ReadonlySet<KindName>,
): Partial<Change> {
  let found: Partial<Change> = {}
  while (phrase.takes(',')) {
    if (phrase.takes('by')) found = { ...found, who: readParty(phrase, withNouns(here, from)) }
    else if (phrase.takes('within')) found = { ...found, within: parsePeriodAt(phrase) }
    else if (phrase.takes('once')) found = { ...found, once: true }
    else if (phrase.takes('if')) {
      const { text, start } = phrase.restUntil('')
      const guard = readGuard(text, start, here.nouns === 'any' ? 'any' : from)
      if (guard !== undefined) found = { ...found, if: guard }
    } else phrase.fault(['by', 'within', 'if', 'once'])
  }
  return found
}

function readWhat(phrase: Phrase): ChangeVerb {
  const word = phrase.oneOf(['ends', 'excused', 'moves', 'extended', 'starts', 'stops', 'resumes', 'also'])
  switch (word) {
    case 'moves':
      phrase.need('to')
      return 'to'
    case 'extended':
      phrase.need('by')
      return 'by'
    case 'starts':
      phrase.need('again')
      return 'restart'
    case 'also':
      phrase.need('owed', 'to')
      return 'add creditor'
    default:
      return word === 'ends' ? 'end' : word === 'excused' ? 'excuse' : word === 'stops' ? 'stop' : 'resume'
  }
}

function readTarget(phrase: Phrase, here: Standpoint): Change['stated'] {
  const token = phrase.peek()
  if (!isFieldToken(token)) return undefined
  phrase.next()
  return fieldNamed(phrase, token, { ...here, nouns: 'any' })
}

/** What the chains of all these acts have in common, and the acts themselves where there is one. */
function chainsOf({ directory }: Standpoint, acts: readonly KindName[]): ReadonlySet<KindName> {
  const [first, ...others] = acts.map((act) => directory.chain(act))
  return new Set([...(first ?? [])].filter((name) => others.every((chain) => chain.has(name))))
}

/** Who makes a change can also be said from the act that makes it. */
function withNouns(here: Standpoint, more: Iterable<KindName>): Standpoint {
  return here.nouns === 'any' ? here : { ...here, nouns: new Set([...here.nouns, ...more]) }
}

/** The kinds of act that the changes of a rule name, before they are read: a later one may be what an earlier refers to. */
export function changedActs(texts: readonly Text[], { kinds }: Directory): ReadonlySet<KindName> {
  const words = texts.flatMap(({ value }) => /\bwhen\s+(.*)$/s.exec(value)?.[1]?.split(/[\s,]+/) ?? [])
  return new Set(words.filter((word) => kinds.has(word)))
}

/** A clock that has no end cannot be moved, and only one that counts forward can be counted anew. */
export function checkChanges(
  { reader, verb }: Pick<NormDraft, 'reader' | 'verb'>,
  changes: readonly Change[],
  until: Clock | undefined,
  report: Report,
): void {
  const place = reader.field('changes')?.keyPlace ?? reader.place
  const isRefused = (until === undefined && (reader.has('by') || reader.has('until'))) || changes.length === 0
  if (isRefused) return
  const hasEnd = until !== undefined && until.kind !== 'open'
  for (const { verb: what, length } of changes) {
    if (what === 'end' || what === 'excuse' || what === 'add creditor') {
      if (what !== 'end' && verb !== 'must') {
        const message = `"${what === 'excuse' ? 'excused' : 'also owed to'}" is said of a duty.`
        report.error('change/no-duty', place, message, 'Write ends when: and the act.')
      }
      continue
    }
    if (!hasEnd) {
      report.error(
        'change/no-end',
        place,
        `"${WORDS[what]}" changes the end of a rule that has none.`,
        'Give it a time.',
      )
    } else if (what !== 'by' && !(what === 'to' && length === undefined) && !isForward(until)) {
      const message = `"${WORDS[what]}" needs a period that is counted from something, such as 14 days after.`
      report.error('change/no-count', place, message, 'Use extended by, or moves to a date that the act states.')
    }
  }
}

function isForward(clock: Clock): boolean {
  return clock.kind === 'count' && clock.direction === 'after'
}

const WORDS: Readonly<Record<ChangeVerb, string>> = {
  to: 'moves to',
  by: 'extended by',
  restart: 'starts again',
  stop: 'stops',
  resume: 'resumes',
  end: 'ends',
  excuse: 'excused',
  'add creditor': 'also owed to',
}
