import type { Agreement } from '../agreement/agreement.ts'
import type { KindName } from '../agreement/clause.ts'
import type { ActKind } from '../agreement/kind.ts'
import type { BodyDef, GroupDef, PartyDef } from '../agreement/party.ts'
import type { Norm, Rule } from '../agreement/rule.ts'
import { inOrder, isError, type Place, type Problem } from '../problem.ts'
import type { HolidayCalendar } from '../time/holidays.ts'
import { PLAIN, type Regime } from '../time/regime.ts'
import { type Zone, zoneOf } from '../time/zone.ts'
import type { LanguageCode } from './codes.ts'
import { readCalendar } from './declared/calendars.ts'
import { readCast, toldWithCast, withCast } from './declared/cast.ts'
import { type ClaimDraft, readCheck, readClaim, readClaimDraft, readTermDraft, readTerms } from './declared/checks.ts'
import { type Beside, neighboursOf } from './declared/citations.ts'
import { noteProposals, readDecision, readDecisionDraft } from './declared/decisions.ts'
import { type ReadEdition, readEditions } from './declared/editions.ts'
import { isOnActs, readFigureDraft, readFigures, readLimit } from './declared/figures.ts'
import { type Head, readHead } from './declared/head.ts'
import { readCommitment, readInstrument } from './declared/instruments.ts'
import { type KindDraft, readKind, withSenders } from './declared/kinds.ts'
import { type NormDraft, readNorm, readNormDraft } from './declared/norms.ts'
import { readBody, readGroup, readParties } from './declared/parties.ts'
import { checkNotCheckable, readCarriers, readNotCheckable } from './declared/provisions.ts'
import { readReservation } from './declared/reservations.ts'
import { readSealedExchange } from './declared/sealed.ts'
import { readStanding } from './declared/standings.ts'
import { readZones } from './declared/zones.ts'
import { readForm } from './form/forms.ts'
import { GuardReading } from './guard/guard-text.ts'
import { Directory } from './meaning/directory.ts'
import { checkMeaning, type NormPair } from './meaning/meaning.ts'
import { readPattern } from './phrase/act-phrase.ts'
import { DEFAULT_TIME } from './phrase/clock-phrase.ts'
import { readPhrase } from './phrase/phrase.ts'
import { didYouMean } from './phrase/spelling.ts'
import { readChannel, readTime } from './phrase/times.ts'
import type { Declaration } from './source/block.ts'
import { readText } from './source/bytes.ts'
import { declarationsIn } from './source/declarations.ts'
import { type IdKind, idOf, isFirst, type Text } from './source/fields.ts'
import { readBlocks } from './source/markdown.ts'
import { Report, ReportFull } from './source/report.ts'
import { sha256 } from './source/sha256.ts'
import type { Field } from './source/value.ts'

/**
 * Reads the folder of an agreement: `agreement.md`, a Markdown file whose fenced blocks marked `pacta` hold the rules in
 * YAML, and the forms and calendars that it names. What may stand in it is said in `docs/language.md`; a small example:
 *
 *     # Agreement on the Lake Ferry
 *
 *     ```pacta
 *     agreement: lake-ferry
 *     title: Agreement on the Lake Ferry
 *     zone: UTC
 *     start: 2026-01-01
 *     ---
 *     parties:
 *       - {id: Northland, kind: state, name: Northland}
 *       - {id: Westmark, kind: state, name: Westmark}
 *     ---
 *     act: question
 *     ---
 *     {act: answer, refers to: question}
 *     ```
 *
 *     ## 1 Questions
 *
 *     Who is asked answers within ten days.
 *
 *     ```pacta
 *     rule: "1"
 *     when: question
 *     who: each addressee
 *     must: answer to question
 *     by: 10 days after question is received
 *     ```
 *
 * The reader never stops at the first problem: names are collected before rules are read, and what a problem leaves
 * open is not told as a second one. It throws nothing, whatever the bytes.
 */
