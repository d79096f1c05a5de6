import type { KindName } from '../../agreement/clause.ts'
import type { PartyDef } from '../../agreement/party.ts'
import type { Crossing, Figure, PartyExpr, Standing, Turning } from '../../agreement/rule.ts'
import { parseDay } from '../../time/day.ts'
import { figuresIn, streaksIn } from '../guard/guard-figure.ts'
import type { Directory } from '../meaning/directory.ts'
import { readCrossing } from '../phrase/act-phrase.ts'
import { parsePeriodAt, readUnder } from '../phrase/clock-phrase.ts'
import { isDecidedNext, readDecided } from '../phrase/decided.ts'
import { kindNamed, type Standpoint } from '../phrase/noun.ts'
import { readParty } from '../phrase/party-phrase.ts'
import { isWord, type Phrase, readPhrase } from '../phrase/phrase.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader, notBuiltYet, textOf } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { CARRIED } from './provisions.ts'

/**
 * A standing, which begins and ends by acts:
 *
 *     standing: bound                 # reserved: who is a party, beside dated spans
 *     of: party
 *     begins: 30 days after consent
 *     ends: 12 months after notice-of-withdrawal
 *     ---
 *     standing: suspended
 *     of: party
 *     whose: addressee of suspension  # default: whoever sends the act
 *     begins: suspension
 *     ends: readmission
 *     ---
 *     standing: in-force              # reserved: from when on the agreement binds anybody
 *     of: agreement
 *     begins: 90 days after consents reaches 55 and emissions reaches 55
 *     ends: consents falls below 20
 *
 *     turning  = [ period "after" ] ( ACT [ decided ] | crossing { "and" crossing } ) [ "under" TIME ] | DATE
 *              | period "after" ACT "is" ( "received" | "transmitted" ) [ "under" TIME ]
 *     crossing = FIGURE ( "reaches" | "falls below" ) NUMBER
 *
 * Of a party a figure `per: party` moves that party's standing, of the agreement a figure of the agreement as a whole.
 */
const SHAPE = { what: 'a standing', keys: ['standing', 'of', 'whose', 'begins', 'ends', ...CARRIED] }

/** What the engine asks of the agreement as a whole, and of whom it is said. */
const RESERVED: Readonly<Record<string, Standing['of']>> = { bound: 'party', 'in-force': 'agreement' }

export function readStanding(
  declaration: Declaration,
  directory: Directory,
  figures: readonly Figure[],
  parties: readonly PartyDef[],
  report: Report,
): Standing | undefined {
  const reader = new FieldReader(declaration, SHAPE, report)
  const id = reader.id('standing', 'kind')
  reader.need('of', 'Write of: party, or of: agreement.')
  const of = reader.word('of', ['party', 'agreement'])
  const begins = readTurnings(reader, 'begins', of, directory, report)
  const ends = readTurnings(reader, 'ends', of, directory, report)
  const whoseText = reader.text('whose')
  const here = standpointOf([...begins, ...ends], directory)
  const whose = whoseText === undefined ? undefined : readPhrase(whoseText, report, (phrase) => readParty(phrase, here))
  if (id === undefined || of === undefined) return undefined
  if ([...begins, ...ends].some(({ event }) => hasStreak(event, figures)))
    notBuiltYet(report, id.place, 'A standing that a streak moves')
  const only = Object.hasOwn(RESERVED, id.value) ? RESERVED[id.value] : undefined
  if (only !== undefined && only !== of) {
    const message = `"${id.value}" is a standing of ${only === 'party' ? 'a party' : 'the agreement'}.`
    report.error('value/unknown', reader.text('of')?.place ?? id.place, message, `Write of: ${only}.`)
  }
  const isBoundByText = parties.length === 0 || parties.some(({ bound }) => bound.length > 0)
  if (id.value === 'bound' && !reader.has('begins') && !isBoundByText) {
    const message = 'Nothing binds any party: "bound" has no begins:, and no party has a span bound:.'
    const advice =
      'Give each party that is bound by the text its span, bound: 2026-01-01/.., or name in begins: the act that binds.'
    report.error('standing/nobody', id.place, message, advice)
  }
  if (of === 'agreement' && whoseText !== undefined) {
    const message = 'A standing of the agreement is nobody else’s.'
    report.error('key/unknown', reader.field('whose')?.keyPlace ?? id.place, message, 'Leave out whose:.')
  }
  return {
    kind: 'standing',
    id: id.value,
    clause: declaration.clause,
    of,
    ...(whose === undefined ? {} : { whose: whose satisfies PartyExpr }),
    begins,
    ends,
  }
}

