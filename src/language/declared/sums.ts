import type { FigureKey, Limit, Sum } from '../../agreement/rule.ts'
import type { GuardReading } from '../guard/guard-text.ts'
import type { Directory } from '../meaning/directory.ts'
import { didYouMean } from '../phrase/spelling.ts'
import type { Declaration } from '../source/block.ts'
import type { FieldReader, Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { isZone } from './zones.ts'

/**
 * Limits on a sum of figures:
 *
 *     limit: IV.1
 *     sums: tanks                                        # a figure for each party, or each party and zone
 *     over: [each member of east, zone within centre]    # left out: every party, all zones
 *     per: party                                         # one sum for each; or zone, or both; left out: one for all
 *     at most: 20000
 */
const APART = ['if', 'unless', 'at', 'from', 'key', 'in', 'not counted']

export function readSum(
  reader: FieldReader,
  declaration: Declaration,
  directory: Directory,
  guards: GuardReading,
  report: Report,
): Limit | undefined {
  const id = reader.id('limit', 'rule')
  reader.need('at most', 'Write how much there may be: at most: 20000.')
  for (const key of APART.filter((each) => reader.has(each))) {
    const message = `A sum of figures has no "${key}": it is taken at each moment, of everything reported.`
    report.error('limit/sum', reader.field(key)?.keyPlace ?? reader.place, message, 'Leave it out, or count acts.')
  }
  const name = reader.text('sums')
  const keys = name && figureKeys(name, directory, report)
  const over = readOver(reader.texts('over'), keys, directory, report)
  const each = reader.texts('per').flatMap((text) => {
    const key = keys?.find((one) => one === text.value)
    if (key !== undefined || keys === undefined) return key ?? []
    report.error('limit/sum', text.place, `There is no sum for each "${text.value}".`, `Write: ${keys.join(', ')}.`)
    return []
  })
  const most = formulaOf(reader, 'at most')
  const atMost = most && guards.number(most, each)
  if (id === undefined || name === undefined || keys === undefined || atMost === undefined) return undefined
  const of: Sum = { kind: 'sum', figure: name.value, ...over, each: keys.filter((key) => each.includes(key)) }
  const mark = reader.text('otherwise')?.value ?? 'over the limit'
  return { kind: 'limit', id: id.value, clause: declaration.clause, of, per: [], atMost, mark }
}

/** A number may be written as one. */
export function formulaOf(reader: FieldReader, key: string): Text | undefined {
  const value = reader.field(key)?.value
  if (value?.kind === 'scalar' && typeof value.value === 'number') return { ...value, value: value.source }
  return reader.text(key)
}

/** What the figure is a number for each of. */
function figureKeys(name: Text, { figurePer }: Directory, report: Report): readonly FigureKey[] | undefined {
  const keys = figurePer.get(name.value)
  if (keys !== undefined && keys.length > 0) return keys
  const known = [...figurePer].flatMap(([id, per]) => (per.length > 0 ? [id] : []))
  const message =
    keys === undefined
      ? `"${name.value}" is no figure of this agreement.`
      : `The figure "${name.value}" is one number, so there is nothing to add up.`
  const listed = known.length === 0 ? 'Declare a figure with per: party.' : `There are: ${known.join(', ')}.`
  report.error('limit/sum', name.place, message, keys === undefined ? didYouMean(name.value, known, listed) : listed)
  return undefined
}

/** `each member of east` and `zone within centre`, in any order. */
function readOver(
  texts: readonly Text[],
  keys: readonly FigureKey[] | undefined,
  directory: Directory,
  report: Report,
): Pick<Sum, 'group' | 'zone'> {
  let found: Pick<Sum, 'group' | 'zone'> = {}
  for (const text of texts) {
    const [, group, zone] = /^(?:each\s+member\s+of\s+(\S+)|zone\s+within\s+(\S+))$/.exec(text.value.trim()) ?? []
    if (group !== undefined && found.group === undefined) {
      const groups = [...directory.groups.keys()].filter((one) => !directory.bodies.has(one))
      if (groups.includes(group)) found = { ...found, group }
      else
        report.error(
          'group/unknown',
          text.place,
          `"${group}" is no group of this agreement.`,
          didYouMean(group, groups),
        )
    } else if (zone !== undefined && found.zone === undefined) {
      if (keys !== undefined && !keys.includes('zone')) {
        const message = 'The figure that is added up is not one for each zone.'
        report.error('limit/sum', text.place, message, 'Write per: [party, zone] in the figure, or leave the zone out.')
      } else if (isZone({ ...text, value: zone }, directory, report)) found = { ...found, zone }
    } else {
      const advice = 'Write over: [each member of GROUP, zone within ZONE], or one of the two.'
      report.error('limit/sum', text.place, `"${text.value}" does not say over what is added up.`, advice)
    }
  }
  return found
}
