import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { Adoption, Edition, Fate, Norm, Rule } from '../../agreement/rule.ts'
import type { Place } from '../../problem.ts'
import { type Day, isoDay } from '../../time/day.ts'
import type { Regime } from '../../time/regime.ts'
import type { Directory } from '../meaning/directory.ts'
import { mentionedKinds } from '../meaning/mentions.ts'
import { didYouMean } from '../phrase/spelling.ts'
import { FieldReader, type Text, textOf } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { sha256 } from '../source/sha256.ts'
import { ADOPTION_KEYS, type AdoptionHead, checkActs, checkAdoption, readAdoption } from './adoption.ts'

/**
 * Editions: agreement.md is the newest; its head says which one it is and since when it is in force, and names the earlier
 * ones, which lie as they were in `editions/1.md`, `editions/2.md`, each bound by its hash:
 *
 *     agreement: north-west
 *     ...
 *     edition: "2"
 *     in force: 2026-07-01
 *     editions:
 *       - {edition: "1", sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}
 *     running: {"4": convert, "5": discharge}     # of what is running and not yet due; else: keep
 *     adopted by: amendment                       # optional: see adoption.ts
 *
 * An edition whose head says no day is in force from the start of the agreement.
 */
export const EDITION_KEYS = ['edition', ...ADOPTION_KEYS, 'editions', 'running']

export interface EditionHead {
  readonly n: number
  /** Left out: its adoption says from when. */
  readonly inForce?: Day
  readonly adoption?: AdoptionHead['adoption']
  readonly amendedBy?: AdoptionHead['amendedBy']
  readonly earlier: readonly { readonly n: number; readonly sha256: string; readonly place: Place }[]
  readonly running: ReadonlyMap<RuleId, { readonly fate: Fate; readonly place: Place }>
  readonly place: Place
}

export function readEditionHead(
  reader: FieldReader,
  start: Day | undefined,
  directory: Directory,
  report: Report,
): EditionHead {
  const number = reader.text('edition')
  const { inForce, adoption, amendedBy } = readAdoption(reader, directory, report)
  const earlier = reader.items('editions').flatMap((item) => {
    if (item.kind !== 'map') {
      report.error('value/type', item.place, 'An edition is a map.', 'Write it as {edition: "1", sha256: ...}.')
      return []
    }
    const edition = new FieldReader(item, { what: 'an edition', keys: ['edition', 'sha256'] }, report)
    edition.need('edition', 'Write its number: edition: "1".')
    edition.need('sha256', 'Write the hash of the file, as sha256sum prints it.')
    const n = numberOf(edition.text('edition'), report)
    const hash = edition.text('sha256')
    return n === undefined || hash === undefined ? [] : [{ n, sha256: hash.value, place: hash.place }]
  })
  const running = new Map<RuleId, { fate: Fate; place: Place }>()
  const fates = reader.field('running')?.value
  if (fates?.kind === 'map') {
    for (const { key, keyPlace, value } of fates.fields) {
      const text = textOf(value, `"${key}"`, report)
      const fate = FATES.find((one) => one === text?.value)
      if (fate !== undefined) running.set(key, { fate, place: keyPlace })
      else if (text !== undefined) {
        const advice = didYouMean(text.value, FATES, `Write one of: ${FATES.join(', ')}.`)
        report.error('value/unknown', text.place, `"${text.value}" is no fate of what is running.`, advice)
      }
    }
  } else if (fates !== undefined) {
    report.error('value/type', fates.place, '"running" is no map.', 'Write it as {"4": convert, "5": discharge}.')
  }
  const n = number === undefined ? 1 : (numberOf(number, report) ?? 1)
  const since = adoption === undefined ? { inForce: inForce ?? start ?? 0 } : { inForce, adoption }
  return { n, ...since, amendedBy, earlier, running, place: number?.place ?? reader.place }
}

const FATES: readonly Fate[] = ['keep', 'convert', 'discharge']

function numberOf(text: Text | undefined, report: Report): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,2}$/.test(text.value)) return Number(text.value)
  report.error('value/unknown', text.place, `"${text.value}" is no number of an edition.`, 'Write "1", "2", "3".')
  return undefined
}

/** An edition as it was read from its file. */
export interface ReadEdition {
  readonly agreement: Agreement
  readonly head: EditionHead
}

/**
 * All editions, the earliest first, with the time rules that only earlier ones have; undefined if there is but one. What an
 * edition's own file says wrong has been told there.
 */
