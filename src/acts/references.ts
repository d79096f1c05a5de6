import { isSameAct } from '../agreement/same-act.ts'
import type { Entry } from './entry.ts'
import { didYouMean } from './nearest.ts'
import type { Report } from './report.ts'
import { quoted } from './text.ts'
import { isWhollyBefore } from './times.ts'

/** Each is a comparison with every id of the record. */
const SUGGESTIONS_MAX = 100

/**
 * The acts of a record by id, and what follows from their references to each other. Two acts with one id: the same content
 * is one act that was recorded twice; different content is kept in both versions and neither counts.
 */
export class References {
  readonly #entries: readonly Entry[]
  /** The first act with that id. */
  readonly #first = new Map<string, number>()

  #suggestionCount = 0

  constructor(entries: readonly Entry[]) {
    this.#entries = entries
    for (let i = 0; i < entries.length; i++) {
      const { id } = this.#at(i).act
      if (id !== '' && !this.#first.has(id)) this.#first.set(id, i)
    }
  }

  of(id: string): Entry | undefined {
    const index = this.#first.get(id)
    return index === undefined ? undefined : this.#entries[index]
  }

  #at(index: number): Entry {
    return this.#entries[index] as Entry
  }

  /** `complete`: every act of every file could at least be told apart; without it an unknown id proves nothing. */
  check(report: Report, complete: boolean): void {
    const forward: number[] = []
    for (let i = 0; i < this.#entries.length; i++) {
      const entry = this.#at(i)
      if (entry.act.id !== '' && this.#first.get(entry.act.id) !== i) this.#noteTwice(entry, report)
      const { refersTo } = entry.act
      for (let r = 0; r < refersTo.length; r++) {
        const target = this.#first.get(refersTo[r] as string)
        if (target === undefined) {
          if (complete && refersTo[r] !== '') this.#refuseUnknown(entry, r, report)
          continue
        }
        this.#noteOrder(entry, this.#at(target), r, report)
        if (target >= i) forward.push(i)
      }
    }
    // A circle needs at least one reference forward; a record in the order of its acts has none.
    if (forward.length > 0) this.#findCircles(forward, report)
  }

  #refuseUnknown(entry: Entry, index: number, report: Report): void {
    const id = entry.act.refersTo[index] as string
    report.error(
      'act/unknown-reference',
      () => entry.placeOf(['refersTo', index]),
      `${quoted(entry.act.id)} refers to ${quoted(id)}, and no act of the record has that id.`,
      () => this.#adviceFor(id),
    )
  }

  #adviceFor(id: string): string {
    this.#suggestionCount += 1
    const names = this.#suggestionCount > SUGGESTIONS_MAX ? [] : [...this.#first.keys()]
    return didYouMean(id, names, 'Add that act, or leave the reference out and say in the body what is meant.')
  }

  #noteOrder(entry: Entry, target: Entry, index: number, report: Report): void {
    // A time that could not be read is not known, so this also passes over acts that are not sound.
    if (!isWhollyBefore(entry.act.transmitted, target.act.transmitted)) return
    report.note(
      'act/before-its-reference',
      () => entry.placeOf(['refersTo', index]),
      `${quoted(entry.act.id)} was transmitted before ${quoted(target.act.id)}, to which it refers.`,
      'Look at both days; the register takes it as not earlier than what it refers to.',
    )
  }

  #noteTwice(entry: Entry, report: Report): void {
    const first = this.of(entry.act.id) as Entry
    const { file, line } = first.act.place
    const place = entry.placeOf(['id'])
    if (!entry.sound || !first.sound) return
    if (isSameAct(entry.act, first.act)) {
      report.note(
        'act/recorded-twice',
        place,
        `${quoted(entry.act.id)} is recorded again with the same content; the first stands in ${file}:${line}.`,
        'It counts once; remove one of the two.',
      )
    } else {
      report.note(
        'act/two-versions',
        place,
        `${quoted(entry.act.id)} is also the id of a different act, in ${file}:${line}; both are kept and neither counts.`,
        'Give one of them another id, or remove the one that is wrong.',
      )
    }
  }

  /** Each circle once, at the reference that closes it. Without recursion: a chain may be a million acts long. */
  #findCircles(starts: readonly number[], report: Report): void {
    const done = new Uint8Array(this.#entries.length)
    const onPath = new Uint8Array(this.#entries.length)
    for (const start of starts) {
      if (done[start] === 1) continue
      const path = [start]
      const nextReference = [0]
      onPath[start] = 1
      while (path.length > 0) {
        const index = path[path.length - 1] as number
        const reference = nextReference[nextReference.length - 1] as number
        const { act } = this.#at(index)
        if (reference >= act.refersTo.length) {
          done[index] = 1
          onPath[index] = 0
          path.pop()
          nextReference.pop()
          continue
        }
        nextReference[nextReference.length - 1] = reference + 1
        const target = this.#first.get(act.refersTo[reference] as string)
        if (target === undefined || done[target] === 1) continue
        if (onPath[target] === 1) this.#refuseCircle(path.slice(path.indexOf(target)), index, reference, report)
        else {
          path.push(target)
          nextReference.push(0)
          onPath[target] = 1
        }
      }
    }
  }

  #refuseCircle(circle: readonly number[], index: number, reference: number, report: Report): void {
    const ids = circle.map((one) => this.#at(one).act.id)
    const shown = ids.length > 8 ? [...ids.slice(0, 7), '...'] : ids
    const words = [...shown, ids[0]].join(' -> ')
    report.error(
      'act/cycle',
      this.#at(index).placeOf(['refersTo', reference]),
      ids.length === 1
        ? `${quoted(ids[0] as string)} refers to itself.`
        : `These acts refer to each other in a circle: ${words}.`,
      'An act can only refer to one that was there before it; remove the reference that is wrong.',
    )
  }
}
