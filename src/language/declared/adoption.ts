import type { KindName } from '../../agreement/clause.ts'
import type { Adoption, Rule } from '../../agreement/rule.ts'
import type { Place } from '../../problem.ts'
import { type Day, parseDay } from '../../time/day.ts'
import { fieldOf } from '../guard/guard-form.ts'
import type { Directory } from '../meaning/directory.ts'
import { parsePeriodAt, readUnder } from '../phrase/clock-phrase.ts'
import { kindNamed } from '../phrase/noun.ts'
import { type Phrase, readPhrase } from '../phrase/phrase.ts'
import { type FieldReader, notBuiltYet } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import type { ReadEdition } from './editions.ts'

/**
 * An edition that holds only if the parties adopted it, by the rules of the edition before:
 *
 *     edition: "2"
 *     adopted by: amendment               # a kind of act with a text `text`, on which the edition before has a decision
 *     in force: on adoption               # or: 30 days after amendment is adopted, or a date
 *
 * Such an act states in `text` the SHA-256 of the very file that it adopts. A text may say by which acts it is itself amended:
 *
 *     amended by: amendment
 *
 * so that whoever holds it is told when another one was adopted.
 */
export const ADOPTION_KEYS = ['adopted by', 'in force', 'amended by'] as const
const TEXT = 'text'

export interface AdoptionHead {
  /** A date that is named. */
  readonly inForce?: Day
  readonly adoption?: Adoption & { readonly place: Place }
  readonly amendedBy?: { readonly act: KindName; readonly place: Place }
}

export function readAdoption(reader: FieldReader, directory: Directory, report: Report): AdoptionHead {
  const kindOf = (key: string) => {
    const text = reader.text(key)
    const act = text && readPhrase(text, report, (phrase) => kindNamed(phrase, phrase.name('a kind of act'), directory))
    return text === undefined || act === undefined ? undefined : { act, place: text.place }
  }
  const by = kindOf('adopted by')
  const amendedBy = kindOf('amended by')
  const since = reader.text('in force')
  const time = since && readPhrase(since, report, (phrase) => readInForce(phrase, by?.act, directory))
  return {
    ...(time?.day === undefined ? {} : { inForce: time.day }),
    ...(by === undefined ? {} : { adoption: { ...by, ...(time?.after === undefined ? {} : { after: time.after }) } }),
    ...(amendedBy === undefined ? {} : { amendedBy }),
  }
}

interface InForce {
  readonly day?: Day
  readonly after?: Adoption['after']
}

function readInForce(phrase: Phrase, act: string | undefined, directory: Directory): InForce {
  const first = phrase.peek()
  if (act === undefined || /^\d{4}-/.test(first.text)) {
    const day = parseDay(phrase.next().text)
    const advice =
      act === undefined && !/^\d{4}-/.test(first.text)
        ? 'Write a date: 2026-07-01. A time after an adoption needs adopted by: and a kind of act.'
        : 'Write year, month and day of a date that exists: 2026-07-01.'
    return day === undefined ? phrase.stop('date/invalid', first, `"${first.text}" is no date.`, advice) : { day }
  }
  if (phrase.takes('on', 'adoption')) return {}
  const period = parsePeriodAt(phrase)
  phrase.need('after', act, 'is', 'adopted')
  return { after: { period, regime: readUnder(phrase, directory) } }
}

/** Can the edition before it adopt it, and does it change nothing but rules, which say from when to when they hold? */
export function checkAdoption({ agreement, head }: ReadEdition, before: ReadEdition | undefined, report: Report): void {
  const { adoption } = head
  if (adoption === undefined) return
  const { act, place } = adoption
  if (before === undefined) {
    const message = 'There is no edition before this one that could adopt it.'
    report.error('edition/adoption', place, message, 'Name the earlier edition in editions:.')
    return
  }
  checkActs(act, place, before, report)
  for (const what of othersChanged(before.agreement, agreement))
    notBuiltYet(report, place, `An adopted edition that changes ${what}`)
}

/** By such an act, this text says, another one is adopted: it has a decision on it, and the act names a file. */
export function checkActs(act: KindName, place: Place, { agreement, head }: ReadEdition, report: Report): void {
  const name = `Edition ${head.n}`
  const form = agreement.kinds.find((kind) => kind.name === act)?.form
  const field = form === undefined ? undefined : fieldOf(form, [TEXT])
  if (!agreement.rules.some((rule) => rule.kind === 'norm' && rule.decides?.on.includes(act) === true)) {
    const message = `${name} has no decision on "${act}", so it adopts no text by it.`
    report.error('edition/adoption', place, message, 'Name a kind of act on which it has one.')
  } else if (field?.found !== true || field.type.kind !== 'string') {
    const message = `In ${name.toLowerCase()} the form of "${act}" has no text "${TEXT}" to name a file by its hash.`
    report.error('edition/adoption', place, message, `Add it to the form: ${TEXT}: {type: string}.`)
  }
}

const OTHERS = ['parties', 'groups', 'bodies', 'zones'] as const

/** What is taken from the newest edition for all times must not hang on whether that is adopted. */
function othersChanged(before: ReadEdition['agreement'], now: ReadEdition['agreement']): string[] {
  const rest = (rules: readonly Rule[]) =>
    rules.filter(({ kind }) => kind !== 'norm' && kind !== 'check' && kind !== 'term')
  const [old, own] = [rest(before.rules), rest(now.rules)]
  const changed = [...old, ...own].filter(
    ({ kind, id }) => plain(old.find(isOne(kind, id))) !== plain(own.find(isOne(kind, id))),
  )
  return [
    ...OTHERS.filter((key) => plain(before[key]) !== plain(now[key])),
    ...new Set(changed.map(({ kind, id }) => `the ${WORDS[kind] ?? kind} "${id}"`)),
  ]
}

const WORDS: Readonly<Partial<Record<Rule['kind'], string>>> = { sealed: 'sealed exchange' }

function isOne(kind: Rule['kind'], id: KindName) {
  return (rule: Rule): boolean => rule.kind === kind && rule.id === id
}

/** Whatever its place in the file. */
function plain(value: unknown): string | undefined {
  return JSON.stringify(value, (key, inside) => (key === 'clause' || key === 'text' ? null : inside))
}
