import { type ActWords, type Draft, type DraftProblem, type DraftRead, readDraft } from '../acts/draft.ts'
import type { ActsFile } from '../acts/read.ts'
import type { Act } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import type { ActKind } from '../agreement/kind.ts'
import type { CliCode } from './codes.ts'
import type { Fault } from './faults.ts'
import type { ActCommand } from './play-commands.ts'

/** The acts that were put before one, and the files and drafts from which they were read. */
export interface PutBefore {
  readonly acts: readonly Act[]
  readonly files: readonly ActsFile[]
  readonly drafts: readonly Draft[]
}

/** An act as it was put, read. */
export interface WordedAct {
  readonly draft: Draft
  readonly act: Act
  /** All acts with it. */
  readonly acts: readonly Act[]
  readonly notes: DraftRead['notes']
  /** What it is about, if that was not said. */
  readonly about: readonly string[]
  /** That it arrived when it was sent was not said either. */
  readonly isReceivedAtOnce: boolean
}

/**
 * The act that a line of `pacta play` or a row of `cases/*.csv` puts, or all that is wrong with it: what departs from the form
 * or the kind is a slip here. What it is about is found where only one act can be meant.
 */
export function wordedAct(
  { words, isReceivedNamed }: ActCommand,
  { acts, files, drafts }: PutBefore,
  agreement: Agreement,
): WordedAct | Fault {
  const kind = agreement.kinds.find(({ name }) => name === words.kind) as ActKind
  const refersTo = referenceOf(words, kind, acts)
  if (!Array.isArray(refersTo)) return refersTo as Fault
  const said = { ...words, refersTo, ...receiptOf(words, kind, agreement, isReceivedNamed) }
  const before = drafts.map((draft) => `${JSON.stringify(draft)}\n`).join('')
  const read = readDraft(
    said,
    before === '' ? files : [...files, { name: 'played.jsonl', bytes: new TextEncoder().encode(before) }],
    acts.map(({ id }) => id),
    agreement,
  )
  // A message that lacks something is a message; whoever tries a rule need not fill in the form.
  const refused = [...read.errors, ...read.departures.filter(({ code }) => code !== 'act/incomplete')]
  if (refused.length > 0 || read.act === undefined) return asFault(words.kind, refused)
  return {
    draft: read.draft,
    act: read.act,
    acts: read.record?.acts ?? [],
    notes: read.notes,
    about: words.refersTo.length === 0 ? refersTo : [],
    isReceivedAtOnce: said.received !== undefined && !isReceivedNamed,
  }
}

/** What it is about, if only one act can be meant; otherwise whoever puts it has to say so. */
function referenceOf(
  { refersTo, kind: name }: ActWords,
  kind: ActKind,
  acts: readonly Act[],
): readonly string[] | Fault {
  if (refersTo.length > 0 || !kind.mustRefer) return refersTo
  const possible = acts.filter((act) => kind.refersTo.includes(act.kind)).map(({ id }) => id)
  if (possible.length === 1) return possible
  const wanted = kind.refersTo.join(' or ')
  return possible.length === 0
    ? fault(
        name,
        'play/reference',
        `${kind.noun} refers to ${wanted}, and there is none.`,
        `Put one first: help says how.`,
      )
    : fault(
        name,
        'play/reference',
        `${kind.noun} refers to ${wanted}, and there are ${possible.length}.`,
        `Write about ${possible.slice(-8).join(', or about ')}.`,
      )
}

/** Unless something else is said, a message arrives when it is sent; where a channel says when it arrives, that holds. */
function receiptOf(words: ActWords, kind: ActKind, { channels }: Agreement, isNamed: boolean): { received?: string } {
  if (isNamed || kind.to === 'nobody' || (words.to === undefined && kind.to !== 'all')) return {}
  const receipt = channels.find(({ name }) => name === kind.by)?.receipt
  return receipt === undefined || receipt.kind === 'actual' ? { received: words.transmitted } : {}
}

const WORD_OF: Readonly<Record<string, string>> = {
  refersTo: 'about',
  transmitted: 'on',
  period: 'for',
  id: 'as',
  cites: 'citing',
}

export function faultOfWord({ of, ...rest }: DraftProblem): Fault {
  return { at: WORD_OF[of] ?? of.replace(/^body\b/, 'with'), ...rest }
}

/** All of them at once. */
function asFault(kind: string, problems: readonly DraftProblem[]): Fault {
  const [first, ...more] = problems.map(faultOfWord)
  if (first === undefined) return fault(kind, 'play/command', 'The act cannot be read.', 'help says what may be said.')
  return { ...first, also: more }
}

function fault(at: string, code: CliCode, message: string, advice: string): Fault {
  return { at, code, message, advice }
}