/** A streak grows as time passes, and rests on who was bound. */
function hasStreak(event: Turning['event'], figures: readonly Figure[]): boolean {
  if (event.kind !== 'figure') return false
  const names = new Set([event, ...(event.and ?? [])].map(({ figure }) => figure))
  for (const name of names) {
    const figure = figures.find(({ id }) => id === name)
    if (figure === undefined) continue
    if (streaksIn(figure.is.guard).length > 0) return true
    for (const other of figuresIn(figure.is.guard)) names.add(other)
  }
  return false
}

function readTurnings(
  reader: FieldReader,
  key: string,
  of: Standing['of'] | undefined,
  directory: Directory,
  report: Report,
): Turning[] {
  return reader.items(key).flatMap((item) => {
    const text = textOf(item, 'What moves a standing', report)
    return (text && readPhrase(text, report, (phrase) => readTurning(phrase, of, directory))) ?? []
  })
}

function readTurning(phrase: Phrase, of: Standing['of'] | undefined, directory: Directory): Turning {
  const first = phrase.peek()
  if (/^\d{4}-/.test(first.text)) {
    phrase.next()
    const day = parseDay(first.text)
    if (day !== undefined) return { event: { kind: 'date', day } }
    return phrase.stop('date/invalid', first, `"${first.text}" is no date.`, 'Write year, month and day: 2026-03-01.')
  }
  if (first.kind !== 'word' || !/^\d/.test(first.text)) return { event: readMover(phrase, of, directory) }
  const period = parsePeriodAt(phrase)
  phrase.need('after')
  const event = readMover(phrase, of, directory)
  const isReceived =
    event.kind === 'act' && phrase.takes('is') && phrase.oneOf(['received', 'transmitted']) === 'received'
  const regime = readUnder(phrase, directory)
  return { after: isReceived ? { period, regime, from: 'received' } : { period, regime }, event }
}

/** Standings move by what parties do; what they leave undone moves one only by an act that says so. */
function readMover(phrase: Phrase, of: Standing['of'] | undefined, directory: Directory): Turning['event'] {
  const second = phrase.peek(1)
  if (isWord(second, 'reaches') || isWord(second, 'falls')) {
    const first = readFigureOf(phrase, of, directory)
    const and: Crossing[] = []
    while (phrase.takes('and')) {
      const { figure, is, n } = readFigureOf(phrase, of, directory)
      and.push({ figure, is, n })
    }
    return and.length === 0 ? first : { ...first, and }
  }
  const token = phrase.name('a kind of act')
  const isDecided = isDecidedNext(phrase)
  const isOther =
    directory.rules.has(token.text) ||
    directory.standings.has(token.text) ||
    (isWord(phrase.peek(), 'is') && !isDecided)
  if (isOther && !directory.kinds.has(token.text)) {
    const message = `A standing begins and ends by an act or on a date, not by what becomes of "${token.text}".`
    return phrase.stop('standing/event', token, message, 'Name the act by which somebody says so.')
  }
  kindNamed(phrase, token, directory)
  return { kind: 'act', act: token.text, ...(isDecided ? { decided: readDecided(phrase, token, directory) } : {}) }
}

/** Whose standing a figure moves is said by what it is a number for. */
function readFigureOf(phrase: Phrase, of: Standing['of'] | undefined, directory: Directory) {
  const token = phrase.peek()
  const crossing = readCrossing(phrase, directory)
  const per = directory.figurePer.get(crossing.figure)
  if (per !== undefined && of !== undefined && per.length > 0 !== (of === 'party')) {
    const isOfParties = of === 'party'
    const message = `"${crossing.figure}" is a number ${isOfParties ? 'of the agreement as a whole' : 'for each party'}.`
    const advice = isOfParties ? 'Name a figure with per: party.' : 'Name a figure of the agreement as a whole.'
    phrase.error('figure/key', token, message, advice)
  }
  return crossing
}

/** Whose standing it is, is said from each of the acts that move it. */
function standpointOf(turnings: readonly Turning[], directory: Directory): Standpoint {
  const acts = turnings.flatMap(({ event }) => (event.kind === 'act' ? [event.act] : []))
  const known = acts.filter((act) => directory.kinds.has(act))
  const [first, ...others] = known.map((act) => directory.chain(act))
  const nouns: ReadonlySet<KindName> | 'any' =
    first === undefined || known.length < acts.length
      ? 'any'
      : new Set([...first].filter((noun) => others.every((chain) => chain.has(noun))))
  return { directory, nouns, from: 'each of the acts that move it', bareRoles: true }
}
