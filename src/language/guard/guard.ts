import type { ASTNode } from '@marcbachmann/cel-js'
import { Environment } from '@marcbachmann/cel-js'
import type { Guard } from '../../agreement/guard.ts'
import { type Wanted, walkGuard } from './guard-check.ts'
import { fault, faultsInOrder, type GuardCode, type GuardFault } from './guard-fault.ts'
import { allNames } from './guard-form.ts'
import { literalLength, readable } from './guard-names.ts'
import type { GuardScope, Walk } from './guard-part.ts'

export type { GuardFault } from './guard-fault.ts'
export type { GuardScope } from './guard-part.ts'

/** Codes of problems with guards, with their titles. `language/not-built-yet` is answered too. */
export const GUARD_CODES = {
  'guard/syntax': 'The condition cannot be read',
  'guard/too-long': 'The condition is too long to be read out',
  'guard/unknown-noun': 'The condition names an act that cannot be known here',
  'guard/unknown-field': 'The form has no such field',
  'guard/unknown-term': 'There is no term of that name',
  'guard/type': 'Things of different types are put together',
  'guard/enum-value': 'The form does not allow this value, so the condition never holds',
  'guard/constant': 'The condition does not depend on anything',
  'guard/function': 'The function is not known, or has other arguments',
  'guard/not-printable': 'This part of CEL cannot be read out in a sentence',
  'guard/division': 'Division must say how it rounds',
  'guard/unit': 'Numbers of two units',
  'guard/in-force': 'Of this rule it cannot be asked here whether it is in force',
} as const satisfies Record<
  Exclude<GuardCode, 'language/not-built-yet' | 'figure/key' | 'figure/weight' | 'limit/key'>,
  string
>

/** Guards come from other parties, and CEL's own parser recurses on each `!`. */
export const GUARD_LENGTH_MAX = 4000
/** Terms put in place of their names included. */
export const GUARD_NODES_MAX = 500

const CEL = new Environment({
  limits: {
    maxAstNodes: GUARD_NODES_MAX * 2,
    maxDepth: 64,
    maxListElements: 100,
    maxMapEntries: 100,
    maxCallArguments: 32,
  },
})

/**
 * Reads a guard, the condition behind `if:`, `unless:`, `where:` and `means:`:
 *
 *     notification.troops >= 9000 || notification.tanks >= 250
 *     question.urgent && !has(question.withdrawn)
 *     joint-answer.for in ["EU", "CH"]
 *     notification is large
 *
 * It is CEL (the Common Expression Language), of which only what can be read out in a sentence is let through: fields,
 * comparison, `&& || !`, `+ - *`, `in`, `has`, `min`, `max`, `ceilDiv`, `floorDiv`, and terms by their name. So every
 * guard prints, and none can run long. It is checked against the forms of the acts that it names.
 *
 * All faults are reported at once: when the whole does not parse, its parts between `&&` and `||` are read one by one.
 * With a fault there is no guard.
 */
export function readGuard(
  text: string,
  scope: GuardScope,
  wanted: Wanted = 'boolean',
): { guard?: Guard; faults: readonly GuardFault[] } {
  if (text.length > GUARD_LENGTH_MAX) {
    const message = `The condition has ${text.length} characters; at most ${GUARD_LENGTH_MAX} are read.`
    const advice = 'Give its parts names with `term:` blocks.'
    return { faults: [fault('guard/too-long', { start: 0, end: text.length }, message, advice)] }
  }
  if (text.trim() === '') {
    const advice = 'Write a comparison such as `question.urgent` or `notification.troops >= 9000`.'
    return { faults: [fault('guard/syntax', { start: 0, end: text.length }, 'The condition is empty.', advice)] }
  }
  const fields = new Set<string>()
  for (const forms of [scope.nouns, scope.figures?.kinds ?? new Map()]) {
    for (const form of forms.values()) for (const name of allNames(form)) fields.add(name)
  }
  const { text: celText, names } = readable(
    text,
    (name) => scope.nouns.has(name),
    (name) => fields.has(name),
  )

  const faults: GuardFault[] = []
  const guard = readPart(celText, { offset: 0, names, scope, faults, nodesMax: GUARD_NODES_MAX }, wanted)
  return faults.length > 0 || guard === undefined ? { faults: faultsInOrder(faults) } : { guard, faults }
}

