import { CARRYING, type Carrier, type CarryingWord, carries, type NotCheckable } from '../../agreement/provision.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader, type IdKind, idOf, isFirst, textOf } from '../source/fields.ts'
import { Report } from '../source/report.ts'

/**
 * From where in the source text a declaration comes:
 *
 *     check: "85[early]"
 *     provisions: ["85"]               # left out: the provision of its own id, if there is one
 *     unverified: The five days are remembered, not seen.
 *     ...
 *     ---
 *     provision: "81"                  # one that no machine can check
 *     not checkable: What is sensitive is said by the receiving State; no record shows it.
 */
const SHAPE = { what: 'a provision', keys: ['provision', 'not checkable', 'unverified'] }

/** The keys that say it, of whatever can carry provisions. */
export const CARRIED = ['provisions', 'unverified'] as const

/** What of these declarations carries provisions; told of the key is only what is wrong behind it. */
export function readCarriers(
  declarationsOf: (word: CarryingWord) => readonly Declaration[],
  kindOf: (word: CarryingWord) => IdKind,
  report: Report,
): Carrier[] {
  return CARRYING.flatMap((what) =>
    declarationsOf(what).flatMap((each) => readCarrier(each, what, kindOf(what), report)),
  )
}

function readCarrier(declaration: Declaration, what: CarryingWord, kind: IdKind, report: Report): Carrier[] {
  const [first] = declaration.fields
  // What is wrong with the id is told with the rest of the declaration.
  const id = first && idOf(first.value, kind, new Report('aside'))
  const listed = declaration.fields.find(({ key }) => key === 'provisions')?.value
  const reason = declaration.fields.find(({ key }) => key === 'unverified')?.value
  const seen = new Map()
  const provisions = (listed?.kind === 'list' ? listed.items : listed === undefined ? [] : [listed]).flatMap((item) => {
    const provision = idOf(item, 'provision', report)
    if (provision === undefined) return []
    return isFirst(seen, provision, 'provision', 'provision/duplicate', report) ? [provision.value] : []
  })
  const unverified = reason && textOf(reason, '"unverified"', report)
  if (id === undefined) return []
  return [
    {
      what,
      id: id.value,
      clause: declaration.clause,
      ...(listed === undefined ? {} : { provisions }),
      ...(unverified === undefined ? {} : { unverified: unverified.value }),
    },
  ]
}

export function readNotCheckable(declaration: Declaration, report: Report): NotCheckable[] {
  const reader = new FieldReader(declaration, SHAPE, report)
  const id = reader.id('provision', 'provision')
  reader.need('not checkable', 'Write why no record of acts can show whether it is kept.')
  const why = reader.text('not checkable')
  const unverified = reader.text('unverified')
  if (id === undefined || why === undefined) return []
  return [
    {
      id: id.value,
      clause: declaration.clause,
      why: why.value,
      ...(unverified === undefined ? {} : { unverified: unverified.value }),
    },
  ]
}

/** What a declaration rules can be checked as far as it does so. */
export function checkNotCheckable(
  provisions: readonly NotCheckable[],
  carriers: readonly Carrier[],
  report: Report,
): void {
  for (const { id, clause } of provisions) {
    const carrier = carriers.find((each) => carries(each, id))
    if (carrier === undefined) continue
    const message = `"${id}" is said to be not checkable, and the ${carrier.what} "${carrier.id}" in line ${carrier.clause.line} carries it.`
    const advice = 'Leave out one of the two; what of a provision nothing rules can be said in the prose of the clause.'
    report.error('provision/ruled', clause, message, advice)
  }
}
