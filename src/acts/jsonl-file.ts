import type { Place } from '../problem.ts'
import type { Zone } from '../time/zone.ts'
import { examineAct } from './decode.ts'
import { Entry, type Gathered, type Source } from './entry.ts'
import { type Complain, isFields, type Path } from './field.ts'
import { decodeHead, type Head } from './head.ts'
import { type JsonPlaces, offsetAt, placesInJson } from './json-places.ts'
import { LINE_BYTES_MAX, type Line, lineAt, linesOf } from './lines.ts'
import type { Report } from './report.ts'
import { quoted } from './text.ts'

/**
 * An acts file for programs: a JSON object a line, an optional first one without `id` that says what the record covers.
 *
 *     {"covers": {"window": "2026-01-01/2026-12-31", "note": "letters only"}, "chronicle": "archive"}
 *     {"id": "q1", "kind": "question", "by": "North", "to": "West", "transmitted": "2026-03-01"}
 *
 * Empty lines are passed over. A line that cannot be read does not keep the others from being looked at. Throws NotUtf8.
 */
export function readJsonl(bytes: Uint8Array, file: string, zone: Zone, into: Gathered, report: Report): void {
  new JsonlFile(bytes, file, zone, into, report).read()
}

class JsonlFile implements Source {
  readonly #bytes: Uint8Array
  readonly #file: string
  readonly #zone: Zone
  readonly #into: Gathered
  readonly #report: Report
  #head: Head = {}
  #line: Line = { number: 0, offset: 0, text: '', tooLong: false }
  /** Problems come several to a line; it is looked through once. */
  #places: { readonly offset: number; readonly found: JsonPlaces } | undefined

  constructor(bytes: Uint8Array, file: string, zone: Zone, into: Gathered, report: Report) {
    this.#bytes = bytes
    this.#file = file
    this.#zone = zone
    this.#into = into
    this.#report = report
  }

  read(): void {
    let valueCount = 0
    for (const line of linesOf(this.#bytes)) {
      this.#line = line
      if (!line.tooLong && line.text.trim() === '') continue
      this.#readLine(valueCount === 0)
      valueCount += 1
    }
    if (valueCount > 0) return
    this.#report.error(
      'acts/empty',
      { file: this.#file, line: 1, column: 1 },
      'The file has nothing in it.',
      'Leave the file out if nothing has been done yet, or begin it with a line {"covers": ...}.',
    )
  }

  #readLine(isFirst: boolean): void {
    const line = this.#line
    if (line.tooLong) {
      const advice = 'Write one act a line, and keep long documents beside the record.'
      this.#refuse('acts/line-too-long', 0, `The line has more than ${LINE_BYTES_MAX} bytes.`, advice)
      return
    }
    let value: unknown
    try {
      value = JSON.parse(line.text)
    } catch {
      this.#refuseSyntax()
      return
    }
    this.#checkKeysTwice(value)
    if (isFields(value) && value.id === undefined && (value.covers !== undefined || value.chronicle !== undefined)) {
      this.#readHead(value, isFirst)
      return
    }
    const place: Place = { file: this.#file, line: line.number, column: 1 }
    const found = examineAct(value, this.#zone, place, this.#head.chronicle, this.#complain)
    if (found !== undefined) this.#into.entries.push(new Entry(found.act, found.sound, this, line.offset))
    if (found === undefined || found.act.id === '') this.#into.complete = false
  }

  #readHead(value: { readonly [key: string]: unknown }, isFirst: boolean): void {
    if (!isFirst) {
      const key = value.covers === undefined ? 'chronicle' : 'covers'
      this.#complain(
        'acts/covers-not-first',
        [key],
        `${key} stands in line ${this.#line.number}, behind acts.`,
        'Move it into the first line; there is one for the whole file.',
        'key',
      )
      return
    }
    this.#head = decodeHead(value, [], this.#zone, this.#complain)
    this.#into.heads.push({ head: this.#head, place: { file: this.#file, line: this.#line.number, column: 1 } })
  }

  #complain: Complain = (code, path, message, advice, part) => {
    const { offset, number } = this.#line
    this.#report.error(code, () => this.placeOf(offset, number, path, part), message, advice)
  }

  placeOf(offset: number, line: number, path: Path, part?: 'key'): Place {
    return { file: this.#file, line, column: offsetAt(this.#placesAt(offset), path, part) + 1 }
  }

  #placesAt(offset: number): JsonPlaces {
    if (this.#places?.offset !== offset) {
      const text = this.#line.offset === offset ? this.#line.text : lineAt(this.#bytes, offset)
      this.#places = { offset, found: placesInJson(text) }
    }
    return this.#places.found
  }

  #refuse(code: Parameters<Report['error']>[0], column: number, message: string, advice: string): void {
    this.#into.complete = false
    this.#report.error(code, { file: this.#file, line: this.#line.number, column: column + 1 }, message, advice)
  }

  #refuseSyntax(): void {
    const line = this.#line
    const { fault } = this.#placesAt(line.offset)
    const isLast = this.#bytes.indexOf(NEWLINE, line.offset) < 0
    if (isLast && fault?.cut === true) {
      this.#refuse(
        'acts/cut-line',
        fault.offset,
        'The last line breaks off before its end, as when a program was stopped while it wrote.',
        'Have the program write that act again, or remove the line; the lines before it are whole.',
      )
      return
    }
    this.#refuse(
      'acts/json-syntax',
      fault?.offset ?? 0,
      `The line is not JSON: ${fault?.expected ?? 'a value'} was expected here.`,
      'Write one act a line, as a program writes JSON; a comma between lines is wrong too.',
    )
  }

  /** Another reader might take the first of the two. */
  #checkKeysTwice(value: unknown): void {
    const { text, offset } = this.#line
    if (isWrittenBack(value, text)) return
    for (const { key, offset: column, firstOffset } of this.#placesAt(offset).keysTwice) {
      this.#refuse(
        'acts/key-twice',
        column,
        `${quoted(key)} stands here twice; the first is in column ${firstOffset + 1}.`,
        'Keep one of them.',
      )
    }
  }
}

const NEWLINE = 10

/** What JSON writes as it was read has no key twice; that is sooner known than looked for. */
function isWrittenBack(value: unknown, text: string): boolean {
  try {
    return JSON.stringify(value) === text
  } catch {
    // Nested beyond what can be written; it will be refused for that.
    return false
  }
}