function readPart(celText: string, walk: Walk, wanted: Wanted): Guard | undefined {
  let tree: ASTNode
  try {
    tree = CEL.parse(celText).ast
  } catch (error) {
    const { faults, offset } = walk
    const parts = partsOf(celText)
    const before = faults.length
    if (parts.length > 1) {
      for (const { start, text } of parts) readPart(text, { ...walk, offset: offset + start }, 'boolean')
    }
    // The parts are fine one by one, or there are none: then it is the whole that is wrong.
    if (parts.length < 2 || faults.length === before) faults.push(syntaxFault(error, celText, offset))
    return undefined
  }
  return walkGuard(tree, walk, wanted)
}

/** The parts between `&&` and `||` outside brackets and strings; brackets around the whole are taken off first. */
function partsOf(text: string): { start: number; text: string }[] {
  const parts: { start: number; text: string }[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    const literal = literalLength(text, i)
    if (literal > 0) {
      i += literal - 1
      continue
    }
    const character = text.charAt(i)
    if ('([{'.includes(character)) depth++
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && (text.startsWith('&&', i) || text.startsWith('||', i))) {
      parts.push({ start, text: text.slice(start, i) })
      start = i + 2
      i++
    }
  }
  parts.push({ start, text: text.slice(start) })
  if (parts.length > 1) return parts

  const open = text.length - text.trimStart().length
  const close = text.trimEnd().length - 1
  if (close <= open || text[open] !== '(' || text[close] !== ')') return parts
  return partsOf(text.slice(open + 1, close)).map((part) => ({ start: part.start + open + 1, text: part.text }))
}

interface CelError {
  readonly code?: string
  readonly summary?: string
  readonly range?: { readonly start: number; readonly end: number }
}

function syntaxFault(error: unknown, text: string, offset: number): GuardFault {
  const { code, summary, range } = error as CelError
  const start = range?.start ?? 0
  const end = Math.max(range?.end ?? text.length, start)
  const at = { start: offset + start, end: offset + end }
  if (code === 'limit_exceeded') {
    return fault('guard/too-long', at, 'The condition is too long or too deep to be read out.', NAME_PARTS)
  }
  const trimmed = text.slice(start).trimStart()
  if (text.trim() === '') {
    return fault(
      'guard/syntax',
      at,
      'Something is missing beside && or ||.',
      'Write a comparison there, or take it out.',
    )
  }
  if (trimmed.startsWith('=') || text[start - 1] === '=') {
    return fault('guard/syntax', at, 'A single = compares nothing.', 'Write `==` to compare.')
  }
  if (/^(and|or|not)\b/.test(trimmed)) {
    return fault('guard/syntax', at, `"${trimmed.split(/\W/)[0]}" is not read here.`, 'Write `&&`, `||` or `!`.')
  }
  const what = CEL_MESSAGES[summary ?? ''] ?? (summary ? `The condition cannot be read: ${summary}.` : UNREADABLE)
  return fault(
    'guard/syntax',
    at,
    what,
    'Compare fields, such as `notification.troops >= 9000`, and join with && or ||.',
  )
}

const UNREADABLE = 'The condition cannot be read.'
const NAME_PARTS = 'Give its parts names with `term:` blocks.'
const CEL_MESSAGES: Readonly<Record<string, string>> = {
  'Unexpected token: EOF': 'The condition ends too early.',
  'Expected RPAREN, got EOF': 'A closing bracket ) is missing.',
  'Expected RBRACKET, got EOF': 'A closing bracket ] is missing.',
  "Unexpected character: ')'": 'There is a closing bracket ) too many.',
  'Unterminated string': 'A text in quotation marks is not closed.',
}
