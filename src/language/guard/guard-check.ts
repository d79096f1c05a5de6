import type { ASTNode } from '@marcbachmann/cel-js'
import type { Comparison, Guard } from '../../agreement/guard.ts'
import { didYouMean, nearest } from '../phrase/spelling.ts'
import { fault, type GuardFault, type Stretch } from './guard-fault.ts'
import { isAsked, readFigureName, readQuestion } from './guard-figure.ts'
import { type FieldType, fieldOf } from './guard-form.ts'
import { readCall, refuse, refuseReceiverCall } from './guard-function.ts'
import { readInForce } from './guard-in-force.ts'
import type { WrittenName } from './guard-names.ts'
import { constantFault, made, type Part, unread, type Walk } from './guard-part.ts'
import { checkComparison, checkIn, checkOrder, inWords, must } from './guard-type.ts'
import { checkUnits } from './guard-unit.ts'

/** Walks CEL's tree into a guard and checks it against the forms; collects every fault on the way. */

/** Nesting that a listener can still follow; chains of the same && or || or + count once. */
const DEPTH_MAX = 12

/** A condition, or a number that is computed: of a figure, or of what a limit allows. */
export type Wanted = 'boolean' | 'number'

export function walkGuard(tree: ASTNode, walk: Walk, wanted: Wanted): Guard | undefined {
  const before = walk.faults.length
  const whole = read(tree, walk, 0)
  if (walk.faults.length > before) return undefined
  must(whole, wanted, walk, wanted === 'boolean' ? 'A condition must be true or false' : 'A number is wanted here')
  if (whole.constant && wanted === 'boolean') constantFault(whole, walk)
  if (whole.guard !== undefined && nodesIn(whole.guard) > walk.nodesMax) {
    const message = `With its terms put in place the condition has more than ${walk.nodesMax} parts.`
    walk.faults.push(fault('guard/too-long', whole, message, 'Compare fewer things, or divide the rule in two.'))
  }
  return walk.faults.length > before ? undefined : whole.guard
}

/** Reads one node of CEL's tree. */
function read(node: ASTNode, walk: Walk, depth: number): Part {
  const at = placeOf(node, walk)
  if (depth > DEPTH_MAX) {
    const advice = 'Name an inner part with a `term:` block.'
    walk.faults.push(fault('guard/too-long', at, 'Brackets are nested too deep to be read out.', advice))
    return unread(at)
  }
  switch (node.op) {
    case 'value':
      return readValue(node.args, at, walk)
    case 'id':
      return readName(node, at, walk)
    case '.':
      return readField(node, at, walk)
    case '!_':
    case '-_':
      return readUnary(node.op, node.args, at, walk, depth)
    case '&&':
    case '||':
      return readLogic(node.op, node.args, at, walk, depth)
    case '+':
    case '-':
    case '*': {
      const sides = readSides(node.op, node.args, walk, depth)
      for (const side of sides) must(side, 'number', walk, `\`${node.op}\` is arithmetic`)
      if (node.op !== '*') checkUnits(...sides, at, walk)
      return pair(node.op, at, { kind: 'number' }, sides)
    }
    case '/':
    case '%':
      return refuseDivision(node.op, node.args, at, walk, depth)
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return readComparison(node.op, node.args, at, walk, depth)
    case 'in':
      return readIn(node.args, at, walk, depth)
    case 'list':
      return refuseList(node, at, walk, depth)
    case 'call':
      if (isAsked(node.args[0])) {
        const names = node.args[1].map((arg) => nameAlone(arg, walk))
        const argument = node.args[1][0]
        const first = (figures: Walk) => (argument === undefined ? unread(at) : readAsked(argument, figures, depth))
        return readQuestion(node.args[0], names, first, at, walk)
      }
      return readCall(
        node.args[0],
        node.args[1].length,
        () => node.args[1].map((a) => read(a, walk, depth + 1)),
        at,
        walk,
      )
    case 'rcall':
      return refuseReceiverCall(node.args[0], at, walk)
    default:
      return refuse(node.op, at, walk)
  }
}

function readUnary(op: '!_' | '-_', arg: ASTNode, at: Stretch, walk: Walk, depth: number): Part {
  const of = read(arg, walk, depth + 1)
  if (op === '-_') {
    must(of, 'number', walk, 'A minus stands before a number')
    return made(at, { kind: 'number' }, [of], ([guard]) => minus(guard as Guard))
  }
  must(of, 'boolean', walk, '`!` turns true into false')
  if (of.constant && of.guard) constantFault(of, walk)
  return made(at, { kind: 'boolean' }, [of], ([guard]) => ({ op: 'not', of: guard as Guard }))
}