export function readEditions(
  newest: ReadEdition,
  file: (path: string) => string | undefined,
  read: (path: string, text: string) => ReadEdition | undefined,
  /** The hash of the newest text. */
  own: () => string,
  report: Report,
): { readonly editions: readonly Edition[]; readonly regimes: Readonly<Record<string, Regime>> } | undefined {
  const { head, agreement } = newest
  if (head.amendedBy !== undefined) checkActs(head.amendedBy.act, head.amendedBy.place, newest, report)
  if (head.earlier.length === 0) {
    checkRunning(newest, undefined, report)
    checkAdoption(newest, undefined, report)
    return undefined
  }
  const found: (ReadEdition & { readonly sha256?: string; readonly rules: readonly Rule[] })[] = []
  const regimes: Record<string, Regime> = {}
  for (const { n, sha256: expected, place } of head.earlier) {
    const path = `editions/${n}.md`
    const text = file(path)
    if (text === undefined) {
      report.error('edition/missing', place, `There is no file ${path} in the folder.`, 'Add the text as it was.')
      continue
    }
    const actual = sha256(new TextEncoder().encode(text))
    if (actual !== expected) {
      const message = `${path} has the hash ${actual}, so it is not the text that is named here.`
      report.error('edition/hash', place, message, 'Put back the text as it was, or write the hash of the right one.')
      continue
    }
    const edition = read(path, text)
    if (edition === undefined) continue
    checkKinds(edition.agreement, agreement, n, place, report)
    found.push({ ...edition, sha256: actual, rules: withRegimesOf(edition.agreement, agreement, n, regimes) })
  }
  if (found.length < head.earlier.length) return undefined
  found.push({ ...newest, rules: agreement.rules })
  checkOrder(found, newest, report)
  found.forEach((edition, index) => {
    checkRunning(edition, found[index - 1], report)
    checkAdoption(edition, found[index - 1], report)
  })
  const isAdopted = found.some(({ head: { adoption } }) => adoption !== undefined)
  const editions = found.map(
    ({ head: { n, inForce, adoption, running }, sha256: hash = isAdopted ? own() : undefined, rules }) => ({
      n,
      ...(inForce === undefined ? {} : { inForce }),
      ...(adoption === undefined ? {} : { adoption: adoptionOf(adoption) }),
      ...(hash === undefined ? {} : { sha256: hash }),
      rules,
      running: Object.fromEntries([...running].map(([id, { fate }]) => [id, fate])),
    }),
  )
  return { editions, regimes }
}

function adoptionOf({ act, after }: Adoption): Adoption {
  return { act, ...(after === undefined ? {} : { after }) }
}

function checkOrder(editions: readonly ReadEdition[], { head }: ReadEdition, report: Report): void {
  editions.forEach((edition, index) => {
    const before = editions[index - 1]
    if (before === undefined) return
    const [was, is] = [before.head.inForce, edition.head.inForce]
    if (edition.head.n > before.head.n && (was === undefined || is === undefined || is > was)) return
    const words = ({ head: { n, inForce } }: ReadEdition) =>
      `edition ${n} (in force ${inForce === undefined ? 'when it is adopted' : isoDay(inForce)})`
    const message = `${words(edition)} does not come after ${words(before)}.`
    const advice = 'Name the editions in their order; each has a higher number and a later day than the one before it.'
    report.error(
      'edition/order',
      head.place,
      message.replace(/^./, (letter) => letter.toUpperCase()),
      advice,
    )
  })
}

/** Acts are read by the newest edition, so it declares every kind that any edition speaks of. */
function checkKinds(old: Agreement, newest: Agreement, n: number, place: Place, report: Report): void {
  const declared = new Set(newest.kinds.map(({ name }) => name))
  const missing = [...mentionedKinds(old.rules)].filter((kind: KindName) => !declared.has(kind))
  if (missing.length === 0) return
  const message = `Rules of edition ${n} speak of ${missing.map((kind) => `"${kind}"`).join(', ')}, which this edition does not declare.`
  report.error('edition/kind', place, message, 'Declare it here as well: acts of that time stay on record.')
}

/** Only of a rule that the edition changes or leaves out can it say what becomes of what is running. */
function checkRunning({ agreement, head }: ReadEdition, before: ReadEdition | undefined, report: Report): void {
  for (const [id, { fate, place }] of head.running) {
    const old = before?.agreement.rules.find((rule): rule is Norm => rule.kind === 'norm' && rule.id === id)
    const now = agreement.rules.find((rule): rule is Norm => rule.kind === 'norm' && rule.id === id)
    const message =
      old === undefined
        ? `The edition before this one has no rule "${id}".`
        : now !== undefined && isSameRule(old, now)
          ? `"${id}" is the same in both editions.`
          : now === undefined && fate === 'convert'
            ? `"${id}" has no successor in this edition to convert to.`
            : undefined
    if (message !== undefined) {
      report.error(
        'edition/running',
        place,
        message,
        'Name a rule that this edition changes; one that it leaves out is kept or discharged.',
      )
    }
  }
}

/** Whatever its place in the file, and whatever names its guards use. */
export function isSameRule(a: Rule, b: Rule): boolean {
  const plain = (rule: Rule) =>
    JSON.stringify(rule, (key, value) => (key === 'clause' || key === 'text' ? null : value))
  return plain(a) === plain(b)
}

/** Time rules of the same name that say something else go by another name in the rules of that edition. */
function withRegimesOf(old: Agreement, newest: Agreement, n: number, regimes: Record<string, Regime>): readonly Rule[] {
  const renamed = new Map<string, string>()
  for (const [name, regime] of Object.entries(old.regimes)) {
    if (JSON.stringify(regime) === JSON.stringify(newest.regimes[name])) continue
    const other = `${name} of edition ${n}`
    renamed.set(name, other)
    regimes[other] = { ...regime, id: other }
  }
  if (renamed.size === 0) return old.rules
  return JSON.parse(
    JSON.stringify(old.rules, (key, value) => (key === 'regime' ? (renamed.get(value) ?? value) : value)),
  ) as Rule[]
}