export interface AgreementFiles {
  /** The folder as printed in problems. */
  readonly name: string
  /** agreement.md, as bytes where they come from outside. */
  readonly text: Uint8Array | string
  /** `forms/*.json`, `calendars/*.yaml` inside the folder; undefined: there is no such file. */
  readonly file: (path: string) => string | undefined
  /** Other agreements that rules cite; left out: none is at hand. */
  readonly beside?: Beside
  /** Who stands in the place of its parties (`cast.ts`); left out: its own parties do. */
  readonly cast?: Uint8Array | string
}

/** The agreement is there if no problem is an error. */
export function readAgreement(files: AgreementFiles): { agreement?: Agreement; problems: Problem[] } {
  const report = new Report()
  const agreement = unlessFull(() => whole(files, report))
  const problems = inOrder(files.cast === undefined ? report.problems : toldWithCast(files.name, report.problems))
  return report.errorCount > 0 || agreement === undefined ? { problems } : { agreement, problems }
}

/** The newest edition, and the rules of the earlier ones beside it. */
function whole(files: AgreementFiles, report: Report): Agreement | undefined {
  const newest = new Reading(files, report).read()
  if (newest === undefined) return undefined
  const read = (path: string, text: string) => {
    const own = new Report('aside')
    // What it cites is the text of another agreement as that was then.
    const edition = new Reading({ ...files, text, beside: () => undefined }, own, path).read()
    // What the text of that time leaves to wish for can no longer be changed.
    for (const { code, message, advice, ...place } of own.problems.filter(isError))
      report.error(code as LanguageCode, place, message, advice)
    return own.errorCount > 0 ? undefined : edition
  }
  const found = readEditions(newest, files.file, read, () => sha256(bytesOf(files.text)), report)
  if (found === undefined) return newest.agreement
  const { agreement } = newest
  return { ...agreement, regimes: { ...agreement.regimes, ...found.regimes }, editions: found.editions }
}

function bytesOf(text: AgreementFiles['text']): Uint8Array {
  return typeof text === 'string' ? new TextEncoder().encode(text) : text
}

/** A full report is full of errors, so there is no agreement either. */
function unlessFull<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (stop) {
    if (stop instanceof ReportFull) return undefined
    throw stop
  }
}

/** What the first key of a document can be: where its id is declared once, and in which form. */
const DECLARED = {
  agreement: undefined,
  parties: undefined,
  group: ['groups', 'group', 'group/duplicate'],
  body: ['groups', 'group', 'group/duplicate'],
  zone: ['zones', 'name', 'zone/duplicate'],
  instrument: ['instruments', 'name', 'instrument/duplicate'],
  commitment: ['commitments', 'name', 'commitment/duplicate'],
  time: ['times', 'name', 'time/duplicate'],
  channel: ['channels', 'name', 'channel/duplicate'],
  act: ['kinds', 'kind', 'kind/duplicate'],
  rule: ['rules', 'rule', 'rule/duplicate'],
  decision: ['rules', 'rule', 'rule/duplicate'],
  check: ['rules', 'rule', 'rule/duplicate'],
  term: ['terms', 'kind', 'term/duplicate'],
  claim: ['claims', 'kind', 'rule/duplicate'],
  standing: ['standings', 'kind', 'standing/duplicate'],
  reservation: ['reservations', 'kind', 'reservation/duplicate'],
  sealed: ['sealed', 'kind', 'sealed/duplicate'],
  figure: ['figures', 'kind', 'figure/duplicate'],
  limit: ['rules', 'rule', 'rule/duplicate'],
  provision: ['provisions', 'provision', 'provision/duplicate'],
} as const satisfies Record<string, undefined | readonly [keyof Directory, IdKind, LanguageCode]>
type Word = keyof typeof DECLARED
const WORDS = Object.keys(DECLARED) as Word[]

class Reading {
  readonly #files: AgreementFiles
  readonly #report: Report
  readonly #path: string
  readonly #directory = new Directory()
  /** Kinds without a place in the docket. */
  readonly #unstaged = new Set<KindName>()
  readonly #declarations = new Map<Word, Declaration[]>()

