import type { Act, ActsRecord, Json } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import type { ActKind } from '../agreement/kind.ts'
import { isError, type Problem } from '../problem.ts'
import { type BodyFault, bodyOf, type FieldText, unknownFields } from './draft-body.ts'
import { type ActsFile, readActs } from './read.ts'

/**
 * An act as somebody words it, before it is on record: the values of `spec/acts.md` as texts, with what its kind says
 * where nothing was said. It is read with the reader of acts files, so that what is in order here is in order there.
 */
export interface ActWords {
  readonly kind: string
  readonly by: readonly string[]
  /** Left out: whoever its kind goes to, if that can be said. */
  readonly to?: readonly string[]
  readonly refersTo: readonly string[]
  readonly transmitted: string
  readonly received?: string
  readonly recordedAt?: string
  /** Left out: the kind and a number. */
  readonly id?: string
  readonly cites: readonly string[]
  readonly period?: string
  readonly asked?: string
  readonly answered?: string
  readonly for: readonly string[]
  readonly source: readonly string[]
  readonly certainty?: string
  readonly body: readonly FieldText[]
  /** The whole message, in the place of its fields. */
  readonly message?: Readonly<Record<string, Json>>
}

/** The act as it stands in an acts file. */
export type Draft = Readonly<Record<string, Json>>

/** Something that is wrong with it, and with which of its words. */
export interface DraftProblem {
  /** A key of `ActWords`, or `body FIELD`. */
  readonly of: string
  readonly code: string
  readonly message: string
  readonly advice: string
}

export interface DraftRead {
  readonly draft: Draft
  /** Left out: it cannot be read at all. */
  readonly act?: Act
  /** The record with it. */
  readonly record?: ActsRecord
  /** What keeps it from the record. */
  readonly errors: readonly DraftProblem[]
  /** What departs from the form or the kind: probably a slip, and recordable as it is. */
  readonly departures: readonly DraftProblem[]
  /** What one should know. */
  readonly notes: readonly DraftProblem[]
}

/** Slips of whoever types; a party's own words that are so stay words. */
const DEPARTURES: ReadonlySet<string> = new Set([
  'act/reference',
  'act/addressees',
  'act/to-itself',
  'act/received-before-transmitted',
])
/** On record these are notes; but nobody means to take an id that is taken. */
const TAKEN: ReadonlySet<string> = new Set(['act/recorded-twice', 'act/two-versions'])

/** `record`: the acts that are there. Returns undefined if these have errors themselves: the caller has told them. */
export function readDraft(
  words: ActWords,
  files: readonly ActsFile[],
  known: readonly string[],
  agreement: Agreement,
): DraftRead {
  const kind = agreement.kinds.find(({ name }) => name === words.kind)
  const { message } = words
  const { body, faults } =
    message === undefined
      ? bodyOf(words.body, kind?.form)
      : { body: message, faults: unknownFields(message, kind?.form) }
  const draft = draftOf(words, kind, body, known)
  const { text, keys } = printed(draft)
  const read = readActs([...files, { name: DRAFT, bytes: new TextEncoder().encode(text) }], agreement)
  const found = read.problems.filter(({ file }) => file === DRAFT).map((problem) => placed(problem, keys))
  const of = (test: (code: string) => boolean, from = found) =>
    from.map(({ told }) => told).filter(({ code }) => test(code))
  const errors = [
    ...missing(words, kind),
    ...of((code) => TAKEN.has(code)).map((one) => ({ ...one, advice: 'Take another id.' })),
    // Said above, with the word in which it is said.
    ...found.filter(({ isError, told }) => isError && told.code !== 'act/missing-key').map(({ told }) => told),
  ]
  const unknown = new Set(faults.map(({ field }) => `body ${field}`))
  const named = candidates(kind, read.record)
  const mild = found.filter(({ isError, told }) => !isError && !OF_FORM.has(told.code))
  // A closed form says of an unknown field what has been said already, with less advice.
  const ofForm = departuresOfForm(draft, agreement).filter(({ code, of }) => !(code === 'act/form' && unknown.has(of)))
  return {
    draft,
    act: read.record?.acts.at(-1),
    record: read.record,
    errors,
    departures: [
      ...faults.map(toldOfBody),
      ...ofForm,
      ...of((code) => DEPARTURES.has(code), mild).map((one) =>
        one.code === 'act/reference' ? { ...one, advice: named } : one,
      ),
      ...withoutPeriod(words, agreement),
    ],
    notes: of((code) => !DEPARTURES.has(code) && !TAKEN.has(code), mild),
  }
}

const DRAFT = 'draft.yaml'
const OF_FORM: ReadonlySet<string> = new Set(['act/form', 'act/incomplete'])

/** Whatever else is wrong: an act whose parties or times cannot be read is not compared with its form by the reader. */
function departuresOfForm({ id, kind, body }: Draft, agreement: Agreement): DraftProblem[] {
  const by = agreement.parties[0]?.id
  if (by === undefined) return []
  const { text, keys } = printed({
    id,
    kind,
    by,
    transmitted: '2000-01-01',
    ...(body === undefined ? {} : { body }),
  } as Draft)
  const { problems } = readActs([{ name: DRAFT, bytes: new TextEncoder().encode(text) }], agreement)
  return problems.filter(({ code }) => OF_FORM.has(code)).map((problem) => placed(problem, keys).told)
}

