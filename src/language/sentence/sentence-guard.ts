import type { Comparison, Guard } from '../../agreement/guard.ts'
import { parseDay } from '../../time/day.ts'
import { fieldOf } from '../guard/guard-form.ts'
import { a, bareNoun, fieldWords, kindOf, labelsOf, possessive, type Saying, the } from './sentence-noun.ts'
import { dayWords, isPlural, listed, numberWords, spoken } from './sentence-words.ts'

/**
 * A guard in words: "the notification's troops are at least 9,000 or its tanks are at least 250". AND inside OR, and the
 * reverse, stand in brackets, so that nobody has to know which binds closer. A part that means the same as a term is
 * called by the term.
 */
interface Words {
  readonly say: Saying
  /** The only act that the guard speaks of: named once, then `it`. */
  readonly only?: string
  named: boolean
  /** Of whom the latest messages are: `its`, or `the` for those of anybody. */
  readonly whose: 'its' | 'the'
  /** What is a number for each party is that of the one that would owe what is asked. */
  readonly ofDebtor?: true
  /** Terms that may be used, by what they mean. */
  readonly terms: ReadonlyMap<string, { readonly id: string; readonly of: string }>
}

/**
 * @param subject the kind that the sentence is about, so that `its` is clear from the start
 * @param except a term that is not used: its own sentence says what it means
 * @param inside what stands around the words, so that an OR gets its brackets
 */
export function guardWords(say: Saying, guard: Guard, subject?: string, except?: string, inside?: '&&'): string {
  return condition(wordsFor(say, guard, subject, except, 'the'), guard, inside)
}

/** A condition that looks at no message, of the party that would owe what is asked. */
export function datedGuardWords(say: Saying, guard: Guard): string {
  return condition({ ...wordsFor(say, guard, undefined, undefined, 'the'), ofDebtor: true }, guard, undefined)
}

/** A number that is computed, in words. */
export function amountWords(say: Saying, guard: Guard, whose: 'its' | 'the'): string {
  const words = wordsFor(say, guard, undefined, undefined, whose)
  return guard.op === 'call' ? callWords(words, guard) : amount(words, guard)
}

function wordsFor(
  say: Saying,
  guard: Guard,
  subject: string | undefined,
  except: string | undefined,
  whose: 'its' | 'the',
): Words {
  const nouns = new Set<string>()
  collectNouns(guard, nouns)
  const [only] = nouns
  const terms = new Map<string, { id: string; of: string }>()
  for (const rule of say.agreement.rules) {
    if (rule.kind !== 'term' || rule.id === except) continue
    const key = keyOf(rule.means.guard)
    if (!terms.has(key)) terms.set(key, { id: rule.id, of: rule.of })
  }
  return {
    say,
    whose,
    ...(nouns.size === 1 && only !== undefined ? { only } : {}),
    named: nouns.size === 1 && only === subject,
    terms,
  }
}

const ASKED: ReadonlySet<string> = new Set([
  'latest',
  'count',
  'senders',
  'weight',
  'figure',
  'left',
  'streak',
  'inForce',
  'claimed',
])

function collectNouns(guard: Guard, nouns: Set<string>): void {
  switch (guard.op) {
    case 'value':
      return
    case 'field':
      nouns.add(guard.noun)
      return
    case 'list':
      for (const item of guard.items) collectNouns(item, nouns)
      return
    case 'call':
      // What is asked of all acts on record names no act of this case.
      if (ASKED.has(guard.name)) return
      for (const part of guard.args) collectNouns(part, nouns)
      return
    case 'not':
    case 'minus':
      collectNouns(guard.of, nouns)
      return
    default:
      collectNouns(guard.left, nouns)
      collectNouns(guard.right, nouns)
  }
}

/** Equal for guards that are written the same, whatever the order of keys in the objects. */
function keyOf(guard: Guard): string {
  switch (guard.op) {
    case 'value':
      return JSON.stringify(guard.value)
    case 'field':
      return JSON.stringify([guard.noun, guard.path])
    case 'list':
      return `[${guard.items.map(keyOf).join()}]`
    case 'call':
      return `${guard.name}(${guard.args.map(keyOf).join()})`
    case 'not':
    case 'minus':
      return `${guard.op}(${keyOf(guard.of)})`
    default:
      return `(${keyOf(guard.left)} ${guard.op} ${keyOf(guard.right)})`
  }
}

function condition(words: Words, guard: Guard, inside: '&&' | '||' | undefined): string {
  const term = words.terms.get(keyOf(guard))
  if (term !== undefined) return `${subjectOf(words, term.of)} is "${spoken(term.id)}"`
  switch (guard.op) {
    case '&&':
    case '||': {
      const parts = flatten(guard, guard.op).map((part) => condition(words, part, guard.op as '&&' | '||'))
      const text = parts.join(guard.op === '&&' ? ' and ' : ' or ')
      return inside === undefined || inside === guard.op ? text : `(${text})`
    }
    case 'not':
      return negated(words, guard.of)
    case 'field':
      return yesOrNo(words, guard, true)
    case 'call':
      if (guard.name === 'has') return given(words, guard, true)
      if (guard.name === 'inForce') return inForceWords(guard, true)
      return guard.name === 'claimed' ? claimedWords(words, guard, true) : amount(words, guard)
    case 'in':
      return membership(words, guard)
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(words, guard.op, guard.left, guard.right)
    default:
      return amount(words, guard)
  }
}

