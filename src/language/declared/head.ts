import type { Agreement } from '../../agreement/agreement.ts'
import { parseDay } from '../../time/day.ts'
import { type Zone, zoneOf } from '../../time/zone.ts'
import type { Directory } from '../meaning/directory.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { EDITION_KEYS, type EditionHead, readEditionHead } from './editions.ts'

/**
 * The head says which agreement this is, in which zone its days lie, and since when periods are counted:
 *
 *     agreement: north-west
 *     title: Agreement on consultation
 *     zone: Europe/Paris
 *     start: 2026-01-01
 *     within: osce                     # optional: the framework in which it stands
 *     acts of: other-agreement         # optional
 *
 * An agreement that was amended says more: see editions.ts.
 */
export interface Head {
  readonly of: Pick<Agreement, 'id' | 'title' | 'names' | 'zone' | 'start' | 'within' | 'actsOf' | 'amendedBy'>
  readonly edition: EditionHead
}

const SHAPE = {
  what: 'the head',
  keys: ['agreement', 'title', 'names', 'zone', 'start', 'within', 'acts of', ...EDITION_KEYS],
}

export function readHead(declaration: Declaration, directory: Directory, report: Report): Head | undefined {
  const reader = new FieldReader(declaration, SHAPE, report)
  const id = reader.id('agreement', 'agreement')
  reader.need('title', 'Write the name of the agreement: title: Agreement on consultation.')
  const title = reader.text('title')
  const names = { ...(title === undefined ? {} : { en: title.value }), ...reader.languages('names') }
  const zone = readZone(reader, report)
  reader.need('start', 'Write the day from which periods are counted: start: 2026-01-01.')
  const startText = reader.text('start')
  const start = startText === undefined ? undefined : parseDay(startText.value)
  if (startText !== undefined && start === undefined) {
    const advice = 'Write year, month and day of a date that exists: 2026-01-01.'
    report.error('date/invalid', startText.place, `"${startText.value}" is no date.`, advice)
  }
  const within = reader.id('within', 'agreement')
  const actsOf = reader.id('acts of', 'agreement')
  const edition = readEditionHead(reader, start, directory, report)
  if (id === undefined || title === undefined || zone === undefined || start === undefined) return undefined
  const framework = within === undefined ? {} : { within: within.value }
  const amended = edition.amendedBy === undefined ? {} : { amendedBy: edition.amendedBy.act }
  const head = { id: id.value, title: title.value, names, zone, start, ...framework, ...amended }
  return { of: actsOf === undefined ? head : { ...head, actsOf: actsOf.value }, edition }
}

function readZone(reader: FieldReader, report: Report): Zone | undefined {
  reader.need('zone', 'Write the zone of its days: zone: UTC, or one of the IANA data base such as Area/City.')
  const text = reader.text('zone')
  if (text === undefined) return undefined
  const zone = zoneOf(text.value)
  if (zone === undefined) {
    const meant = zoneMeant(text.value)
    const advice =
      meant === undefined
        ? 'Write it as the IANA data base spells it, Area/City or UTC; an offset such as +01:00 is no zone.'
        : `Did you mean "${meant}"?`
    report.error('zone/unknown', text.place, `"${text.value}" is no time zone that is known here.`, advice)
  }
  return zone
}

const AREAS = ['Europe', 'Asia', 'Africa', 'America', 'Atlantic', 'Indian', 'Pacific']

/** A city without its area, or with small letters. */
function zoneMeant(text: string): string | undefined {
  const name = text
    .trim()
    .replace(/\s+/g, '_')
    .replace(/(^|[/_-])(\p{L}+)/gu, (_, before: string, word: string) => {
      return `${before}${word.slice(0, 1).toUpperCase()}${word.slice(1).toLowerCase()}`
    })
  return [name.toUpperCase(), name, ...AREAS.map((area) => `${area}/${name}`)].find((one) => zoneOf(one) !== undefined)
}
