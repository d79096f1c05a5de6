import type { LimitLine } from '../engine/count/limit-view.ts'
import { editionsAt } from '../engine/program/edition-words.ts'
import type { Entry } from '../engine/reading/docket.ts'
import type { Line } from '../engine/reading/line.ts'
import { unverifiedOf, unverifiedRules } from '../engine/reading/unverified.ts'
import { printInstant } from '../time/instant.ts'
import type { Window } from '../time/window.ts'
import { listed } from './cells.ts'
import { type Consultation, playedOverOf } from './consultation.ts'
import { printCsv } from './csv.ts'

/** Lines for programs. Times are EDTF in UTC: an instant, or `FIRST/LAST` with `..` for an end that is not known. */
export function registerJson(
  asked: Consultation,
  lines: readonly Line[],
  marked: readonly Entry[],
  limits: readonly LimitLine[],
): string {
  const marks = marked.map(({ id, at, marks }) => ({ id, at: edtf(at), marks }))
  return `${JSON.stringify({ ...headJson(asked), lines: lines.map(lineJson), limits: limits.map(limitJson), marks }, null, 2)}\n`
}

export function headJson(asked: Consultation): Record<string, unknown> {
  const { opened, asOf, knownAt, zoneData } = asked
  const { agreement, record } = opened
  const editions = editionsAt(asked.ledger, asOf.at)
  return {
    agreement: { id: agreement.id, title: agreement.title },
    playedOver: playedOverOf(asked) ?? null,
    asOf: { at: printInstant(asOf.at), printed: asOf.printed, because: asOf.because },
    knownAt: knownAt === undefined ? null : { at: printInstant(knownAt.at), printed: knownAt.printed },
    zone: agreement.zone.id,
    zoneData,
    ...(editions.length === 0 ? {} : { editions }),
    unverified: Object.fromEntries(unverifiedRules(agreement)),
    covers: record.covers === undefined ? null : { window: edtf(record.covers.window), note: record.covers.note },
  }
}

/** Numbers as they are printed: `3`, `3 to 5`, `not known`. */
export function limitJson({ use: _, ...line }: LimitLine): Record<string, unknown> {
  return line
}

/** Without the engine's words for states: prints are forwarded, and the reading says how it stands. */
export function lineJson({ basis: _, state: __, ...line }: Line): Record<string, unknown> {
  return { ...line, closes: line.closes === undefined ? null : edtf(line.closes) }
}

export function edtf({ earliest, latest }: Window): string {
  if (earliest === latest) return printInstant(earliest)
  const end = (at: number) => (Number.isFinite(at) ? printInstant(at) : '..')
  return `${end(earliest)}/${end(latest)}`
}

export const REGISTER_HEADS = [
  'id',
  'rule',
  'verb',
  'owes',
  'owed to',
  'about',
  'due',
  'reading',
  'text',
  'first instant too late',
  'performed by',
  'source',
  'certainty',
  'unverified',
  'past horizon',
  'record ends',
  'played over',
] as const

export function registerCsv(asked: Consultation, lines: readonly Line[]): string {
  return printCsv(REGISTER_HEADS, registerRows(asked, lines))
}

/** A row a line, below `REGISTER_HEADS`. */
export function registerRows(asked: Consultation, lines: readonly Line[]): string[][] {
  const { covers } = asked.opened.record
  const recordEnds =
    covers === undefined || !Number.isFinite(covers.window.latest) ? '' : printInstant(covers.window.latest)
  const played = playedOverOf(asked) ?? ''
  return lines.map((line) => [
    line.id,
    line.rule ?? '',
    line.verb,
    listed(line.debtors),
    listed(line.creditors),
    line.about,
    line.due,
    line.reading,
    line.text,
    line.closes === undefined ? '' : edtf(line.closes),
    line.performedBy ?? '',
    line.source.join(' '),
    line.certainty ?? '',
    unverifiedOf(asked.agreement, line.rule) ?? '',
    line.pastHorizon ? 'yes' : 'no',
    recordEnds,
    played,
  ])
}
