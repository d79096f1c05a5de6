import type { Agreement } from '../../agreement/agreement.ts'
import { type Carrier, carries, type ProvisionId } from '../../agreement/provision.ts'

/** A row of the list of provisions that is kept beside the agreement. */
export interface ListedProvision {
  readonly id: ProvisionId
  readonly chapter: string
  /** What it says, in few words. */
  readonly rule: string
  readonly deadline: string
  /** How sure it is, as the list says it. */
  readonly tag: string
}

/** A story, or a row of a table of cases. */
export interface NamedCase {
  readonly name: string
  readonly file: string
  readonly line: number
  /** For which provision a row says that it is. */
  readonly provision?: ProvisionId
}

/** What becomes of one provision of the source text. */
export interface CoveredProvision {
  readonly id: ProvisionId
  readonly listed?: ListedProvision
  readonly state: 'ruled' | 'not checkable' | 'missing'
  /** The declarations that carry it. */
  readonly by: readonly Carrier[]
  /** Why it is not checkable. */
  readonly why?: string
  /** Why what is said of it is not sure. */
  readonly unverified: readonly string[]
  /** The cases that exercise it. */
  readonly cases: readonly NamedCase[]
}

/** Provisions under the heading of the clause where they are first carried; in the order of the file. */
export interface CoverageSection {
  /** Undefined: nobody carries them. */
  readonly heading?: string
  readonly provisions: readonly CoveredProvision[]
}

export interface Coverage {
  /** Whether there is a list with which the declarations are compared. */
  readonly isListed: boolean
  readonly sections: readonly CoverageSection[]
}

/** Which cases exercise a declaration, and which say themselves that they are of a provision. */
export interface Exercised {
  casesOf(carrier: Carrier): readonly NamedCase[]
  casesNaming(provision: ProvisionId): readonly NamedCase[]
}

/** `list` left out: the provisions are those that the declarations name. */
export function coverageOf(
  agreement: Agreement,
  list: readonly ListedProvision[] | undefined,
  exercised: Exercised,
): Coverage {
  const all = (list ?? provisionsNamed(agreement)).map((one) => coveredOf(agreement, one, exercised))
  const placed = all.flatMap((one, index) => {
    const clause = clauseOf(agreement, one)
    return clause === undefined ? [] : [{ one, index, ...clause }]
  })
  placed.sort((a, b) => a.line - b.line || a.index - b.index)
  const sections: { heading?: string; found: typeof placed }[] = []
  for (const each of placed) {
    const last = sections.at(-1)
    if (last === undefined || last.heading !== each.heading) sections.push({ heading: each.heading, found: [each] })
    else last.found.push(each)
  }
  const missing = all.filter(({ state }) => state === 'missing')
  return {
    isListed: list !== undefined,
    sections: [
      ...sections.map(({ heading, found }) => ({
        heading,
        provisions: found.sort((a, b) => a.index - b.index).map(({ one }) => one),
      })),
      ...(missing.length === 0 ? [] : [{ provisions: missing }]),
    ],
  }
}

/** A number of the text is the id of a rule, a decision, a check or a limit; other ids are names. */
const NUMBERED: readonly string[] = ['rule', 'decision', 'check', 'limit']

function provisionsNamed({ carriers = [], notCheckable = [] }: Agreement): { readonly id: ProvisionId }[] {
  const ids = [
    ...carriers.flatMap(({ what, id, provisions }) => provisions ?? (NUMBERED.includes(what) ? [id] : [])),
    ...notCheckable.map(({ id }) => id),
  ]
  return [...new Set(ids)].map((id) => ({ id }))
}

function coveredOf(
  { carriers = [], notCheckable = [] }: Agreement,
  provision: ListedProvision | { readonly id: ProvisionId },
  exercised: Exercised,
): CoveredProvision {
  const { id } = provision
  const by = carriers.filter((carrier) => carries(carrier, id))
  const none = notCheckable.find((one) => one.id === id)
  const cases = [...exercised.casesNaming(id), ...by.flatMap((carrier) => exercised.casesOf(carrier))]
  return {
    id,
    ...('tag' in provision ? { listed: provision } : {}),
    state: by.length > 0 ? 'ruled' : none === undefined ? 'missing' : 'not checkable',
    by,
    ...(none === undefined ? {} : { why: none.why }),
    unverified: [...by, ...(none === undefined ? [] : [none])].flatMap(({ unverified = [] }) => unverified),
    cases: [...new Map(cases.map((one) => [`${one.file} ${one.line}`, one])).values()],
  }
}

function clauseOf({ notCheckable = [] }: Agreement, { id, by }: CoveredProvision) {
  const clauses = [...by, ...notCheckable.filter((one) => one.id === id)].map(({ clause }) => clause)
  return clauses.reduce((a, b) => (a === undefined || b.line < a.line ? b : a), clauses[0])
}

export function provisionsIn({ sections }: Coverage): CoveredProvision[] {
  return sections.flatMap(({ provisions }) => provisions)
}

/** Ruled, and nothing tests it. */
export function isWithoutCase({ state, cases }: CoveredProvision): boolean {
  return state === 'ruled' && cases.length === 0
}

/** Every provision is ruled or said to be not checkable, and whatever is ruled is in a case. */
export function isCovered(coverage: Coverage): boolean {
  return provisionsIn(coverage).every((one) => one.state !== 'missing' && !isWithoutCase(one))
}

/** `156 provisions: 120 ruled, 36 not checkable. Unverified: 14. Every ruled one is in a case.` */
export function coverageSummary(coverage: Coverage): string {
  const all = provisionsIn(coverage)
  if (all.length === 0) return 'No declaration names a provision of a text.'
  const count = (of: (one: CoveredProvision) => boolean) => all.filter(of).length
  const states = (['ruled', 'not checkable', 'missing'] as const).flatMap((state) => {
    const found = count((one) => one.state === state)
    return found === 0 ? [] : [`${found} ${state}`]
  })
  const without = count(isWithoutCase)
  const unverified = count((one) => one.unverified.length > 0)
  const total = `${all.length} ${all.length === 1 ? 'provision' : 'provisions'}`
  return [
    `${total}${coverage.isListed ? '' : ' by the declarations alone, with no list to compare'}: ${states.join(', ')}.`,
    ...(without === 0 ? [] : [`Ruled and in no case: ${without}.`]),
    ...(unverified === 0 ? [] : [`Unverified: ${unverified}.`]),
  ].join(' ')
}

/** `rule 16.1.2`; of a kind of act `form of request`, where it has one. */
export function carrierWords({ what, id }: Carrier, { kinds }: Agreement): string {
  if (what !== 'act') return `${what} ${id}`
  return kinds.find(({ name }) => name === id)?.form === undefined ? `kind of act ${id}` : `form of ${id}`
}

/** `at the boundary; one second late; and 12 more`: the cases that are its own first, then stories, then rows of other provisions. */
export function caseWords({ id, cases }: CoveredProvision, namedMax: number): string {
  const isOthers = ({ provision }: NamedCase) => provision !== undefined && provision !== id
  const own = cases.filter((one) => !isOthers(one))
  // A row of another provision is named only where there is nothing else.
  const named = (own.length > 0 ? own : cases).slice(0, namedMax)
  const more = cases.length - named.length
  return [
    ...named.map((one) => (isOthers(one) ? `${one.name} (${one.provision})` : one.name)),
    ...(more === 0 ? [] : [`and ${more} more`]),
  ].join('; ')
}
