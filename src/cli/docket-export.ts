import type { Case } from '../engine/docket.ts'
import { listed } from './cells.ts'
import type { Consultation } from './consultation.ts'
import { printCsv } from './csv.ts'
import { edtf, headJson, lineJson } from './register-export.ts'

/** The docket for programs; times as in the register. */
export function docketJson(asked: Consultation, cases: readonly Case[]): string {
  const rows = cases.map(({ id, question, per, entries }) => ({
    id,
    entries: [question, ...entries].map((entry) => ({ ...entry, at: edtf(entry.at) })),
    lines: per.map(lineJson),
  }))
  return `${JSON.stringify({ ...headJson(asked), cases: rows }, null, 2)}\n`
}

const HEADS = [
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
]

export function docketCsv(cases: readonly Case[]): string {
  return printCsv(
    HEADS,
    cases.flatMap(({ id, question, entries }) =>
      [question, ...entries].map((entry) => [
        id,
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
      ]),
    ),
  )
}
