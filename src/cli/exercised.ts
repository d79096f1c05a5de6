import type { Agreement } from '../agreement/agreement.ts'
import type { KindName, RuleId } from '../agreement/clause.ts'
import type { Carrier } from '../agreement/provision.ts'
import type { Rule } from '../agreement/rule.ts'
import type { Exercised, NamedCase } from '../language/library/coverage.ts'
import { keyOf, spokenOf } from '../language/meaning/spoken-of.ts'
import { isError, type Problem } from '../problem.ts'
import { readRows } from './boundaries.ts'
import type { BoundaryRow } from './boundary-file.ts'
import { readCase, type Story } from './case-file.ts'
import { type Folder, textOf } from './folder.ts'

/**
 * Which declarations the cases of a folder exercise:
 *
 *     a rule                       a line of it is expected; of what a party is free to do, a mark of an act of that kind
 *     a check or a limit           a mark that names it, or its use, is expected; of a sealed exchange a mark
 *     an act's form                a mark is expected, or that there is none, and an act of the kind is done
 *     a claim, a reservation       an act of the kind is done
 *     a standing                   an act that moves it is done, or a rule that asks for it is exercised
 *     a term, figure, group, body  a rule that speaks of it is exercised
 *     a zone                       an act names it, or a limit over it is exercised
 */
interface Trial {
  readonly case: NamedCase
  readonly kinds: ReadonlySet<KindName>
  /** The acts as they are written. */
  readonly acts: string
  /** Rules and limits of which a line is expected. */
  readonly rules: ReadonlySet<RuleId>
  /** Marks that are expected; empty: only that there is none, or no mark is asked for. */
  readonly marks: readonly string[]
  readonly asksMarks: boolean
}

export function readExercised(folder: Folder, agreement: Agreement): Exercised & { readonly problems: Problem[] } {
  const rows = readRows(folder, agreement)
  const stories = folder.cases.map((source) => readCase(source))
  const trials = [
    ...stories.flatMap(({ file }) => file.stories.map((story) => trialOfStory(story, file.file, folder))),
    ...rows.rows.map(trialOfRow),
  ]
  const uses = new Map(agreement.rules.map((rule) => [keyOf(rule), spokenOf(rule)]))
  const exercised = trials.map((trial) => ({ trial, keys: exercisedIn(trial, agreement, uses) }))
  const casesOf = ({ what, id }: Carrier) =>
    exercised.filter(({ keys }) => keys.has(`${what} ${id}`)).map(({ trial }) => trial.case)
  const casesNaming = (provision: string) =>
    trials.filter((trial) => trial.case.provision === provision).map((trial) => trial.case)
  return {
    casesOf,
    casesNaming,
    problems: [...rows.problems, ...stories.flatMap(({ problems }) => problems)].filter(isError),
  }
}

function trialOfStory({ title, acts, expectations }: Story, file: string, folder: Folder): Trial {
  const written = [
    ...(acts === undefined ? [] : [acts.yaml]),
    ...(acts?.fromRecord === true ? folder.acts.map(({ content }) => textOf(content)) : []),
  ].join('\n')
  const linesOf = (...kinds: readonly string[]) =>
    expectations.filter(({ asked }) => kinds.includes(asked.kind)).flatMap(({ lines }) => lines)
  const first = (line: string) => line.split('|')[0]?.trim() ?? ''
  return {
    case: { name: title, file, line: expectations[0]?.line ?? acts?.line ?? 1 },
    kinds: new Set([...written.matchAll(/\bkind"?\s*:\s*"?([a-z][a-z0-9-]*)/g)].map((found) => found[1] ?? '')),
    acts: written,
    rules: new Set(linesOf('register', 'may', 'docket', 'limits').map(first)),
    marks: linesOf('marks').map((line) => line.slice(line.indexOf('|') + 1)),
    asksMarks: expectations.some(({ asked }) => asked.kind === 'marks'),
  }
}

function trialOfRow({ file, cells, looksAt, reading }: BoundaryRow): Trial {
  const acts = cells.acts.text
  const isMark = looksAt.kind === 'mark'
  const named = isMark ? (looksAt.rule ?? '') : (looksAt.id.split('/')[0] ?? '')
  return {
    case: { name: cells.case.text, file, line: cells.case.line, provision: cells.provision.text },
    kinds: new Set(acts.split(/(?:^|\s);\s/).map((act) => act.trim().split(/\s+/)[0] ?? '')),
    acts,
    rules: new Set(named === '' ? [] : [named]),
    marks: isMark ? [reading] : [],
    asksMarks: isMark,
  }
}

/** Declarations by their words and ids, `figure quota`: those that the trial looks at, and what they speak of. */
function exercisedIn(trial: Trial, agreement: Agreement, uses: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set([
    ...agreement.rules.filter((rule) => isLookedAt(rule, trial)).map(keyOf),
    ...[...trial.kinds].flatMap((kind) => [
      `claim ${kind}`,
      `reservation ${kind}`,
      ...(trial.asksMarks ? [`act ${kind}`] : []),
    ]),
    ...zonesIn(trial, agreement),
  ])
  // What is added is looked through as well.
  for (const key of found) {
    for (const used of uses.get(key) ?? []) found.add(used)
    // A member of a body is written like one of a group.
    const body = agreement.bodies.find(({ id }) => key === `group ${id}` || key === `body ${id}`)
    if (body !== undefined) found.add(`body ${body.id}`).add(`group ${body.members}`)
  }
  return found
}

function isLookedAt(rule: Rule, trial: Trial): boolean {
  const isDone = (act: KindName) => trial.kinds.has(act)
  switch (rule.kind) {
    case 'norm':
      return trial.rules.has(rule.id) || (rule.verb === 'is free to' && trial.asksMarks && rule.what.acts.some(isDone))
    case 'check':
    case 'limit':
    case 'sealed':
      return trial.rules.has(rule.id) || trial.marks.some((mark) => namesId(mark, rule.id))
    case 'standing':
      return [...rule.begins, ...rule.ends].some(({ event }) => event.kind === 'act' && isDone(event.act))
    default:
      return false
  }
}

function zonesIn({ acts }: Trial, { zones }: Agreement): string[] {
  const words = new Set(acts.split(/[^\p{L}\p{N}._-]+/u))
  return zones.filter(({ id }) => words.has(id)).map(({ id }) => `zone ${id}`)
}

/** `(85)`, `whether 85 is satisfied`; not the 85 in 1985, in 85.1 or in 85[early]. */
function namesId(mark: string, id: string): boolean {
  const parts = mark.split(id)
  return parts.slice(1).some((after, index) => {
    const before = parts[index] as string
    return !/[\p{L}\p{N}_.[-]$/u.test(before) && !/^(?:[\p{L}\p{N}_[]|[.-][\p{L}\p{N}_])/u.test(after)
  })
}
