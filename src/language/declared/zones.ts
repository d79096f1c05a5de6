import type { Json } from '../../agreement/act.ts'
import type { ZoneDef } from '../../agreement/zone.ts'
import { fieldOf, isRequired } from '../guard/guard-form.ts'
import type { Directory } from '../meaning/directory.ts'
import { didYouMean } from '../phrase/spelling.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader, type Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { CARRIED } from './provisions.ts'

/**
 * Zones, each of which may lie within another:
 *
 *     {zone: expanded, name: Expanded Central Europe}
 *     ---
 *     {zone: centre, name: Central Europe, within: expanded}
 */
const ZONE = { what: 'a zone', keys: ['zone', 'name', 'names', 'within', ...CARRIED] }

export function readZones(declarations: readonly Declaration[], directory: Directory, report: Report): ZoneDef[] {
  const outer = new Map<string, Text>()
  const zones = declarations.flatMap((declaration): ZoneDef[] => {
    const reader = new FieldReader(declaration, ZONE, report)
    const id = reader.id('zone', 'name')
    const within = reader.text('within')
    if (id === undefined) return []
    const names = reader.names(id.value)
    if (within === undefined || !isZone(within, directory, report)) return [{ id: id.value, names }]
    outer.set(id.value, within)
    return [{ id: id.value, names, within: within.value }]
  })
  for (const [id, within] of outer) {
    const seen = new Set<string>()
    for (let at: string | undefined = within.value; at !== undefined && !seen.has(at); at = outer.get(at)?.value)
      seen.add(at)
    if (!seen.has(id)) continue
    const advice = 'Let the widest zone lie within none.'
    report.error('zone/undeclared', within.place, `The zone "${id}" would lie within itself.`, advice)
  }
  return zones
}

export function isZone(name: Text, { zones }: Directory, report: Report): boolean {
  if (zones.has(name.value)) return true
  const listed = zones.size === 0 ? 'Declare it: zone: and its name.' : `There are: ${[...zones.keys()].join(', ')}.`
  const advice = didYouMean(name.value, zones.keys(), listed)
  report.error('zone/undeclared', name.place, `"${name.value}" is no zone of this agreement.`, advice)
  return false
}

/** The zones for which a report by this form can be; undefined: for any. */
export function zonesOfForm(form: Json | undefined): readonly string[] | undefined {
  const field = fieldOf(form, ['zone'])
  const values = field.found && 'values' in field.type ? field.type.values : undefined
  return values?.filter((value) => typeof value === 'string')
}

/** A figure for each zone needs reports that say for which zone they are. */
export function checkZoneField(kind: string, at: Text, directory: Directory, report: Report): void {
  const form = directory.kindOf.get(kind)?.form
  const unknown = zonesOfForm(form)?.find((zone) => !directory.zones.has(zone))
  if (unknown !== undefined) {
    const message = `The form of ${kind} allows the zone "${unknown}", which is not declared.`
    report.error(
      'zone/undeclared',
      at.place,
      message,
      `Declare it, or let the form allow: ${[...directory.zones.keys()].join(', ')}.`,
    )
  }
  if (form !== undefined && fieldOf(form, ['zone']).found && isRequired(form, ['zone'])) return
  const message = `The form of ${kind} does not ask for which zone it is.`
  report.error(
    'figure/key',
    at.place,
    message,
    'Give the form a field "zone" that every message must have, or leave out "zone" behind per:.',
  )
}
