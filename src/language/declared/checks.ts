import type { KindName } from '../../agreement/clause.ts'
import type { GuardText } from '../../agreement/guard.ts'
import type { Check, Claim, PartyExpr, Term } from '../../agreement/rule.ts'
import { type GuardReading, guardAt } from '../guard/guard-text.ts'
import type { Directory } from '../meaning/directory.ts'
import { readWindow } from '../phrase/clock-phrase.ts'
import { indefinite, kindNamed, nounNamed, type Standpoint } from '../phrase/noun.ts'
import { readParty } from '../phrase/party-phrase.ts'
import { readPhrase } from '../phrase/phrase.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader, notBuiltYet, type Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { readDayOfYearBefore, readEarlierAct } from './earlier-act.ts'
import { CARRIED } from './provisions.ts'

/**
 * Checks, terms and claims:
 *
 *     check: "38"
 *     on: notification
 *     in order when: transmitted at least 42 days before notification.start
 *     where: notification.troops >= 0
 *     unless: notification.without_advance_notice
 *     after: statement with designation = notification.designation
 *     by: 15 November of the year before notification.start
 *     otherwise: late notice
 *     ---
 *     term: large
 *     of: notification
 *     means: notification.troops >= 9000 || notification.tanks >= 250
 *     ---
 *     claim: insufficiency
 *     about: answer or joint-answer
 *     who: sender of question
 *     denied with: denial
 *     denied by: sender of answer
 *     settled by: nobody
 */
const CHECK = {
  what: 'a check',
  keys: ['check', 'on', 'in order when', 'where', 'after', 'by', 'if', 'unless', 'otherwise', ...CARRIED],
}
const TERM = { what: 'a term', keys: ['term', 'of', 'means', ...CARRIED] }
const CLAIM = { what: 'a claim', keys: ['claim', 'about', 'who', 'denied with', 'denied by', 'settled by', ...CARRIED] }

export function readCheck(
  declaration: Declaration,
  directory: Directory,
  guards: GuardReading,
  report: Report,
): Check | undefined {
  const reader = new FieldReader(declaration, CHECK, report)
  const id = reader.id('check', 'rule')
  reader.need('on', 'Write the kind of act that is checked: on: notification.')
  reader.need('otherwise', 'Write how a message that is not in order is marked: otherwise: late notice.')
  const on = kindIn(reader.text('on'), directory, report)
  const mark = reader.text('otherwise')
  const here: Standpoint = {
    directory,
    nouns: on === undefined ? 'any' : directory.chain(on),
    from: on === undefined ? 'the act that is checked' : indefinite(on),
    bareRoles: false,
  }
  const guardOf = (key: string): GuardText | undefined => {
    const text = reader.text(key)
    return text === undefined ? undefined : guardAt(text, here.nouns, guards)
  }
  const windowText = reader.text('in order when')
  const window = windowText && readPhrase(windowText, report, (phrase) => readWindow(phrase, here))
  const after = reader
    .texts('after')
    .flatMap((text) => readPhrase(text, report, (phrase) => readEarlierAct(phrase, here)) ?? [])
  const byText = reader.text('by')
  const by = byText && readPhrase(byText, report, (phrase) => readDayOfYearBefore(phrase, here))
  if (byText !== undefined && !reader.has('after')) {
    const message = '"by" says by when an earlier act must have come, and the check asks for none.'
    report.error('key/unknown', reader.field('by')?.keyPlace ?? reader.place, message, 'Add after:, or leave it out.')
  }
  const [guardIf, unless, where] = [guardOf('if'), guardOf('unless'), guardOf('where')]
  if (!reader.has('in order when') && !reader.has('where') && !reader.has('after')) {
    const advice = 'Add "in order when:" with a time, "where:" with a guard, or "after:" with an earlier act.'
    report.error('check/empty', reader.place, 'The check does not say what is in order.', advice)
  }
  if (id === undefined || on === undefined || mark === undefined) return undefined
  return {
    kind: 'check',
    id: id.value,
    clause: declaration.clause,
    on,
    ...(guardIf === undefined ? {} : { if: guardIf }),
    ...(unless === undefined ? {} : { unless }),
    ...(where === undefined ? {} : { where }),
    ...(window === undefined ? {} : { window }),
    ...(after.length === 0 ? {} : { after }),
    ...(by === undefined ? {} : { by }),
    mark: mark.value,
  }
}

function kindIn(text: Text | undefined, directory: Directory, report: Report): KindName | undefined {
  if (text === undefined) return undefined
  return readPhrase(text, report, (phrase) => kindNamed(phrase, phrase.name('a kind of act'), directory))
}

export interface TermDraft {
  readonly id: Text
  readonly of: KindName | undefined
  readonly means: Text
  readonly declaration: Declaration
}

export function readTermDraft(declaration: Declaration, directory: Directory, report: Report): TermDraft | undefined {
  const reader = new FieldReader(declaration, TERM, report)
  const id = reader.id('term', 'kind')
  reader.need('of', 'Write the kind of act that it is said of: of: notification.')
  reader.need('means', 'Write a guard: means: notification.troops >= 9000.')
  const ofText = reader.text('of')
  const of = directory.items.has(ofText?.value ?? '') ? ofText?.value : kindIn(ofText, directory, report)
  const means = reader.text('means')
  return id === undefined || means === undefined ? undefined : { id, of, means, declaration }
}

