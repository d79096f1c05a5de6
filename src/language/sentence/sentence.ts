import type { Agreement } from '../../agreement/agreement.ts'
import type { Guard } from '../../agreement/guard.ts'
import type {
  Check,
  Claim,
  DayOfYearBefore,
  EarlierAct,
  Event,
  FieldOfAct,
  Norm,
  Rule,
  Term,
} from '../../agreement/rule.ts'
import { conditionWords } from './sentence-clock.ts'
import { decisionParts, decisionSentence } from './sentence-decision.ts'
import { figureSentence, limitSentence } from './sentence-figure.ts'
import { amountWords, guardWords } from './sentence-guard.ts'
import { type NormParts, normParts, normSentence } from './sentence-norm.ts'
import { a, actWords, fieldWords, kindOf, type Saying, saying, statedField, the } from './sentence-noun.ts'
import { partyWords } from './sentence-party.ts'
import { reservationSentence } from './sentence-reservation.ts'
import { sealedSentence } from './sentence-sealed.ts'
import { standingSentence } from './sentence-standing.ts'
import { capital, dateWords, listed, spoken, withArticle } from './sentence-words.ts'

/**
 * A rule as a plain English sentence, made from the rule itself and from nothing else, so that a lawyer can compare it
 * with the clause. Everything that changes what the rule does is in the sentence: two rules of one agreement that differ
 * read differently. Not printed are the rule's own id and place. Neutral: it says what is asked, never who was at fault.
 *
 *     When a question is transmitted, each addressee must send the sender of the question an answer to it, not later than
 *     14 days after it has received the question (48 hours if the question is urgent). Silence means: no answer.
 */
export function sentenceOf(rule: Rule, agreement: Agreement): string {
  switch (rule.kind) {
    case 'norm':
      return rule.decides === undefined
        ? normSentence(rule, agreement)
        : decisionSentence(rule, rule.decides, agreement)
    case 'check':
      return checkSentence(rule, agreement)
    case 'term':
      return termSentence(rule, agreement)
    case 'claim':
      return claimSentence(rule, agreement)
    case 'figure':
      return figureSentence(rule, agreement)
    case 'limit':
      return limitSentence(rule, agreement)
    case 'standing':
      return standingSentence(rule, agreement)
    case 'reservation':
      return reservationSentence(rule, agreement)
    case 'sealed':
      return sealedSentence(rule, agreement)
  }
}

/** The sentence of a rule in parts, for a table. */
export function partsOf(norm: Norm, agreement: Agreement): NormParts {
  return norm.decides === undefined ? normParts(norm, agreement) : decisionParts(norm, norm.decides, agreement)
}

/**
 * A field that a guard needs and a message leaves out, as `missing` of the engine names it: `notification.tanks` is
 * "battle tanks in the notification".
 */
export function phraseOfField(name: string, agreement: Agreement): string {
  const [noun = '', ...path] = name.split('.')
  const say = saying(agreement)
  return `${fieldWords(say, noun, path)} in ${the(say, noun)}`
}

/** `formation or unit`: what a field is called in the form. */
export function labelOfField({ noun, path }: FieldOfAct, agreement: Agreement): string {
  return fieldWords(saying(agreement), noun, path)
}

/** What a guard asks of figures or limits: `what is left of limit 109`. */
export function phraseOfNumber(guard: Guard, agreement: Agreement): string {
  return amountWords(saying(agreement), guard, 'the')
}

/** `its sender has transmitted before it a statement with the designation stated in the notification`, or any of several. */
function afterWords(say: Saying, after: readonly EarlierAct[], by: DayOfYearBefore | undefined): string {
  const acts = after.map((one) => earlierWords(say, one)).join(' or ')
  if (by === undefined) return `its sender has transmitted before it ${acts}`
  const day = `${dateWords(by.month, by.date)} of the ${by.years === 2 ? 'second year' : 'year'}`
  const year = `before that of ${statedField(say, by.of.noun, by.of.path)}`
  return `its sender has transmitted, by the end of ${day} ${year}, ${acts}`
}

function earlierWords(say: Saying, { act, list, field, equals }: EarlierAct): string {
  if (list === undefined) return actWords(say, [act], { kind: 'with', field, noun: equals.noun, equals: equals.path })
  const own = [...field].reverse().map(spoken).join(' of the ')
  const stated = statedField(say, equals.noun, equals.path)
  const which = fieldWords(say, equals.noun, equals.path) === own ? ` with ${stated}` : ` whose ${own} is ${stated}`
  return `${a(say, act)} with, among its ${fieldWords(say, act, list.path)}, ${withArticle(spoken(list.as))}${which}`
}