function readLogic(op: '&&' | '||', args: readonly [ASTNode, ASTNode], at: Stretch, walk: Walk, depth: number): Part {
  const sides = readSides(op, args, walk, depth)
  for (const side of sides) {
    must(side, 'boolean', walk, `\`${op}\` joins conditions`)
    if (side.constant && side.guard) constantFault(side, walk)
  }
  return { ...pair(op, at, { kind: 'boolean' }, sides), constant: false }
}

function readIn(args: readonly [ASTNode, ASTNode], at: Stretch, walk: Walk, depth: number): Part {
  const item = read(args[0], walk, depth + 1)
  const list = args[1].op === 'list' ? readList(args[1], walk, depth) : read(args[1], walk, depth + 1)
  checkIn(item, list, walk)
  if (item.constant && list.constant && item.guard && list.guard) constantFault(at, walk)
  return { ...pair('in', at, { kind: 'boolean' }, [item, list]), constant: false }
}

function refuseDivision(
  op: '/' | '%',
  args: readonly [ASTNode, ASTNode],
  at: Stretch,
  walk: Walk,
  depth: number,
): Part {
  readSides(op, args, walk, depth)
  const message = op === '/' ? 'A division does not say how it rounds.' : 'A remainder cannot be read out.'
  const advice = 'Write `ceilDiv(a, b)` (rounded up) or `floorDiv(a, b)` (rounded down), or multiply the other side.'
  walk.faults.push(fault('guard/division', at, message, advice))
  return unread(at)
}

function refuseList(node: ASTNode & { op: 'list' }, at: Stretch, walk: Walk, depth: number): Part {
  readList(node, walk, depth)
  const advice = 'A list can only stand behind `in`: `x.colour in ["red", "blue"]`.'
  walk.faults.push(fault('guard/type', at, 'A list stands alone.', advice))
  return unread(at)
}

function placeOf(node: ASTNode, walk: Walk): Stretch {
  return { start: walk.offset + node.start, end: walk.offset + node.end }
}

function pair(op: Extract<Guard, { left: Guard }>['op'], at: Stretch, type: FieldType, sides: readonly Part[]): Part {
  return made(at, type, sides, ([left, right]) => ({ op, left: left as Guard, right: right as Guard }))
}

function readSides(op: string, args: readonly [ASTNode, ASTNode], walk: Walk, depth: number): [Part, Part] {
  const [left, right] = args
  return [read(left, walk, left.op === op ? depth : depth + 1), read(right, walk, right.op === op ? depth : depth + 1)]
}

function minus(guard: Guard): Guard {
  return guard.op === 'value' && typeof guard.value === 'number'
    ? { op: 'value', value: -guard.value }
    : { op: 'minus', of: guard }
}

function readValue(value: unknown, at: Stretch, walk: Walk): Part {
  if (typeof value === 'bigint') {
    const number = Number(value)
    if (Number.isSafeInteger(number)) return valuePart(number, { kind: 'number' }, at)
    const message = `${value} is too large to be compared exactly.`
    walk.faults.push(fault('guard/type', at, message, `Use numbers up to ${Number.MAX_SAFE_INTEGER}.`))
    return unread(at)
  }
  if (typeof value === 'number' && Number.isFinite(value)) return valuePart(value, { kind: 'number' }, at)
  if (typeof value === 'string') return valuePart(value, { kind: 'string' }, at)
  if (typeof value === 'boolean') return valuePart(value, { kind: 'boolean' }, at)
  if (value === null) {
    walk.faults.push(
      fault('guard/not-printable', at, 'A guard does not know null.', 'Write `has(x.field)` or `!has(x.field)`.'),
    )
  } else {
    walk.faults.push(
      fault(
        'guard/not-printable',
        at,
        'Only numbers, texts, true and false can be read out.',
        'Write the value plainly.',
      ),
    )
  }
  return unread(at)
}

function valuePart(value: number | string | boolean, type: FieldType, at: Stretch): Part {
  return { start: at.start, end: at.end, type, constant: true, guard: { op: 'value', value } }
}