/**
 * A term may use other terms; it is read after those it uses. Terms that explain each other in a circle explain
 * nothing.
 */
export function readTerms(drafts: readonly TermDraft[], guards: GuardReading, report: Report): Term[] {
  const terms: Term[] = []
  const byId = new Map(drafts.map((draft) => [draft.id.value, draft]))
  const state = new Map<string, 'begun' | 'done'>()
  const uses = (draft: TermDraft): TermDraft[] => {
    const plain = draft.means.value.replace(/"[^"]*"|'[^']*'/g, '')
    return [...plain.matchAll(/\bis\s+(?:not\s+)?([a-z][a-z0-9-]*)/g)].flatMap(
      (match) => byId.get(match[1] ?? '') ?? [],
    )
  }
  // A chain of terms may be as long as the file, so the stack is our own.
  for (const start of drafts) {
    const path: { draft: TermDraft; waitsFor: TermDraft[] }[] = []
    const begin = (draft: TermDraft) => {
      state.set(draft.id.value, 'begun')
      path.push({ draft, waitsFor: uses(draft) })
    }
    if (!state.has(start.id.value)) begin(start)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.waitsFor.pop()
      if (next === undefined) {
        state.set(top.draft.id.value, 'done')
        terms.push(...readTerm(top.draft, guards))
        path.pop()
      } else if (state.get(next.id.value) === 'begun') {
        const circle = path.slice(path.findIndex(({ draft }) => draft === next)).map(({ draft }) => draft.id.value)
        const message = `To know "${next.id.value}" one must know "${next.id.value}": ${[...circle, next.id.value].join(' > ')}.`
        report.error('term/circular', top.draft.means.place, message, 'Say one of them without the others.')
        // So that its uses are not told as unknown terms.
        guards.terms.set(next.id.value, { of: next.of ?? '', guard: { op: 'value', value: true } })
      } else if (!state.has(next.id.value)) begin(next)
    }
  }
  const order = new Map(drafts.map((draft, index) => [draft.id.value, index]))
  return terms.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
}

function readTerm({ id, of, means, declaration }: TermDraft, guards: GuardReading): Term[] {
  const read = guardAt(means, of === undefined ? 'any' : new Set([of]), guards)
  guards.terms.set(id.value, { of: of ?? '', guard: read?.guard ?? { op: 'value', value: true } })
  if (read === undefined || of === undefined) return []
  return [{ kind: 'term', id: id.value, clause: declaration.clause, of, means: read }]
}

export interface ClaimDraft {
  readonly id: Text
  readonly about: readonly KindName[]
  readonly reader: FieldReader
  readonly declaration: Declaration
}

export function readClaimDraft(declaration: Declaration, directory: Directory, report: Report): ClaimDraft | undefined {
  const reader = new FieldReader(declaration, CLAIM, report)
  const id = reader.id('claim', 'kind')
  reader.need('about', 'Write the kinds of act that the claim is about: about: answer.')
  const text = reader.text('about')
  const about =
    text === undefined
      ? undefined
      : readPhrase(text, report, (phrase) => {
          const kinds: KindName[] = []
          do kinds.push(kindNamed(phrase, phrase.name('a kind of act'), directory) ?? '')
          while (phrase.takes('or'))
          return kinds.filter((kind) => kind !== '')
        })
  return id === undefined ? undefined : { id, about: about ?? [], reader, declaration }
}

export function readClaim(draft: ClaimDraft, directory: Directory, report: Report): Claim | undefined {
  const { id, about, reader } = draft
  const nouns = new Set([...directory.chain(id.value), ...about.flatMap((kind) => [...directory.chain(kind)])])
  const here: Standpoint = { directory, nouns, from: `the claim "${id.value}"`, bareRoles: false }
  const partyOf = (key: string): PartyExpr | undefined => {
    const text = reader.text(key)
    return text === undefined ? undefined : readPhrase(text, report, (phrase) => readParty(phrase, here))
  }
  reader.need('who', 'Write who may make the claim: who: sender of question.')
  const who = partyOf('who')
  const deniedBy = partyOf('denied by')
  const deniedWith = denialOf(reader.text('denied with'), id.value, directory, report)
  const settled = reader.text('settled by')
  if (settled !== undefined && settled.value !== 'nobody') {
    notBuiltYet(report, settled.place, 'A claim that is settled by a decision')
  }
  if (who === undefined) return undefined
  return {
    kind: 'claim',
    id: id.value,
    clause: draft.declaration.clause,
    about,
    who,
    ...(deniedWith === undefined ? {} : { deniedWith }),
    ...(deniedBy === undefined ? {} : { deniedBy }),
  }
}

/** The denial must be able to say which claim it denies. */
function denialOf(text: Text | undefined, claim: KindName, directory: Directory, report: Report): KindName | undefined {
  if (text === undefined) return undefined
  return readPhrase(text, report, (phrase) => {
    const token = phrase.name('a kind of act')
    const kind = kindNamed(phrase, token, directory)
    if (kind === undefined) return undefined
    const nouns = new Set(directory.kindOf.get(kind)?.refersTo ?? [])
    if (nouns.has(claim)) return kind
    const here: Standpoint = { directory, nouns, from: indefinite(kind), bareRoles: false }
    nounNamed(phrase, { ...token, text: claim }, here)
    return kind
  })
}
