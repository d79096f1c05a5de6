import type { Agreement } from '../agreement/agreement.ts'
import type { ActKind } from '../agreement/kind.ts'
import type { Member } from '../agreement/party.ts'
import type { PartyExpr, Role } from '../agreement/rule.ts'
import type { Window } from '../time/window.ts'
import type { Entry } from './entry.ts'
import type { Names } from './names.ts'
import type { References } from './references.ts'
import type { Report } from './report.ts'
import { quoted } from './text.ts'
import { overlap, windowOfSpan } from './times.ts'

/**
 * Whether an act is used as its kind provides: by whom, to whom, about what. The record never refuses a party's words, so
 * all of it is noted; and only what is certain: where the agreement's words need more than the record to be applied, or a
 * day is not known, nothing is said.
 */
type Answer = 'yes' | 'no' | 'not known'

export class Usage {
  readonly #agreement: Agreement
  readonly #names: Names
  readonly #references: References

  constructor(agreement: Agreement, names: Names, references: References) {
    this.#agreement = agreement
    this.#names = names
    this.#references = references
  }

  check(entry: Entry, report: Report): void {
    const kind = this.#names.kinds.get(entry.act.kind)
    if (kind === undefined) return
    this.#checkSenders(entry, kind, report)
    checkAddressees(entry, kind, report)
    checkToItself(entry, report)
    this.#checkReferences(entry, kind, report)
  }

  #checkSenders(entry: Entry, kind: ActKind, report: Report): void {
    if (kind.from === undefined) return
    for (let i = 0; i < entry.act.by.length; i++) {
      const party = entry.act.by[i] as string
      if (this.#maySend(party, kind.from, entry) !== 'no') continue
      report.note(
        'act/sender',
        () => entry.placeOf(['by', i]),
        `${kind.noun} is not for ${party} to send.`.replace(/^./, (letter) => letter.toUpperCase()),
        `Who may send it stands in ${kind.clause.file}:${kind.clause.line}; the act stays on record.`,
      )
    }
  }

  /** The words that join the sets say who owes; any of them may send. */
  #maySend(party: string, from: PartyExpr, entry: Entry): Answer {
    let answer: Answer = 'no'
    for (const set of from.sets) {
      const inside = this.#isIn(party, set.of, entry)
      const excepted = set.except.map((role) => this.#isIn(party, role, entry))
      if (inside === 'no' || excepted.includes('yes')) continue
      if (inside === 'yes' && set.that === undefined && !excepted.includes('not known')) return 'yes'
      answer = 'not known'
    }
    return answer
  }

