import { blockItem } from '../acts/appended.ts'
import { type DraftRead, readDraft } from '../acts/draft.ts'
import type { Act } from '../agreement/act.ts'
import type { Ledger } from '../engine/ledger.ts'
import { editionsAt } from '../engine/program/edition-words.ts'
import { asOfAdvice, atEnd, lastAsOf, parseAsOf } from '../engine/reading/as-of.ts'
import { type Change, differenceOf, type NewMark, newMarks } from '../engine/reading/difference.ts'
import type { AsOf } from '../engine/reading/line.ts'
import { registerAt } from '../engine/reading/register.ts'
import { unverifiedNote } from '../engine/reading/unverified.ts'
import { printWindow } from '../time/window.ts'
import { printOffset, type Zone } from '../time/zone.ts'
import { ACT_OPTIONS, faultOf, folderAndKind, kindCalled, wordsOfAct } from './act-options.ts'
import type { Arguments, Options } from './arguments.ts'
import { ledgerOf } from './consultation.ts'
import { printChanges, printMarks } from './difference-print.ts'
import { ArgumentsRefused, type Fault, printFault } from './faults.ts'
import { actsFilesOf, asActsFile, type Opened, openAgreement } from './opened.ts'
import { lacksReceipt } from './receipt-hint.ts'
import { Refusal } from './refusal.ts'
import { fitting } from './register-print.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** An act that is worded and not on record, and what it would change. */
export interface Effect {
  readonly opened: Opened
  readonly read: DraftRead
  readonly act: Act
  readonly sections: readonly EffectAt[]
}

/** What it changes in the register for one instant. */
export interface EffectAt {
  readonly asOf: AsOf & { readonly because?: string }
  readonly changes: readonly Change[]
  readonly marks: readonly NewMark[]
  /** What is then said of editions, and was not said before. */
  readonly editions: readonly string[]
}

export const EFFECT_OPTIONS = {
  ...ACT_OPTIONS,
  'as-is': { says: 'Take it although it departs from its form or its kind: these were the words' },
  'as-of': { value: 'WHEN', says: 'For which instant the registers are compared; left out: when it is sent' },
} as const satisfies Options

/** Refuses with everything that is wrong with the act, all at once. */
export function effectOf(command: string, args: Arguments): Effect {
  const [path, name] = folderAndKind(command, args)
  const opened = openAgreement(path)
  const { agreement, record, folder } = opened
  const kind = kindCalled(command, path, name, agreement)
  refuseYearAsFor(command, args)
  const words = wordsOfAct(command, kind.name, args, () => clockOf(agreement.zone))
  const files = actsFilesOf(folder, agreement).acts.map(asActsFile)
  const known = record.acts.map(({ id }) => id)
  const read = readDraft(words, files, known, agreement)
  const named = args.values.get('as-of')
  const asked = named === undefined ? undefined : parseAsOf(named, agreement.zone)
  const faults: Fault[] = [
    ...[...read.errors, ...(args.flags.has('as-is') ? [] : read.departures)].map(faultOf),
    ...(named !== undefined && asked === undefined ? [noInstant(named)] : []),
  ]
  if (faults.length > 0) {
    const mild =
      read.errors.length === 0 && read.departures.length > 0 && (asked !== undefined) === (named !== undefined)
    throw new ArgumentsRefused(command, faults, mild ? AS_IS : undefined)
  }
  const { act } = read
  if (act === undefined) throw new Refusal(`pacta ${command}: the act cannot be read together with the record.`)
  const before = ledgerOf(agreement, record.acts)
  const after = ledgerOf(agreement, [...record.acts, act])
  const instants = asked === undefined ? instantsFor(opened, act) : [asked]
  const all = instants.map((asOf) => effectAt(before, after, act, asOf))
  // Of an act that is sent last, today and the end of the record say the same.
  const sections = all.filter((one, index) => index === 0 || (one.changes.length > 0 && !isSame(one, all[0])))
  return { opened, read, act, sections }
}

/** In a play `for 2026` is what a return is for; here nobody speaks for 2026. */
function refuseYearAsFor(command: string, { lists }: Arguments): void {
  const year = (lists.get('for') ?? []).find((text) => /^\d{4}(?:-(?:Q[1-4]|\d{2}))?$/.test(text))
  if (year === undefined) return
  throw new Refusal(
    `pacta ${command}: --for names for whom else the sender speaks, and "${year}" is nobody.`,
    `Write --period ${year}.`,
  )
}

