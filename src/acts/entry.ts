import type { Act } from '../agreement/act.ts'
import type { Place } from '../problem.ts'
import type { Path } from './field.ts'
import type { Head } from './head.ts'

/** A file that was read: it finds again where things stand in it. */
export interface Source {
  /** `position` is what the source gave when it read the act: the index in a list, or the offset of a line. */
  placeOf(position: number, line: number, path: Path, part?: 'key'): Place
}

/** An act and where it stands. One object an act and no closures: there may be millions. */
export class Entry {
  readonly act: Act
  /** False if the act has errors of its own, so that what it holds is not to be relied on. */
  readonly sound: boolean
  readonly #source: Source
  readonly #position: number

  constructor(act: Act, sound: boolean, source: Source, position: number) {
    this.act = act
    this.sound = sound
    this.#source = source
    this.#position = position
  }

  placeOf(path: Path, part?: 'key'): Place {
    return this.#source.placeOf(this.#position, this.act.place.line, path, part)
  }
}

/** What the files of one record hold, filled file by file. */
export interface Gathered {
  readonly entries: Entry[]
  readonly heads: { readonly head: Head; readonly place: Place }[]
  /** False once something could not be read, or has no id: it may be what another act refers to. */
  complete: boolean
}
