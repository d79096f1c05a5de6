import type { Commitment, Instrument } from '../../agreement/agreement.ts'
import { parseWindow } from '../../time/window.ts'
import { type Zone, zoneOf } from '../../time/zone.ts'
import type { Directory } from '../meaning/directory.ts'
import { didYouMean } from '../phrase/spelling.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader, numberRead, type Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { inWords, type Value } from '../source/value.ts'

/**
 * What was signed, and what was committed to in it, limb by limb:
 *
 *     instrument: PEACE-1990
 *     title: Charter of the Lake
 *     adopted: 1990-11-21
 *     level: heads of state or government
 *     participants: 3 States
 *     force: political
 *     source: [S10]
 *     certainty: confirmed
 *     ---
 *     commitment: L6
 *     title: Nobody strengthens its security at the expense of others
 *     found: [{instrument: PEACE-1990, paragraph: "3", certainty: unverified}]
 */
const CERTAINTIES = ['confirmed', 'reported', 'inferred', 'unverified'] as const
const INSTRUMENT = {
  what: 'an instrument',
  keys: ['instrument', 'title', 'adopted', 'level', 'participants', 'force', 'source', 'certainty'],
}
const COMMITMENT = { what: 'a commitment', keys: ['commitment', 'title', 'found'] }
const FOUND = { what: 'a place in an instrument', keys: ['instrument', 'paragraph', 'certainty'] }

export function readInstrument(
  declaration: Declaration,
  zone: Zone | undefined,
  report: Report,
): Instrument | undefined {
  const reader = new FieldReader(declaration, INSTRUMENT, report)
  const id = reader.id('instrument', 'name')
  reader.need('title', 'Write its name.')
  reader.need('adopted', 'Write the day, month or year of its adoption: adopted: 1990-11-21.')
  const title = reader.text('title')
  const adopted = adoptedOf(reader, zone, report)
  const source = reader.texts('source').map((text) => text.value)
  const level = reader.text('level')?.value
  const participants = reader.text('participants')?.value
  const force = reader.text('force')?.value
  const certainty = reader.word('certainty', CERTAINTIES)
  if (id === undefined) return undefined
  return {
    id: id.value,
    clause: declaration.clause,
    title: title?.value ?? id.value,
    adopted: adopted ?? '',
    source,
    ...(level === undefined ? {} : { level }),
    ...(participants === undefined ? {} : { participants }),
    ...(force === undefined ? {} : { force }),
    ...(certainty === undefined ? {} : { certainty }),
  }
}

/** A year alone is a number to YAML, and clear enough. */
function adoptedOf(reader: FieldReader, zone: Zone | undefined, report: Report): string | undefined {
  const value = reader.field('adopted')?.value
  if (value === undefined) return undefined
  const isYear = value.kind === 'scalar' && typeof value.value === 'number' && /^[0-9]{4}$/.test(value.source)
  const text = isYear ? value.source : reader.text('adopted')?.value
  const utc = zone ?? zoneOf('UTC')
  if (text === undefined || utc === undefined) return undefined
  const window = parseWindow(text, utc)
  if (!('fault' in window)) return text
  const advice = 'Write 1990-11-21, 1990-11, 1990, or two of them with a slash between.'
  report.error('date/invalid', value.place, `"${text}" is no date, month or year.`, advice)
  return undefined
}

export function readCommitment(declaration: Declaration, directory: Directory, report: Report): Commitment | undefined {
  const reader = new FieldReader(declaration, COMMITMENT, report)
  const id = reader.id('commitment', 'name')
  reader.need('title', 'Say in one sentence what is committed to.')
  const title = reader.text('title')
  const found = reader.items('found').flatMap((item) => readFound(item, directory, report) ?? [])
  if (id === undefined) return undefined
  return { id: id.value, clause: declaration.clause, title: title?.value ?? id.value, found }
}

function readFound(item: Value, directory: Directory, report: Report): Commitment['found'][number] | undefined {
  if (item.kind !== 'map') {
    const advice = 'Write it as {instrument: PEACE-1990, paragraph: "3"}.'
    report.error('value/type', item.place, `A place in an instrument is ${inWords(item)}, not a map.`, advice)
    return undefined
  }
  const reader = new FieldReader(item, FOUND, report)
  reader.need('instrument', 'Write the id of an instrument of this agreement.')
  reader.need('paragraph', 'Write the number of the paragraph in quotation marks, or its name.')
  const instrument = reader.id('instrument', 'name')
  const paragraph = paragraphOf(reader, report)
  const certainty = reader.word('certainty', CERTAINTIES)
  if (instrument === undefined) return undefined
  if (!directory.instruments.has(instrument.value)) {
    const advice = didYouMean(instrument.value, directory.instruments.keys())
    report.error(
      'instrument/unknown',
      instrument.place,
      `"${instrument.value}" is no instrument declared here.`,
      advice,
    )
  }
  const place = { instrument: instrument.value, paragraph: paragraph?.value ?? '' }
  return certainty === undefined ? place : { ...place, certainty }
}

/** Paragraph 3.10 would become 3.1. */
function paragraphOf(reader: FieldReader, report: Report): Text | undefined {
  const value = reader.field('paragraph')?.value
  if (value?.kind !== 'scalar' || typeof value.value !== 'number') return reader.text('paragraph')
  report.error(
    'id/number',
    value.place,
    `The paragraph ${numberRead(value)}.`,
    `Write it in quotation marks: "${value.source}".`,
  )
  return undefined
}
