import type { ActWords, DraftProblem } from '../acts/draft.ts'
import type { FieldText } from '../acts/draft-body.ts'
import type { Agreement } from '../agreement/agreement.ts'
import type { ActKind } from '../agreement/kind.ts'
import { didYouMean, listed } from '../language/phrase/spelling.ts'
import type { Arguments, Options } from './arguments.ts'
import type { CliCode } from './codes.ts'
import { ArgumentsRefused, type Fault } from './faults.ts'
import { holdsAgreement } from './folder.ts'
import { Refusal } from './refusal.ts'
import { commandLine } from './why-command.ts'

/** How an act is worded on the command line: the same for `record` and `what-if`. */
export const ACT_OPTIONS = {
  agreement: {
    value: 'FOLDER',
    says: 'The agreement, if it is not named before KIND; left out: the folder you are in',
  },
  by: { value: 'X', says: 'Who sends it; joint senders with a comma between', alsoTried: ['from', 'sender'] },
  to: {
    value: 'Y',
    says: 'To whom, several with a comma between, or all; left out: all, if that is where its kind goes',
  },
  'refers-to': { value: 'ID', says: 'The act that it refers to, several with a comma between', alsoTried: ['about'] },
  body: {
    value: 'FIELD=VALUE',
    says: 'A field of the message, as the form of its kind names it',
    several: true,
    alsoTried: ['with', 'text'],
  },
  transmitted: {
    value: 'WHEN',
    says: 'When it was sent: a date, an instant with its offset, or a window; left out: now, by the clock of this machine',
    alsoTried: ['on', 'date', 'sent', 'at'],
  },
  received: { value: 'WHEN', says: 'When it was received; left out: not known' },
  'recorded-at': { value: 'WHEN', says: 'When it is put on record; left out: when it was sent' },
  id: { value: 'ID', says: 'Its id; left out: its kind and the first number that is free', alsoTried: ['as'] },
  period: { value: 'PERIOD', says: 'What a return is for: 2026, 2026-Q1, 2026-03 or 2012-2016', alsoTried: ['year'] },
  cites: { value: 'LIMB', says: 'A limb of a commitment that it cites', several: true, alsoTried: ['citing'] },
  asked: { value: 'TEXT', says: 'In which capacity it wants to be answered' },
  answered: { value: 'TEXT', says: 'In which capacity it answers' },
  for: { value: 'TEXT', says: 'For whom else the sender speaks', several: true },
  source: { value: 'KEY', says: 'A key of SOURCES.md', several: true },
  certainty: { value: 'WORD', says: 'signed, confirmed, reported, inferred or unverified' },
} as const satisfies Options

/** `[AGREEMENT] KIND`, or the folder as an option, or the folder one is in. A folder alone leaves the kind to be asked for. */
export function folderAndKind(
  command: string,
  { words, values }: Arguments,
): readonly [folder: string, kind: string | undefined] {
  const named = values.get('agreement')
  if (words.includes('')) {
    throw new Refusal(
      `pacta ${command}: one of its words is empty.`,
      `Write npx pacta ${command} AGREEMENT KIND, or KIND alone in the folder of the agreement.`,
    )
  }
  if (words.length > (named === undefined ? 2 : 1)) {
    throw new Refusal(`pacta ${command}: what is "${words.slice(-1)[0]}"? It takes AGREEMENT, KIND and options.`)
  }
  const [first, second] = words
  if (named !== undefined) return [named, first]
  if (second !== undefined || first === undefined) return [first ?? '.', second]
  return holdsAgreement(first) ? [first, undefined] : ['.', first]
}

/** `now` is asked for only if nobody says when it was sent. */
export function wordsOfAct(command: string, kind: string, args: Arguments, now: () => string): ActWords {
  const { values } = args
  const list = (name: string) => (args.lists.get(name) ?? []).flatMap(commaApart)
  const { fields, faults } = fieldsOf(args.lists.get('body') ?? [])
  if (faults.length > 0) throw new ArgumentsRefused(command, faults)
  const to = values.get('to')
  return {
    kind,
    by: commaApart(values.get('by') ?? ''),
    ...(to === undefined ? {} : { to: commaApart(to) }),
    refersTo: commaApart(values.get('refers-to') ?? ''),
    transmitted: values.get('transmitted') ?? now(),
    received: values.get('received'),
    recordedAt: values.get('recorded-at'),
    id: values.get('id'),
    cites: list('cites'),
    period: values.get('period'),
    asked: values.get('asked'),
    answered: values.get('answered'),
    // Names of groups are texts and may hold commas.
    for: args.lists.get('for') ?? [],
    source: list('source'),
    certainty: values.get('certainty'),
    body: fields,
  }
}

export function commaApart(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

function fieldsOf(texts: readonly string[]): {
  readonly fields: readonly FieldText[]
  readonly faults: readonly Fault[]
} {
  const fields: FieldText[] = []
  const faults: Fault[] = []
  for (const text of texts) {
    const at = text.indexOf('=')
    if (at > 0) fields.push({ field: text.slice(0, at), text: text.slice(at + 1) })
    else faults.push(noField(text))
  }
  return { fields, faults }
}

function noField(text: string): Fault {
  return {
    at: '--body',
    code: 'record/no-field' satisfies CliCode,
    message: `"${text}" does not say of which field it is the value.`,
    advice: 'Write FIELD=VALUE, such as --body text="When does it open?".',
  }
}

/** The kind, or what was probably meant, with all that the agreement knows. */
export function kindCalled(command: string, path: string, name: string | undefined, { kinds }: Agreement): ActKind {
  if (name === undefined) {
    const names = kinds.map((one) => one.name)
    const example = commandLine([command, ...(path === '.' ? [] : [path]), names[0] ?? 'KIND'])
    throw new Refusal(
      `pacta ${command}: KIND is missing.`,
      `The agreement has ${listed(names)}. Write ${example} --by PARTY and so on; \`npx pacta ${command} --help\` lists the options.`,
    )
  }
  const kind = kinds.find((one) => one.name === name)
  if (kind !== undefined) return kind
  throw new ArgumentsRefused(command, [unknownKind('KIND', name, kinds)])
}

export function unknownKind(at: string, name: string, kinds: readonly ActKind[]): Fault {
  const names = kinds.map((one) => one.name)
  return {
    at,
    code: 'act/unknown-kind',
    message: `The agreement has no kind of act "${name}".`,
    advice: didYouMean(name, names, `It has ${names.join(', ')}.`),
  }
}

const OPTION_OF: Readonly<Record<string, string>> = {
  kind: 'KIND',
  refersTo: '--refers-to',
  recordedAt: '--recorded-at',
  capacity: '--asked, --answered or --for',
}

/** A problem of the draft, with the option by which it was worded. */
export function faultOf({ of, code, message, advice }: DraftProblem): Fault {
  return { at: OPTION_OF[of] ?? `--${of}`, code, message, advice }
}
