import type { Place } from '../problem.ts'
import type { DecodedAct, Head, Path } from './decode.ts'

/** A file that was read: it finds again where things stand in it. */
export interface Source {
  /** `position` is what the source gave when it read the act: the index in a list, or the offset of a line. */
  placeOf(position: number, line: number, path: Path, part?: 'key'): Place
}

/** An act and where it stands. One object an act and no closures: there may be millions. */
export class Entry {
  readonly act: DecodedAct
  readonly #source: Source
  readonly #position: number

  constructor(act: DecodedAct, source: Source, position: number) {
    this.act = act
    this.#source = source
    this.#position = position
  }

  placeOf(path: Path, part?: 'key'): Place {
    return this.#source.placeOf(this.#position, this.act.place.line, path, part)
  }
}

/** What the files of one record held, filled file by file. */
export interface Gathered {
  readonly entries: Entry[]
  /** Ids of acts that have errors of their own: a reference to one of them is not to be called unknown as well. */
  readonly unreadIds: Set<string>
  readonly heads: { readonly head: Head; readonly place: Place }[]
  /** False once something could not be read at all: an act may be missing that somebody wrote. */
  complete: boolean
}
