import type { Json } from '../../agreement/act.ts'
import type { KindName } from '../../agreement/clause.ts'
import type { ActKind, Stage } from '../../agreement/kind.ts'
import type { Directory } from '../meaning/directory.ts'
import type { Standpoint } from '../phrase/noun.ts'
import { readParty } from '../phrase/party-phrase.ts'
import { readPhrase } from '../phrase/phrase.ts'
import { didYouMean } from '../phrase/spelling.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader, type Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import type { Value } from '../source/value.ts'
import { CARRIED } from './provisions.ts'

/**
 * A kind of message:
 *
 *     act: question
 *     noun: a question
 *     infinitive: put a question
 *     titles: {de: Frage}
 *     stage: question
 *     from: each party
 *     to: some
 *     refers to: answer or joint-answer (optional)
 *     by: fax
 *     form: forms/question.schema.json
 */
export const STAGES: readonly Stage[] = [
  'question',
  'acknowledgement',
  'reminder',
  'reply',
  'joint reply',
  'adoption',
  'follow-up',
  'claim',
  'denial',
  'joining',
  'withdrawal',
  'waiver',
  'meeting request',
  'meeting',
  'offer',
  'statement',
  'notification',
  'return',
  'other',
]
const ADDRESSED = ['one', 'some', 'all', 'nobody'] as const
const SHAPE = {
  what: 'an act',
  keys: ['act', 'noun', 'infinitive', 'titles', 'stage', 'from', 'to', 'refers to', 'by', 'form', ...CARRIED],
}

/** The schema behind `form:`; undefined if it was refused, which has been told. */
export type FormOf = (value: Value) => Json | undefined

/** A kind, with what of it can be read only when all kinds are known. */
export interface KindDraft {
  readonly kind: ActKind
  readonly reader: FieldReader
}

export function readKind(
  declaration: Declaration,
  directory: Directory,
  formOf: FormOf,
  report: Report,
): KindDraft | undefined {
  const reader = new FieldReader(declaration, SHAPE, report)
  const name = reader.id('act', 'kind')
  const noun = reader.text('noun')?.value ?? withArticle((name?.value ?? '').replaceAll('-', ' '))
  const infinitive = reader.text('infinitive')?.value ?? `send ${noun}`
  const titles = reader.languages('titles')
  const stage = reader.word('stage', STAGES) ?? 'other'
  const to = reader.word('to', ADDRESSED) ?? 'some'
  const { refersTo, mustRefer } = readReferences(reader.text('refers to'), directory, report)
  const by = reader.text('by')
  if (by !== undefined && !directory.channels.has(by.value)) {
    const advice = didYouMean(by.value, directory.channels.keys())
    report.error('channel/unknown', by.place, `"${by.value}" is no channel of this agreement.`, advice)
  }
  const formField = reader.field('form')
  const form = formField === undefined ? undefined : formOf(formField.value)
  if (name === undefined) return undefined
  const kind: ActKind = {
    name: name.value,
    clause: declaration.clause,
    noun,
    infinitive,
    titles,
    stage,
    to,
    refersTo,
    mustRefer,
    ...(by === undefined ? {} : { by: by.value }),
    ...(form === undefined ? {} : { form }),
  }
  return { kind, reader }
}

/** `from` may name senders of what the kind refers to, so it waits until the references are known. */
export function withSenders({ kind, reader }: KindDraft, directory: Directory, report: Report): ActKind {
  const text = reader.text('from')
  if (text === undefined) return kind
  const nouns = new Set(kind.refersTo.flatMap((name) => [...directory.chain(name)]))
  const here: Standpoint = { directory, nouns, from: `"${kind.name}"`, bareRoles: false }
  const from = readPhrase(text, report, (phrase) => readParty(phrase, here))
  return from === undefined ? kind : { ...kind, from }
}

function readReferences(
  text: Text | undefined,
  directory: Directory,
  report: Report,
): { refersTo: KindName[]; mustRefer: boolean } {
  const nothing = { refersTo: [], mustRefer: false }
  if (text === undefined || text.value === 'nothing') return nothing
  const read = readPhrase(text, report, (phrase) => {
    const refersTo: KindName[] = []
    do {
      const token = phrase.name('a kind of act')
      if (directory.kinds.has(token.text)) refersTo.push(token.text)
      else {
        const advice = didYouMean(token.text, [...directory.kinds.keys(), 'nothing'])
        phrase.error('kind/unknown', token, `"${token.text}" is no kind of act of this agreement.`, advice)
      }
    } while (phrase.takes('or'))
    const isOptional = phrase.takes('(', 'optional', ')')
    return { refersTo: [...new Set(refersTo)], mustRefer: !isOptional }
  })
  return read ?? nothing
}

export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
}
