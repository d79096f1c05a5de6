import type { Agreement } from '../agreement/agreement.ts'
import type { ActKind } from '../agreement/kind.ts'
import type { PartyDef } from '../agreement/party.ts'
import type { Entry } from './entry.ts'
import { didYouMean, nearest } from './nearest.ts'
import type { Report } from './report.ts'
import { quoted } from './text.ts'

/**
 * Whether the parties, kinds and limbs that an act names are those of the agreement. A party or kind that the agreement does
 * not have is an error, since nothing could be said about the act; a limb is what its sender says it is, so that is a note.
 */
export class Names {
  readonly parties = new Map<string, PartyDef>()
  readonly kinds = new Map<string, ActKind>()
  readonly #groups: ReadonlySet<string>
  readonly #limbs: ReadonlySet<string>
  readonly #agreement: Agreement

  constructor(agreement: Agreement) {
    this.#agreement = agreement
    for (const party of agreement.parties) this.parties.set(party.id, party)
    for (const kind of agreement.kinds) this.kinds.set(kind.name, kind)
    this.#groups = new Set(agreement.groups.map((group) => group.id))
    this.#limbs = new Set(agreement.commitments.map((limb) => limb.id))
  }

  /** False if there was an error. A name that is '' was told when it was read. */
  check(entry: Entry, report: Report): boolean {
    const { act } = entry
    let known = true
    if (act.kind !== '' && !this.kinds.has(act.kind)) {
      known = false
      report.error(
        'act/unknown-kind',
        () => entry.placeOf(['kind']),
        `${quoted(act.kind)} is no kind of act of this agreement.`,
        () => didYouMean(act.kind, [...this.kinds.keys()]),
      )
    }
    for (let i = 0; i < act.by.length; i++) {
      const party = act.by[i] as string
      if (party !== '' && !this.parties.has(party)) known = this.#refuse(party, entry, ['by', i], report)
    }
    if (act.to !== 'all') {
      for (let i = 0; i < act.to.length; i++) {
        const party = act.to[i]?.party as string
        if (party !== '' && !this.parties.has(party)) known = this.#refuse(party, entry, ['to', i, 'party'], report)
      }
    }
    if (entry.sound)
      for (let i = 0; i < act.cites.length; i++) this.#checkCitation(act.cites[i] as string, i, entry, report)
    return known
  }

  #refuse(party: string, entry: Entry, path: (string | number)[], report: Report): false {
    const message = `${quoted(party)} is no party of this agreement.`
    report.error(
      'act/unknown-party',
      () => entry.placeOf(path),
      message,
      () => this.#advice(party),
    )
    return false
  }

  #advice(party: string): string {
    if (this.#groups.has(party)) return `${party} is a group; name the parties, or declare it as a party itself.`
    if (party === 'all') return 'Write `to: all`, without a list.'
    const ids = [...this.parties.keys()]
    const id = nearest(party, ids)
    if (id !== undefined) return `Did you mean ${quoted(id)}?`
    // Whoever writes a name in the place of an id means that party.
    const ofName = new Map<string, string>()
    for (const one of this.#agreement.parties) {
      for (const name of Object.values(one.names)) if (!ofName.has(name)) ofName.set(name, one.id)
    }
    const name = nearest(party, [...ofName.keys()])
    return name === undefined ? didYouMean(party, ids) : `Did you mean ${quoted(ofName.get(name) as string)} (${name})?`
  }

  #checkCitation(citation: string, index: number, entry: Entry, report: Report): void {
    const hash = citation.indexOf('#')
    // A bare limb in a record that belongs to another agreement is a limb of that one.
    if (hash < 0 && this.#agreement.actsOf !== undefined) return
    if (hash >= 0 && citation.slice(0, hash) !== this.#agreement.id) return
    const limb = citation.slice(hash + 1)
    if (this.#limbs.has(limb)) return
    report.note(
      'act/unknown-limb',
      () => entry.placeOf(['cites', index]),
      `${quoted(limb)} is no limb of a commitment of this agreement.`,
      () => didYouMean(limb, [...this.#limbs], 'A limb of another agreement is written other-agreement#L6.'),
    )
  }
}