function checkSentence(check: Check, agreement: Agreement): string {
  const say = saying(agreement)
  const subject = capital(a(say, check.on))
  const conditions: string[] = []
  if (check.window !== undefined) conditions.push(`it is ${conditionWords(say, check.window)}`)
  if (check.where !== undefined) {
    const inside = check.window === undefined ? undefined : '&&'
    conditions.push(guardWords(say, check.where.guard, check.on, undefined, inside))
  }
  if (check.after !== undefined) conditions.push(afterWords(say, check.after, check.by))
  const unless = check.unless === undefined ? '' : `, unless ${guardWords(say, check.unless.guard, check.on)}`
  const only = check.if === undefined ? '' : ` This applies only if ${guardWords(say, check.if.guard)}.`
  const inOrder = conditions.length === 0 ? 'always' : `only if ${conditions.join(' and only if ')}`
  return `${subject} is in order ${inOrder}${unless}; otherwise it is marked "${check.mark}".${only}`
}

function termSentence(term: Term, agreement: Agreement): string {
  const say = saying(agreement)
  const subject = kindOf(say, term.of) === undefined ? withArticle(spoken(term.of)) : a(say, term.of)
  return `${capital(subject)} is "${spoken(term.id)}" when ${guardWords(say, term.means.guard, term.of, term.id)}.`
}

/**
 * `The sender of the question may claim that an answer or a joint answer is insufficient; whoever sent the act that the
 * claim is about may deny it. Both are shown with their authors; neither changes what is owed.`
 */
function claimSentence(claim: Claim, agreement: Agreement): string {
  const say = saying(agreement)
  const who = partyWords(say, claim.who, 'may')
  const end =
    claim.settledBy === undefined
      ? `neither changes what is owed${saveWords(claim, agreement)}`
      : `rule ${claim.settledBy} decides between them`
  return `${capital(who)} may ${claimWords(say, claim)}; ${denialWords(say, claim)}. Both are shown with their authors; ${end}.`
}

/** What is claimed, of which acts: `claim that an answer or a joint answer is insufficient`. */
function claimWords(say: Saying, { id, about }: Claim): string {
  const infinitive = kindOf(say, id)?.infinitive ?? `claim "${spoken(id)}"`
  const nouns = about.map((kind) => a(say, kind))
  if (nouns.length === 0) return `${infinitive}, about no act in particular`
  const list = listed(nouns, 'or')
  const named = nouns.find((noun) => ` ${infinitive} `.includes(` ${noun} `))
  return named === undefined
    ? `${infinitive}, with regard to ${list}`
    : ` ${infinitive} `.replace(` ${named} `, () => ` ${list} `).trim()
}

function denialWords(say: Saying, { about, deniedBy, deniedWith }: Claim): string {
  const denials = say.agreement.kinds.filter(({ stage }) => stage === 'denial')
  const isPlain = denials.length === 1 && denials[0]?.name === deniedWith
  const how = deniedWith === undefined ? ' in any form' : isPlain ? '' : ` by ${a(say, deniedWith)}`
  if (deniedBy === undefined) return `anybody may deny it${how}`
  const senders = deniedBy.sets.map(({ quantifier, of, except }) =>
    quantifier === 'the' && of.kind === 'sender' && except.length === 0 ? of.noun : undefined,
  )
  const isWhoeverSentIt =
    deniedBy.join === 'or' && senders.length === about.length && senders.every((noun, i) => noun === about[i])
  const who = isWhoeverSentIt ? 'whoever sent the act that the claim is about' : partyWords(say, deniedBy, 'may')
  return `${who} may deny it${how}`
}

/** The rules that wait for the claim, or that it changes. */
function saveWords({ id }: Claim, { rules }: Agreement): string {
  const waiting = rules.flatMap((rule) =>
    rule.kind === 'norm' &&
    (rule.when.some((event) => isOf(event, id)) || rule.changes.some(({ when }) => when.acts.includes(id)))
      ? [rule.id]
      : [],
  )
  return waiting.length === 0
    ? ''
    : `, save where a rule says so (rule${waiting.length === 1 ? '' : 's'} ${listed(waiting, 'and')})`
}

function isOf(event: Event, claim: string): boolean {
  return (event.kind === 'claim' && event.claim === claim) || (event.kind === 'act' && event.act === claim)
}
