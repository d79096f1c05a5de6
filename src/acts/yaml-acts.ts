import type { Place } from '../problem.ts'
import type { Zone } from '../time/zone.ts'
import { examineAct } from './decode.ts'
import { Entry, type Gathered, type Source } from './entry.ts'
import { type Complain, inWords, isFields, type Path } from './field.ts'
import { decodeHead, type Head } from './head.ts'
import type { Report } from './report.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'

/**
 * An acts file for people: one YAML document.
 *
 *     covers: {window: 2026-01-01/2026-12-31, note: letters only}
 *     acts:
 *       - {id: q1, kind: question, by: North, to: West, transmitted: 2026-03-01}
 *
 * or the list of acts alone.
 */
export function readYamlActs(text: string, file: string, zone: Zone, into: Gathered, report: Report): void {
  const yaml = readYaml(text, file, report)
  if (yaml === undefined) {
    into.complete = false
    return
  }
  const { value } = yaml
  const start: Place = { file, line: 1, column: 1 }
  if (value === null) {
    report.error('acts/empty', start, 'The file has nothing in it.', 'If nothing has been done yet, write `acts: []`.')
    return
  }
  if (Array.isArray(value)) {
    readList(value, [], yaml, zone, {}, into, report)
    return
  }
  if (!isFields(value)) {
    report.error(
      'acts/not-acts',
      yaml.placeOf([]),
      `The file holds ${inWords(value)} and no list of acts.`,
      'Write `acts:` and below it a list, each act beginning with a dash.',
    )
    return
  }
  const head = decodeHead(value, ['acts'], zone, errorsAt(yaml, [], report))
  into.heads.push({ head, place: yaml.placeOf([value.covers === undefined ? 'chronicle' : 'covers'], 'key') })
  if (Array.isArray(value.acts)) {
    readList(value.acts, ['acts'], yaml, zone, head, into, report)
    return
  }
  const what = value.acts === undefined ? 'No `acts` stand here' : `acts is a list; here stands ${inWords(value.acts)}`
  const advice = 'Write `acts:` and below it a list, each act beginning with a dash; `acts: []` if there are none yet.'
  report.error('acts/not-acts', yaml.placeOf(['acts'], 'key'), `${what}.`, advice)
}

function readList(
  list: readonly unknown[],
  prefix: Path,
  yaml: YamlFile,
  zone: Zone,
  head: Head,
  into: Gathered,
  report: Report,
): void {
  const source: Source = {
    placeOf: (index, _line, path, part) => yaml.placeOf([...prefix, index, ...path], part),
  }
  for (let i = 0; i < list.length; i++) {
    const place = yaml.placeOf([...prefix, i])
    const found = examineAct(list[i], zone, place, head.chronicle, errorsAt(yaml, [...prefix, i], report))
    if (found !== undefined) into.entries.push(new Entry(found.act, found.sound, source, i))
    if (found === undefined || found.act.id === '') into.complete = false
  }
}

function errorsAt(yaml: YamlFile, prefix: Path, report: Report): Complain {
  return (code, path, message, advice, part) =>
    report.error(code, () => yaml.placeOf([...prefix, ...path], part), message, advice)
}