  constructor(files: AgreementFiles, report: Report, path = 'agreement.md') {
    this.#files = files
    this.#report = report
    this.#path = path
  }

  read(): ReadEdition | undefined {
    const source = readText(`${this.#files.name}/${this.#path}`, this.#files.text, this.#report)
    if (source === undefined) return undefined
    const blocks = readBlocks(source, this.#report)
    const own = declarationsIn(blocks, this.#report)
    const cast = this.#files.cast === undefined ? [] : readCast(this.#files.name, this.#files.cast, this.#report)
    for (const { declaration, whole } of withCast(own, cast)) this.#sort(declaration, whole)
    return blocks.length === 0 ? undefined : this.#assemble({ file: source.file, line: 1, column: 1 })
  }

  /** By its first key, and by its id if that is new. */
  #sort(declaration: Declaration, whole: boolean): void {
    const report = this.#report
    const first = declaration.fields[0]
    if (first === undefined) return
    const word = WORDS.find((each) => each === first.key)
    if (word === undefined) {
      this.#tellUnknown(declaration, first)
      return
    }
    const declared = DECLARED[word]
    if (declared !== undefined) {
      const [space, kind, code] = declared
      // Told when the declaration is read.
      const id = idOf(first.value, kind, whole ? new Report('aside') : report)
      if (id !== undefined && !isFirst(this.#directory[space], id, called(word), code, report)) return
      // Others may name it as its author meant it.
      if (id === undefined && first.value.kind === 'scalar')
        this.#directory[space].set(first.value.source, first.keyPlace)
      if (id !== undefined && word === 'body') this.#directory.bodies.add(id.value)
      if (id !== undefined && word === 'check') this.#directory.checks.add(id.value)
      if (id !== undefined && word === 'limit') this.#directory.limits.add(id.value)
    }
    // Half a declaration would be told again by each key that is missing.
    if (!whole) return
    const known = this.#declarations.get(word)
    if (known === undefined) this.#declarations.set(word, [declaration])
    else known.push(declaration)
  }

  #tellUnknown(declaration: Declaration, first: Field): void {
    // The head has a key of that name too.
    const later = declaration.fields.find(({ key }) => key !== 'zone' && WORDS.some((each) => each === key))
    const otherwise = later === undefined ? `Begin with one of: ${WORDS.join(', ')}.` : `Put "${later.key}" first.`
    const advice = didYouMean(first.key, WORDS, otherwise)
    const message = `"${first.key}" does not say what is declared here.`
    this.#report.error('document/kind', first.keyPlace, message, advice)
  }

  #all(word: Word): readonly Declaration[] {
    return this.#declarations.get(word) ?? []
  }

  #assemble(start: Place): ReadEdition | undefined {
    const [report, directory] = [this.#report, this.#directory]
    const head = this.#head(start)
    // Without a head the rest is read all the same, so that all problems are told.
    const zone = head?.of.zone ?? (zoneOf('UTC') as Zone)
    const parties = this.#all('parties').flatMap((each) => readParties(each, head?.of.start, directory, report))
    const groups = this.#all('group').flatMap((each) => readGroup(each, directory, report) ?? [])
    const bodies = this.#all('body').flatMap((each) => readBody(each, directory, report) ?? [])
    const zones = readZones(this.#all('zone'), directory, report)
    const instruments = this.#all('instrument').flatMap((each) => readInstrument(each, zone, report) ?? [])
    const commitments = this.#all('commitment').flatMap((each) => readCommitment(each, directory, report) ?? [])
    const regimes = this.#regimes(zone)
    const channels = this.#all('channel').flatMap((each) => readChannel(each, report) ?? [])
    const claims = this.#claims()
    const kinds = this.#kinds(claims)
    const rules = this.#rules(claims, parties, groups, bodies)
    const carriers = readCarriers(
      (word) => this.#all(word),
      (word) => DECLARED[word][1],
      report,
    )
    const notCheckable = this.#all('provision').flatMap((each) => readNotCheckable(each, report))
    checkNotCheckable(notCheckable, carriers, report)
    if (head === undefined) return undefined
    const items = [...directory.items.values()].map(({ noun }) => noun)
    const agreement = {
      ...head.of,
      parties,
      groups,
      bodies,
      zones,
      instruments,
      commitments,
      kinds,
      ...(items.length === 0 ? {} : { items }),
      channels,
      regimes,
      rules,
      ...(carriers.length === 0 ? {} : { carriers }),
      ...(notCheckable.length === 0 ? {} : { notCheckable }),
    }
    return { agreement, head: head.edition }
  }

  #head(start: Place): Head | undefined {
    const [first, second] = this.#all('agreement')
    if (first === undefined) {
      const advice = 'Add agreement: and an id, with title, zone and start.'
      this.#report.error('agreement/no-head', start, 'No block says which agreement this is.', advice)
      return undefined
    }
    if (second !== undefined) {
      const message = `A second head stands here; the first is in line ${first.place.line}.`
      this.#report.error('agreement/duplicate', second.place, message, 'Put one agreement into one folder.')
    }
    return readHead(first, this.#directory, this.#report)
  }

  #regimes(zone: Zone): Record<string, Regime> {
    const calendars = new Map<string, HolidayCalendar | undefined>()
    const calendar = (name: Text): HolidayCalendar | undefined => {
      if (!calendars.has(name.value)) calendars.set(name.value, this.#calendar(name))
      return calendars.get(name.value)
    }
    const regimes: [string, Regime][] = [[DEFAULT_TIME, { ...PLAIN(zone), id: DEFAULT_TIME }]]
    for (const declaration of this.#all('time')) {
      const name = idOf(declaration.fields[0]?.value ?? { ...declaration, kind: 'map' }, 'name', this.#report)
      const regime = readTime(declaration, zone, calendar, this.#report)
      if (name !== undefined) regimes.push([name.value, regime])
    }
    return Object.fromEntries(regimes)
  }

  #calendar(name: Text): HolidayCalendar | undefined {
    const path = `calendars/${name.value}.yaml`
    const content = isPlainName(name.value) ? this.#files.file(path) : undefined
    if (content !== undefined) return readCalendar(`${this.#files.name}/${path}`, name.value, content, this.#report)
    const message = `There is no calendar "${name.value}" in the folder.`
    this.#report.error('calendar/unknown', name.place, message, `Add the file ${path}, or correct the name.`)
    return undefined
  }

  #claims(): ClaimDraft[] {
    // A claim is also a kind of act, whether it is declared as one or not; what it refers to must be known by then.
    for (const id of this.#directory.claims.keys()) {
      const place = this.#directory.claims.get(id)
      if (place !== undefined && !this.#directory.kinds.has(id)) this.#directory.kinds.set(id, place)
    }
    return this.#all('claim').flatMap((each) => readClaimDraft(each, this.#directory, this.#report) ?? [])
  }

  #kinds(claims: readonly ClaimDraft[]): ActKind[] {
    const [report, directory] = [this.#report, this.#directory]
    for (const each of this.#all('decision')) noteProposals(each, directory)
    const formOf = (value: Parameters<typeof readForm>[0]) => readForm(value, this.#files, report)
    const drafts: KindDraft[] = this.#all('act').flatMap((each) => readKind(each, directory, formOf, report) ?? [])
    for (const { kind, reader } of drafts) {
      directory.kindOf.set(kind.name, kind)
      if (!reader.has('stage')) this.#unstaged.add(kind.name)
    }
    for (const claim of claims) {
      const own = directory.kindOf.get(claim.id.value)
      directory.kindOf.set(claim.id.value, own === undefined ? claimKind(claim) : own)
    }
    const declared = new Map(drafts.map((draft) => [draft.kind.name, draft]))
    for (const [name, draft] of declared) directory.kindOf.set(name, withSenders(draft, directory, report))
    return [...directory.kindOf.values()]
  }

  #rules(
    claims: readonly ClaimDraft[],
    parties: readonly PartyDef[],
    groups: readonly GroupDef[],
    bodies: readonly BodyDef[],
  ): Rule[] {
    const [report, directory] = [this.#report, this.#directory]
    const guards = new GuardReading(directory, report)
    const figureDrafts = this.#all('figure').flatMap((each) => readFigureDraft(each, directory, report) ?? [])
    const drafts = this.#all('rule').flatMap((each) => readNormDraft(each, directory, report) ?? [])
    const termDrafts = this.#all('term').flatMap((each) => readTermDraft(each, directory, report) ?? [])
    const terms = readTerms(termDrafts, guards, report)
    const decisionDrafts = this.#all('decision').map((each) => readDecisionDraft(each, directory, report))
    for (const draft of drafts) directory.openings.set(draft.id.value, this.#opening(draft))
    for (const { id, verb, when } of decisionDrafts) directory.openings.set(id.value, { verb, when, place: id.place })
    directory.settle()
    const figures = readFigures(figureDrafts, directory, guards, report)
    const limits = this.#all('limit').flatMap((each) => readLimit(each, directory, guards, report) ?? [])
    for (const limit of limits)
      if (isOnActs(limit) && limit.of.stated === undefined) directory.limitOf.set(limit.id, limit)
    const neighbours = neighboursOf(this.#files.beside)
    const norms: Norm[] = []
    const pairs: NormPair[] = []
    for (const draft of drafts) {
      const norm = readNorm(draft, directory, guards, neighbours, report)
      if (norm === undefined) continue
      norms.push(norm)
      pairs.push({ draft, norm })
    }
    for (const draft of decisionDrafts) {
      const norm = readDecision(draft, directory, guards, { parties, groups, bodies }, report)
      if (norm === undefined) continue
      norms.push(norm)
      pairs.push({ draft, norm })
    }
    const checks = this.#all('check').flatMap((each) => readCheck(each, directory, guards, report) ?? [])
    const reservations = this.#all('reservation').flatMap(
      (each) => readReservation(each, directory, norms, report) ?? [],
    )
    const sealed = this.#all('sealed').flatMap((each) => readSealedExchange(each, directory, report) ?? [])
    const standings = this.#all('standing').flatMap(
      (each) => readStanding(each, directory, figures, parties, report) ?? [],
    )
    const read = claims.flatMap((claim) => readClaim(claim, directory, report) ?? [])
    const rules = [
      ...terms,
      ...norms,
      ...checks,
      ...standings,
      ...reservations,
      ...sealed,
      ...figures,
      ...limits,
      ...read,
    ].sort(inFileOrder)
    const isWhole = norms.length === this.#all('rule').length + this.#all('decision').length
    checkMeaning({ directory, parties, groups, bodies, pairs, rules, isWhole, unstaged: this.#unstaged }, report)
    return rules
  }

  /** The acts are read once more with the rule itself; here only which they are. */
  #opening({ verb, verbText, when, id }: NormDraft) {
    const here = { directory: this.#directory, nouns: 'any', from: '', bareRoles: true } as const
    const what = readPhrase(verbText, new Report('aside'), (phrase) => readPattern(phrase, here))
    return { verb, when, place: id.place, ...(what === undefined ? {} : { what }) }
  }
}

function claimKind({ id, about, declaration }: ClaimDraft): ActKind {
  const name: KindName = id.value
  const words = name.replaceAll('-', ' ')
  return {
    name,
    clause: declaration.clause,
    noun: `a claim of ${words}`,
    infinitive: `claim "${words}"`,
    titles: {},
    stage: 'claim',
    to: 'some',
    refersTo: about,
    mustRefer: true,
  }
}

function called(word: Word): string {
  return word === 'sealed' ? 'sealed exchange' : word
}

/** A name of a file in the folder and nothing else. */
function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)
}

function inFileOrder(a: Rule, b: Rule): number {
  return a.clause.line - b.clause.line || a.clause.column - b.clause.column
}
