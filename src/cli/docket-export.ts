import type { Case, Entry } from '../engine/reading/docket.ts'
import { listed } from './cells.ts'
import { type Consultation, playedOverOf } from './consultation.ts'
import { printCsv } from './csv.ts'
import { edtf, headJson, lineJson } from './register-export.ts'

/** The docket for programs; times as in the register. */
export function docketJson(asked: Consultation, cases: readonly Case[], apart: readonly Entry[]): string {
  return `${JSON.stringify({ ...headJson(asked), ...docketOf(cases, apart) }, null, 2)}\n`
}

export function docketOf(cases: readonly Case[], apart: readonly Entry[]): Record<string, unknown> {
  const rows = cases.map(({ id, opening, per, entries }) => ({
    id,
    entries: [opening, ...entries].map(entryJson),
    lines: per.map(lineJson),
  }))
  return { cases: rows, apart: apart.map(entryJson) }
}

function entryJson(entry: Entry) {
  return { ...entry, at: edtf(entry.at) }
}

export const DOCKET_HEADS = [
  'case',
  'id',
  'kind',
  'stage',
  'by',
  'to',
  'at',
  'text',
  'capacity',
  'cites',
  'marks',
  'source',
  'certainty',
  'played over',
]

/** Acts that belong to no case have an empty cell for it. */
export function docketCsv(asked: Consultation, cases: readonly Case[], apart: readonly Entry[]): string {
  return printCsv(DOCKET_HEADS, docketRows(asked, cases, apart))
}

/** A row an act, below `DOCKET_HEADS`. */
export function docketRows(asked: Consultation, cases: readonly Case[], apart: readonly Entry[]): string[][] {
  const row = (caseId: string, entry: Entry) => [...entryRow(caseId, entry), playedOverOf(asked) ?? '']
  return [
    ...cases.flatMap(({ id, opening, entries }) => [opening, ...entries].map((entry) => row(id, entry))),
    ...apart.map((entry) => row('', entry)),
  ]
}

function entryRow(caseId: string, entry: Entry): string[] {
  return [
    caseId,
    entry.id,
    entry.kind,
    entry.stage,
    listed(entry.by),
    listed(entry.to),
    edtf(entry.at),
    entry.text,
    entry.capacity ?? '',
    entry.cites.join(' '),
    entry.marks.join('; '),
    entry.source.join(' '),
    entry.certainty ?? '',
  ]
}