function readName(node: ASTNode & { op: 'id' }, at: Stretch, walk: Walk): Part {
  const written = walk.names.get(at.start)
  if (written?.kind === 'term') return readTerm(written, at, walk)
  if (written?.kind === 'rule') return readInForce(written, at, walk)
  const name = written?.name ?? node.args
  const noun = nounFor(name, walk)
  const figure = noun === undefined ? readFigureName(name, at, walk) : undefined
  if (figure !== undefined) return figure
  if (noun === undefined) return unknownNoun(name, at, walk)
  const fields = fieldOf(walk.scope.nouns.get(noun), ['']) // only to have a name for the advice
  const example = fields.found ? 'field' : (fields.names[0] ?? 'field')
  walk.faults.push(
    fault(
      'guard/type',
      at,
      `"${name}" alone is neither true nor false.`,
      `Name a field of it, such as \`${noun}.${example}\`.`,
    ),
  )
  return unread(at)
}

/** `emissions`, `air-traffic`; undefined for anything that is no name. */
function nameAlone(node: ASTNode, walk: Walk): string | undefined {
  const written = node.op === 'id' ? walk.names.get(placeOf(node, walk).start) : undefined
  if (written?.kind === 'name') return written.name
  return node.op === 'id' && written === undefined ? node.args : undefined
}

/** An argument that names a kind of act alone is that kind; everything else is read as usual. */
function readAsked(node: ASTNode, walk: Walk, depth: number): Part {
  const at = placeOf(node, walk)
  const written = node.op === 'id' ? walk.names.get(at.start) : undefined
  if (node.op !== 'id' || written?.kind === 'term' || written?.kind === 'rule') return read(node, walk, depth + 1)
  const name = written?.name ?? node.args
  const noun = nounFor(name, walk)
  if (noun === undefined) return unknownNoun(name, at, walk)
  return {
    start: at.start,
    end: at.end,
    type: { kind: 'object' },
    constant: false,
    guard: { op: 'field', noun, path: [] },
  }
}

/** `joint_answer` is accepted for the kind `joint-answer`. */
function nounFor(name: string, walk: Walk): string | undefined {
  if (walk.scope.nouns.has(name)) return name
  const hyphens = name.replaceAll('_', '-')
  return walk.scope.nouns.has(hyphens) ? hyphens : undefined
}

function unknownNoun(name: string, at: Stretch, walk: Walk): Part {
  const nouns = [...walk.scope.nouns]
  const holder = nouns.find(([, form]) => form !== undefined && fieldOf(form, [name]).found)?.[0]
  const listed =
    nouns.length === 0 ? 'No act can be named here.' : `Here can be named: ${nouns.map(([noun]) => noun).join(', ')}.`
  const advice =
    holder === undefined ? didYouMean(name, walk.scope.nouns.keys(), listed) : `Did you mean \`${holder}.${name}\`?`
  walk.faults.push(fault('guard/unknown-noun', at, `"${name}" is no act that is known here.`, advice))
  return unread(at)
}

function readTerm(written: WrittenName & { kind: 'term' }, at: Stretch, walk: Walk): Part {
  const term = walk.scope.terms.get(written.term)
  const noun = nounFor(written.noun, walk)
  if (noun === undefined)
    return unknownNoun(written.noun, { start: at.start, end: at.start + written.noun.length }, walk)
  if (term === undefined) {
    const known = [...walk.scope.terms.keys()]
    const listed = known.length === 0 ? 'Declare it with a `term:` block.' : `Known terms: ${known.join(', ')}.`
    walk.faults.push(
      fault('guard/unknown-term', at, `There is no term "${written.term}".`, didYouMean(written.term, known, listed)),
    )
    return unread(at)
  }
  if (term.of !== noun) {
    const message = `"${written.term}" is said of ${term.of}, not of ${noun}.`
    walk.faults.push(
      fault('guard/type', at, message, `Write \`${term.of} is ${written.term}\`, or declare a term for ${noun}.`),
    )
    return unread(at)
  }
  const guard: Guard = written.negated ? { op: 'not', of: term.guard } : term.guard
  return { start: at.start, end: at.end, type: { kind: 'boolean' }, constant: false, guard }
}