function flatten(guard: Guard, op: '&&' | '||'): Guard[] {
  return guard.op === op ? [...flatten(guard.left, op), ...flatten(guard.right, op)] : [guard]
}

function negated(words: Words, guard: Guard): string {
  const term = words.terms.get(keyOf(guard))
  if (term !== undefined) return `${subjectOf(words, term.of)} is not "${spoken(term.id)}"`
  if (guard.op === 'field') return yesOrNo(words, guard, false)
  if (guard.op === 'call' && guard.name === 'has') return given(words, guard, false)
  if (guard.op === 'call' && guard.name === 'inForce') return inForceWords(guard, false)
  if (guard.op === 'call' && guard.name === 'claimed') return claimedWords(words, guard, false)
  return `it is not so that (${condition(words, guard, undefined)})`
}

/** `the question`, or `it` once it was named. */
function subjectOf(words: Words, noun: string): string {
  if (words.only !== noun) return the(words.say, noun)
  const text = words.named ? 'it' : the(words.say, noun)
  words.named = true
  return text
}

type Field = Guard & { readonly op: 'field' }

/** `the question is urgent`; `the notification says yes to "without advance notice"` where one word is not enough. */
function yesOrNo(words: Words, field: Field, yes: boolean): string {
  const label = fieldWords(words.say, field.noun, field.path)
  const subject = subjectOf(words, field.noun)
  if (/^[a-z]+$/.test(label)) return `${subject} is ${yes ? '' : 'not '}${label}`
  return `${subject} says ${yes ? 'yes' : 'no'} to "${label}"`
}

function given(words: Words, call: Guard & { readonly op: 'call' }, yes: boolean): string {
  const [field] = call.args
  if (field?.op !== 'field') return amount(words, call)
  const plural = isPlural(fieldWords(words.say, field.noun, field.path))
  const verb = `${plural ? 'are' : 'is'} ${yes ? '' : 'not '}stated`
  const text = amount(words, field)
  return text.includes(' stated in ') ? text.replace(' stated in ', () => ` ${verb} in `) : `${text} ${verb}`
}

function inForceWords({ args: [rule] }: Guard & { readonly op: 'call' }, yes: boolean): string {
  return `rule ${rule?.op === 'value' ? String(rule.value) : ''} is ${yes ? '' : 'not '}in force`
}

function claimedWords({ say }: Words, { args: [claim] }: Guard & { readonly op: 'call' }, yes: boolean): string {
  const noun = a(say, claim?.op === 'value' ? String(claim.value) : '')
  return `${noun} has ${yes ? '' : 'not '}been ${/\bclaim\b/.test(noun) ? 'made' : 'claimed'}`
}

type Pair = Extract<Guard, { readonly left: Guard }>

function membership(words: Words, guard: Pair): string {
  const item = amount(words, guard.left)
  const verb = isMany(words, guard.left) ? 'are' : 'is'
  if (guard.right.op !== 'list') return `${item} ${verb} among ${amount(words, guard.right)}`
  const options = guard.right.items.map((option) => amount(words, option))
  return `${item} ${verb} ${options.length === 2 ? 'either' : 'one of'} ${listed(options, 'or')}`
}

const ORDER_WORDS: Readonly<Record<'<' | '<=' | '>' | '>=', readonly [number: string, day: string]>> = {
  '<': ['less than', 'before'],
  '<=': ['at most', 'not later than'],
  '>': ['more than', 'after'],
  '>=': ['at least', 'not earlier than'],
}

function comparison(words: Words, op: Comparison, left: Guard, right: Guard): string {
  const isDay = isDate(words.say, left) || isDate(words.say, right)
  const a = amount(words, left, isDay)
  const verb = isMany(words, left) ? 'are' : 'is'
  const b = amount(words, right, isDay)
  if (op !== '==' && op !== '!=') return `${a} ${verb} ${ORDER_WORDS[op][isDay ? 1 : 0]} ${b}`
  const not = op === '!=' ? 'not ' : ''
  if (right.op !== 'value') return `${a} ${verb} ${not}equal to ${b}`
  return `${a} ${verb} ${not}${typeof right.value === 'number' ? 'exactly ' : ''}${b}`
}

function isDate(say: Saying, guard: Guard): boolean {
  if (guard.op !== 'field') return false
  const field = fieldOf(kindOf(say, guard.noun)?.form, guard.path)
  return field.found && 'format' in field.type && field.type.format === 'date'
}

function isMany(words: Words, guard: Guard): boolean {
  return guard.op === 'field' && isPlural(fieldWords(words.say, guard.noun, guard.path))
}

const OPERATORS = { '+': 'plus', '-': 'less', '*': 'times' } as const