  #isIn(party: string, role: Role, entry: Entry): Answer {
    const { transmitted } = entry.act
    switch (role.kind) {
      case 'parties':
        return 'yes'
      case 'party':
        return role.party === party ? 'yes' : 'no'
      case 'member':
        return this.#isMember(party, role.group, transmitted)
      case 'chair':
      case 'body': {
        const body = this.#agreement.bodies.find((one) => one.id === role.body)
        return body === undefined ? 'not known' : this.#holds(party, body.chairs, transmitted)
      }
      case 'sender':
      case 'addressee': {
        const act = role.noun === undefined ? undefined : this.#nearest(role.noun, entry)?.act
        if (act === undefined) return 'not known'
        if (role.kind === 'sender') return act.by.includes(party) ? 'yes' : 'no'
        if (act.to === 'all') return act.by.includes(party) ? 'no' : 'yes'
        return act.to.some((addressee) => addressee.party === party) ? 'yes' : 'no'
      }
      case 'debtor':
      case 'creditor':
      case 'field':
      case 'figure':
      case 'voter':
        return 'not known'
    }
  }

  #isMember(party: string, id: string, when: Window): Answer {
    const { bodies, groups } = this.#agreement
    const members = bodies.find((one) => one.id === id)?.members ?? id
    if (members === 'parties') return 'yes'
    const group = groups.find((one) => one.id === members)
    return group === undefined ? 'not known' : this.#holds(party, group.members, when)
  }

  /** `yes` if it did at any time of the window: what may be so is not denied. */
  #holds(party: string, members: readonly Member[], when: Window): Answer {
    const own = members.filter((member) => member.party === party)
    return own.some((member) => overlap(windowOfSpan(member, this.#agreement.zone), when)) ? 'yes' : 'no'
  }

  /** The nearest act of that kind along the chain of references. */
  #nearest(kind: string, entry: Entry): Entry | undefined {
    const seen = new Set<string>([entry.act.id])
    let ring = entry.act.refersTo
    while (ring.length > 0 && seen.size < CHAIN_MAX) {
      const next: string[] = []
      for (const id of ring) {
        if (seen.has(id)) continue
        seen.add(id)
        const target = this.#references.of(id)
        if (target === undefined) continue
        if (target.act.kind === kind) return target
        next.push(...target.act.refersTo)
      }
      ring = next
    }
    return undefined
  }

  #checkReferences(entry: Entry, kind: ActKind, report: Report): void {
    const { refersTo } = entry.act
    const allowed = kind.refersTo.length === 0 ? 'nothing' : kind.refersTo.join(' or ')
    if (refersTo.length === 0) {
      if (!kind.mustRefer) return
      report.note(
        'act/reference',
        () => entry.placeOf(['kind']),
        `${quoted(entry.act.id)} refers to nothing; ${kind.noun} refers to ${allowed}.`,
        'Add `refersTo` with the id of that act if it is known; without it no rule sees what this act is about.',
      )
      return
    }
    for (let i = 0; i < refersTo.length; i++) {
      const target = this.#references.of(refersTo[i] as string)
      if (target === undefined || kind.refersTo.includes(target.act.kind)) continue
      report.note(
        'act/reference',
        () => entry.placeOf(['refersTo', i]),
        `${quoted(target.act.id)} is of kind ${target.act.kind}; ${kind.noun} refers to ${allowed}.`,
        'Look whether another act is meant; the reference stays on record.',
      )
    }
  }
}

/** A chain longer than this is not followed for a note. */
const CHAIN_MAX = 1_000

function checkAddressees(entry: Entry, kind: ActKind, report: Report): void {
  const { to } = entry.act
  const found =
    to === 'all' ? 'all parties' : to.length === 0 ? 'nobody' : to.length === 1 ? 'one party' : 'several parties'
  const wanted = WANTED[kind.to]
  if (wanted.found.includes(found)) return
  report.note(
    'act/addressees',
    () => entry.placeOf(to === 'all' || to.length > 0 ? ['to'] : ['kind']),
    `${quoted(entry.act.id)} is addressed to ${found}; ${kind.noun} goes to ${wanted.words}.`,
    wanted.advice,
  )
}

const WANTED: Record<
  ActKind['to'],
  { readonly found: readonly string[]; readonly words: string; readonly advice: string }
> = {
  one: { found: ['one party'], words: 'one party', advice: 'Name the one addressee in `to`.' },
  some: {
    found: ['one party', 'several parties', 'all parties'],
    words: 'one or several parties',
    advice: 'Name the addressees in `to`.',
  },
  all: { found: ['all parties'], words: 'all parties', advice: 'Write `to: all` if it was sent to all of them.' },
  nobody: {
    found: ['nobody'],
    words: 'nobody, since it is made in public',
    advice: 'Leave `to` out if it was sent to nobody in particular.',
  },
}

function checkToItself(entry: Entry, report: Report): void {
  const { by, to } = entry.act
  if (to === 'all') return
  for (let i = 0; i < to.length; i++) {
    const party = to[i]?.party as string
    if (!by.includes(party)) continue
    report.note(
      'act/to-itself',
      () => entry.placeOf(['to', i, 'party']),
      `${quoted(entry.act.id)} is addressed to its own sender, ${party}.`,
      'Look whether another party is meant; nobody owes itself an answer.',
    )
  }
}