/** `notification.area.north`: down to the noun, then up through the form. */
function readField(node: ASTNode, at: Stretch, walk: Walk): Part {
  const path: string[] = []
  const starts: number[] = []
  let here: ASTNode = node
  while (here.op === '.') {
    const start = walk.offset + here.pos
    const written = walk.names.get(start)
    path.unshift(written?.kind === 'name' ? written.name : here.args[1])
    starts.unshift(start)
    here = here.args[0]
  }
  const base = placeOf(here, walk)
  const written = walk.names.get(base.start)
  if (here.op !== 'id' || written?.kind === 'term' || written?.kind === 'rule') {
    walk.faults.push(
      fault('guard/not-printable', at, 'Only an act has fields.', 'Begin with the kind of act: `question.urgent`.'),
    )
    return unread(at)
  }
  const name = written?.name ?? here.args
  const noun = nounFor(name, walk)
  if (noun === undefined) return unknownNoun(name, base, walk)

  const field = fieldOf(walk.scope.nouns.get(noun), path)
  if (!field.found) {
    const part = path[field.at] ?? ''
    const start = starts[field.at] ?? at.start
    const where = { start, end: start + part.length }
    const owner = [noun, ...path.slice(0, field.at)].join('.')
    walk.faults.push(unknownField(part, owner, field.names, field.inside, where))
    return unread(at)
  }
  return { start: at.start, end: at.end, type: field.type, constant: false, guard: { op: 'field', noun, path } }
}

function unknownField(
  part: string,
  owner: string,
  names: readonly string[],
  inside: FieldType,
  at: Stretch,
): GuardFault {
  if (names.length === 0) {
    const message = `${owner} is ${inWords(inside)}, so it has no field "${part}".`
    return fault('guard/unknown-field', at, message, `Compare ${owner} itself, or change its form.`)
  }
  const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ', ...' : '')
  const near = nearest(part, names)
  const advice = near === undefined ? `Its form has: ${shown}.` : `Did you mean \`${owner}.${near}\`?`
  return fault('guard/unknown-field', at, `The form of ${owner} has no field "${part}".`, advice)
}

function readComparison(
  op: Comparison,
  args: readonly [ASTNode, ASTNode],
  at: Stretch,
  walk: Walk,
  depth: number,
): Part {
  const left = read(args[0], walk, depth + 1)
  const right = read(args[1], walk, depth + 1)
  if (op === '==' || op === '!=') checkComparison(op, left, right, walk)
  else checkOrder(op, left, right, at, walk)
  checkUnits(left, right, at, walk)
  if (left.guard && right.guard) {
    if (left.constant && right.constant) constantFault(at, walk)
    else if (JSON.stringify(left.guard) === JSON.stringify(right.guard)) {
      const message = 'Both sides are the same, so this does not depend on any message.'
      walk.faults.push(fault('guard/constant', at, message, 'Compare with another field or with a value.'))
    }
  }
  return { ...pair(op, at, { kind: 'boolean' }, [left, right]), constant: false }
}

/** Items of a list behind `in`: values or fields, all of one type. */
function readList(node: ASTNode & { op: 'list' }, walk: Walk, depth: number): Part {
  const at = placeOf(node, walk)
  const items = node.args.map((item) => read(item, walk, depth + 1))
  if (items.length === 0) {
    walk.faults.push(
      fault('guard/constant', at, 'Nothing is in an empty list.', 'List the values, or leave the condition out.'),
    )
    return unread(at)
  }
  const known = items.find((item) => item.type.kind !== 'unknown')
  for (const item of items) {
    if (item.type.kind === 'list' || item.type.kind === 'object') {
      walk.faults.push(
        fault('guard/type', item, `A list holds single values, not ${inWords(item.type)}.`, 'List numbers or texts.'),
      )
    } else if (known && item.type.kind !== 'unknown' && item.type.kind !== known.type.kind) {
      const message = `The list holds ${inWords(known.type)} and ${inWords(item.type)}.`
      walk.faults.push(fault('guard/type', item, message, 'List things of one type.'))
    }
  }
  const type: FieldType = { kind: 'list', of: known?.type ?? { kind: 'unknown' } }
  return { ...made(at, type, items, (guards) => ({ op: 'list', items: guards })), items }
}

/** Terms put in place of their names are counted in full: they could otherwise grow without end. */
function nodesIn(guard: Guard): number {
  switch (guard.op) {
    case 'value':
    case 'field':
      return 1
    case 'not':
    case 'minus':
      return 1 + nodesIn(guard.of)
    case 'list':
      return guard.items.reduce((sum, item) => sum + nodesIn(item), 1)
    case 'call':
      return guard.args.reduce((sum, item) => sum + nodesIn(item), 1)
    default:
      return 1 + nodesIn(guard.left) + nodesIn(guard.right)
  }
}