const AS_IS = 'If these were the words, --as-is takes them as they are: they are then noted, and nothing is refused.'

function noInstant(text: string): Fault {
  return {
    at: '--as-of',
    code: 'record/no-instant',
    message: `"${text}" is no date and no instant.`,
    advice: asOfAdvice(text),
  }
}

function isSame(a: EffectAt, b: EffectAt | undefined): boolean {
  const told = (one: EffectAt | undefined) =>
    JSON.stringify(one?.changes.map(({ kind, before, after }) => [kind, before?.reading, after?.reading, after?.due]))
  return told(a) === told(b)
}

/** When it is sent; and, if the record goes on behind it, at the end of the record. */
function instantsFor({ agreement, record }: Opened, act: Act): EffectAt['asOf'][] {
  const last = lastAsOf(agreement, record)
  const sent = act.transmitted.latest
  if (!Number.isFinite(sent)) return [last]
  const first = { ...atEnd(sent, agreement.zone), because: 'when it is sent' }
  return record.acts.length > 0 && last.at > sent ? [first, last] : [first]
}

/** What the record covers is left out: the act is about to be a part of it. */
function effectAt(before: Ledger, after: Ledger, act: Act, asOf: EffectAt['asOf']): EffectAt {
  const query = { asOf, powers: true }
  return {
    asOf,
    changes: differenceOf(registerAt(before, query), registerAt(after, query)),
    marks: newMarks(before, after, act.id, query),
    editions: editionsAt(after, asOf.at).filter((text) => !editionsAt(before, asOf.at).includes(text)),
  }
}

/** The clock of this machine, to the second, as it is shown in the zone. */
function clockOf(zone: Zone): string {
  const now = Math.floor(Date.now() / 1000) * 1000
  const offset = zone.offsetAt(now)
  const local = new Date(now + offset).toISOString().slice(0, 19)
  return `${local}${offset === 0 ? 'Z' : printOffset(offset)}`
}

export function printEffect({ opened, read, act, sections }: Effect, terminal: Terminal): string {
  const { agreement, record } = opened
  const written = blockItem(read.draft, 0)
    .trimEnd()
    .split('\n')
    .map((line) => `  ${visible(line)}\n`)
  const told = sections.map(({ asOf, changes, marks, editions }, index) => {
    const because = asOf.because === undefined ? '' : `, ${asOf.because}`
    const head = `${index === 0 ? 'What it changes' : 'And'}, as of ${asOf.printed}${because}:`
    const table = changes.length === 0 ? 'No line of the register.\n' : printChanges(changes, agreement, terminal)
    const texts = editions.map((text) => fitting(text, terminal)).join('')
    return `\n${fitting(head, terminal)}${texts}${table}${index === 0 ? printMarks(marks, act.id, agreement, terminal) : ''}`
  })
  const covered = record.covers?.window.latest ?? Number.POSITIVE_INFINITY
  const beyond =
    act.transmitted.latest > covered
      ? fitting(
          `The record says that it covers ${printWindow(record.covers?.window ?? act.transmitted, agreement.zone)}: the register reads nothing that comes later, until \`covers\` in the acts file is moved on.`,
          terminal,
        )
      : ''
  const arisen = sections.flatMap(({ changes }) => changes.flatMap(({ after }) => after ?? []))
  const receipt = lacksReceipt(act, arisen)
    ? `\n${fitting('Its day of receipt is not known, and a time counts from it. If it is known, add --received DATE; otherwise `npx pacta receipt` puts it on record later.', terminal)}`
    : ''
  const notes = [...read.departures, ...read.notes].map((one) => `${printFault(faultOf(one))}\n`).join('')
  const unsure = unverifiedNote(agreement).map((text) => fitting(text, terminal))
  return `${terminal.bold(visible(agreement.title))}\n${unsure.join('')}${written.join('')}${told.join('')}${receipt}${beyond === '' ? '' : `\n${beyond}`}${notes === '' ? '' : `\nNoted:\n${notes}`}`
}
