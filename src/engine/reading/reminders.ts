import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { Anchor, Clock } from '../../agreement/clock.ts'
import type { Norm, Rule } from '../../agreement/rule.ts'
import type { Line, Reading } from './line.ts'

/** What one party still owes, or was asked for, at an instant. */
export interface Reminder {
  readonly debtor: string
  /** What is past its time first, then by when it is due. */
  readonly lines: readonly Line[]
}

const STANDING: ReadonlySet<Reading> = new Set<Reading>(['overdue', 'unanswered', 'open'])

/** Powers and offers ask nobody for anything. */
function isAskedFor({ verb }: Line): boolean {
  return verb === 'must' || verb === 'asked'
}

/** By who owes, in the order of the agreement. What is kept, ended, or cannot be derived is no ground to remind anybody. */
export function remindersOf(lines: readonly Line[], { parties }: Agreement): Reminder[] {
  const owed = lines.filter((line) => isAskedFor(line) && STANDING.has(line.reading))
  return parties.flatMap(({ id }) => {
    const own = owed.filter(({ debtors }) => debtors.includes(id))
    return own.length === 0 ? [] : [{ debtor: id, lines: [...own].sort(byTime) }]
  })
}

/** Lines without a number come last, as they were called into being. */
function byTime(a: Line, b: Line): number {
  const [first, second] = [a, b].map(({ closes }) => closes?.earliest ?? Number.POSITIVE_INFINITY) as [number, number]
  return first === second ? 0 : first - second
}

/** Of lines of which nobody can say how they stand, nobody is reminded; they are counted. */
export function notReminded(lines: readonly Line[]): Line[] {
  return lines.filter((line) => isAskedFor(line) && line.reading === 'not derivable')
}

/** The kinds of act that are reminders, and the rules for which such an act does something. */
export interface ReminderRules {
  readonly kinds: readonly KindName[]
  readonly rules: readonly RuleId[]
}

/**
 * A reminder repeats a request and starts no clock, unless a rule says otherwise: one that is called into being by it,
 * counts from it, or is changed by it.
 */
export function reminderRules({ kinds, rules }: Agreement): ReminderRules {
  const names = kinds.filter(({ stage }) => stage === 'reminder').map(({ name }) => name)
  const waiting = rules.filter((rule) => isNorm(rule) && waitsFor(rule, new Set(names)))
  return { kinds: names, rules: waiting.map(({ id }) => id) }
}

function isNorm(rule: Rule): rule is Norm {
  return rule.kind === 'norm'
}

function waitsFor({ when, from, until, changes }: Norm, kinds: ReadonlySet<KindName>): boolean {
  return (
    when.some((event) => event.kind === 'act' && kinds.has(event.act)) ||
    [from, until].some((clock) => clock !== undefined && kinds.has(nounOf(clock) ?? '')) ||
    changes.some(({ when: { acts } }) => acts.some((act) => kinds.has(act)))
  )
}

function nounOf(clock: Clock): KindName | undefined {
  const anchor: Anchor | undefined = clock.kind === 'count' ? clock.from : clock.kind === 'at' ? clock.at : undefined
  return anchor?.kind === 'act' || anchor?.kind === 'field' ? anchor.noun : undefined
}