function draftOf(
  words: ActWords,
  kind: ActKind | undefined,
  body: Readonly<Record<string, Json>>,
  known: readonly string[],
): Draft {
  const some = (key: string, values: readonly string[]) => (values.length === 0 ? {} : { [key]: oneOrList(values) })
  const text = (key: string, value: string | undefined) => (value === undefined ? {} : { [key]: value })
  const capacity = {
    ...text('asked', words.asked),
    ...text('answered', words.answered),
    ...(words.for.length === 0 ? {} : { for: words.for }),
  }
  return {
    id: words.id ?? freeId(words.kind, known),
    kind: words.kind,
    ...some('by', words.by),
    ...some('to', words.to ?? (kind?.to === 'all' ? ['all'] : [])),
    ...(words.refersTo.length === 0 ? {} : { refersTo: words.refersTo }),
    transmitted: words.transmitted,
    ...text('received', words.received),
    ...text('recordedAt', words.recordedAt),
    ...(Object.keys(capacity).length === 0 ? {} : { capacity }),
    ...(words.cites.length === 0 ? {} : { cites: words.cites }),
    ...(words.period === undefined
      ? {}
      : { period: /^\d{1,4}$/.test(words.period) ? Number(words.period) : words.period }),
    ...(Object.keys(body).length === 0 ? {} : { body }),
    ...(words.source.length === 0 ? {} : { source: words.source }),
    ...text('certainty', words.certainty),
  }
}

function oneOrList(values: readonly string[]): Json {
  return values.length === 1 ? (values[0] as string) : values
}

/** `question-3`, the first number that is free. */
export function freeId(kind: string, known: readonly string[]): string {
  const taken = new Set(known)
  let number = 1
  while (taken.has(`${kind}-${number}`)) number += 1
  return `${kind}-${number}`
}

/** A key a line, so that the place of a problem says which word is meant. */
function printed(draft: Draft): { readonly text: string; readonly keys: readonly string[] } {
  const lines: string[] = []
  const keys: string[] = []
  for (const [key, value] of Object.entries(draft)) {
    const indent = lines.length === 0 ? '- ' : '  '
    if (key === 'body') {
      lines.push(`${indent}body:`)
      keys.push('body')
      for (const [field, inner] of Object.entries(value as Record<string, Json>)) {
        lines.push(`    ${JSON.stringify(field)}: ${JSON.stringify(inner)}`)
        keys.push(`body ${field}`)
      }
    } else {
      lines.push(`${indent}${key}: ${JSON.stringify(value)}`)
      keys.push(key)
    }
  }
  return { text: `${lines.join('\n')}\n`, keys }
}

function placed(problem: Problem, keys: readonly string[]) {
  const { code, message, line } = problem
  const key = keys[line - 1] ?? 'id'
  const of =
    code === 'act/reference' && key === 'kind' ? 'refersTo' : code === 'act/addressees' && key === 'kind' ? 'to' : key
  const isOfForm = OF_FORM.has(code)
  const told = {
    of: code === 'act/incomplete' || (isOfForm && !of.startsWith('body')) ? 'body' : of,
    code,
    message,
    advice: adviceOf(problem),
  }
  return { told, isError: isError(problem) }
}

/** Which acts on record an act of this kind can be about, the last ones. */
function candidates(kind: ActKind | undefined, record: ActsRecord | undefined): string {
  // Together with what else is wrong with it, the record cannot be read.
  if (record === undefined) return 'Say which act it refers to, by the id of that act.'
  const acts = record.acts.slice(0, -1).filter((act) => kind?.refersTo.includes(act.kind))
  if (acts.length === 0) return `Put on record first what it refers to: ${kind?.refersTo.join(' or ')}.`
  const ids = acts.slice(-CANDIDATES_MAX).map(({ id }) => id)
  return acts.length === 1
    ? `Say which act it refers to: ${ids[0]}.`
    : `Say which act it refers to: ${ids.join(', or ')}.`
}

const CANDIDATES_MAX = 8

/** What is said of a record that exists is not what helps before one writes. */
function adviceOf({ code, advice, message }: Problem): string {
  switch (code) {
    case 'act/incomplete': {
      const field = /requires "(.*)", and/.exec(message)?.[1] ?? 'FIELD'
      return `Say it: ${field}=...`
    }
    case 'act/form':
      return 'Write what the form of the kind asks for.'
    default:
      return advice
  }
}

function missing({ by, to }: ActWords, kind: ActKind | undefined): DraftProblem[] {
  const told = (of: string, message: string, advice: string) => ({ of, code: 'act/missing-key', message, advice })
  const noun = kind?.noun ?? 'an act'
  return [
    ...(by.length === 0 ? [told('by', `It is not said who sends ${noun}.`, 'Name the party by its id.')] : []),
    ...(to === undefined && (kind?.to === 'one' || kind?.to === 'some')
      ? [
          told(
            'to',
            `It is not said to whom ${noun} goes.`,
            'Name the party by its id, several with a comma between, or all.',
          ),
        ]
      : []),
  ]
}

/** Does a rule ask for acts of this kind for a period? One that does not say for which performs the duty of none. */
export function isForPeriod(kind: string, { rules }: Agreement): boolean {
  return rules.some(
    (rule) => rule.kind === 'norm' && rule.what.link?.kind === 'period' && rule.what.acts.includes(kind),
  )
}

function withoutPeriod({ kind, period }: ActWords, agreement: Agreement): DraftProblem[] {
  if (!isForPeriod(kind, agreement) || period !== undefined) return []
  return [
    {
      of: 'period',
      code: 'record/no-year',
      message: 'It is not said for which year it is, so it performs the duty of none.',
      advice: 'Say the year, such as 2026.',
    },
  ]
}

function toldOfBody({ field, ...rest }: BodyFault): DraftProblem {
  return { of: `body ${field}`, ...rest }
}