/** A number, text or list in words; what is computed stands in brackets where something else is around it. */
function amount(words: Words, guard: Guard, isDay = false, around = false): string {
  switch (guard.op) {
    case 'value':
      return valueWords(guard.value, isDay)
    case 'field':
      return owned(words, guard)
    case 'list':
      return amounts(words, guard.items)
    case 'minus':
      return `minus ${amount(words, guard.of, false, true)}`
    case '+':
    case '-':
    case '*': {
      const text = `${amount(words, guard.left, false, true)} ${OPERATORS[guard.op]} ${amount(words, guard.right, false, true)}`
      return around ? `(${text})` : text
    }
    case 'call':
      return `(${callWords(words, guard)})`
    default:
      return `(${condition(words, guard, undefined)})`
  }
}

function amounts(words: Words, guards: readonly Guard[]): string {
  return listed(
    guards.map((guard) => amount(words, guard, false, true)),
    'and',
  )
}

function valueWords(value: number | string | boolean, isDay: boolean): string {
  if (typeof value === 'number') return numberWords(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const day = isDay ? parseDay(value) : undefined
  return day === undefined ? JSON.stringify(value) : dayWords(day)
}

/** `the notification's troops`, then `its tanks`; `the start stated in the request for a meeting`. */
function owned(words: Words, field: Field): string {
  const [outer = '', ...inner] = labelsOf(words.say, field.noun, field.path)
  const inside = inner
    .reverse()
    .map((label) => `the ${label} of `)
    .join('')
  if (words.only === field.noun && words.named) return `${inside}its ${outer}`
  if (words.only === field.noun) words.named = true
  const owner = possessive(words.say, field.noun)
  const tail = owner === undefined ? `the ${outer} stated in ${the(words.say, field.noun)}` : `${owner} ${outer}`
  return `${inside}${tail}`
}

function callWords(words: Words, call: Guard & { readonly op: 'call' }): string {
  const { name, args } = call
  const two = args.length === 2
  switch (name) {
    case 'min':
      return `the ${two ? 'smaller' : 'smallest'} of ${amounts(words, args)}`
    case 'max':
      return `the ${two ? 'larger' : 'largest'} of ${amounts(words, args)}`
    case 'ceilDiv':
    case 'floorDiv': {
      const [a, b] = args.map((arg) => amount(words, arg, false, true))
      return `${a} divided by ${b}, rounded ${name === 'ceilDiv' ? 'up' : 'down'}`
    }
    case 'latest':
      return latestWords(words, args[0])
    case 'count':
      return `the number of acts that are ${args[0]?.op === 'field' ? a(words.say, args[0].noun) : '?'}`
    case 'senders':
      return `the number of parties that have sent ${args[0]?.op === 'field' ? a(words.say, args[0].noun) : '?'}`
    case 'weight': {
      const [noun, weight] = args
      const name = weight?.op === 'value' ? spoken(String(weight.value)) : ''
      return `the weight "${name}" of all parties that have sent ${noun?.op === 'field' ? a(words.say, noun.noun) : '?'}`
    }
    case 'figure':
      return `the figure "${spoken(namedIn(call))}"${ofDebtor(words, 'figure', namedIn(call), 'of')}`
    case 'left':
      return `what is left of limit ${namedIn(call)}${ofDebtor(words, 'limit', namedIn(call), 'for')}`
    case 'streak':
      return streakWords(words, args[0])
    case 'claimed':
      return `whether ${claimedWords(words, call, true)}`
    case 'inForce':
      return `whether ${inForceWords(call, true)}`
    case 'has':
      return `whether ${amounts(words, args)} is stated`
    default:
      return `the ${name} of ${amounts(words, args)}`
  }
}

function namedIn({ args: [name] }: Guard & { readonly op: 'call' }): string {
  return name?.op === 'value' ? String(name.value) : ''
}

/** `of that party`, behind what is a number for each. */
function ofDebtor({ say, ofDebtor }: Words, kind: 'figure' | 'limit', id: string, word: string): string {
  const rule = say.agreement.rules.find((one) => one.kind === kind && one.id === id)
  const isOfParty = (rule?.kind === 'figure' || rule?.kind === 'limit') && rule.per.length > 0
  return ofDebtor === true && isOfParty ? ` ${word} that party` : ''
}

/** `the number of years in a row, up to now, for which it has not performed 12 when the time for that had passed`. */
function streakWords({ say, ofDebtor }: Words, id: Guard | undefined): string {
  const rule = say.agreement.rules.find((one) => one.kind === 'norm' && id?.op === 'value' && one.id === id.value)
  const every = rule?.kind === 'norm' ? rule.when.find((event) => event.kind === 'every') : undefined
  return `the number of ${every?.unit ?? 'period'}s in a row, the last of those whose time has passed, for which ${ofDebtor === true ? 'that party' : 'it'} has not performed ${rule?.id ?? '?'}`
}

/** `the number of units in its latest annual information`. */
function latestWords({ say, whose }: Words, field: Guard | undefined): string {
  if (field?.op !== 'field') return ''
  return `the ${fieldWords(say, field.noun, field.path)} in ${whose} latest ${bareNoun(say, field.noun).words}`
}
