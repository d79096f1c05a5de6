import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Environment } from '@marcbachmann/cel-js'
import fc from 'fast-check'
import type { Json } from '../../src/agreement/act.ts'
import type { Guard } from '../../src/agreement/guard.ts'
import { compileGuard, missing, type Read, type Value } from '../../src/engine/program/guard.ts'
import { readGuard } from '../../src/language/guard/guard.ts'

/** Bodies by kind of act, as a reader for guards. */
function reading(bodies: { readonly [noun: string]: Json }): Read {
  return (noun, path) => {
    let here: Json | undefined = bodies[noun]
    for (const name of path) {
      if (typeof here !== 'object' || here === null || Array.isArray(here) || !Object.hasOwn(here, name))
        return undefined
      here = (here as { readonly [key: string]: Json })[name]
    }
    return here
  }
}

function run(text: string, body: Json): Value | undefined {
  const { guard, faults } = readGuard(text, { nouns: new Map([['x', undefined]]), terms: new Map() })
  assert.deepEqual(faults, [])
  return compileGuard(guard as Guard)(reading({ x: body }))
}

describe('a guard is yes, no or not known', () => {
  const cases: readonly (readonly [text: string, body: Json, expected: Value | undefined])[] = [
    // A missing optional field is not known, not false: 8,999 troops and no tanks given.
    ['x.troops >= 9000 || x.tanks >= 250', { troops: 8999 }, undefined],
    ['x.troops >= 9000 || x.tanks >= 250', { troops: 9000 }, true],
    ['x.tanks >= 250 || x.troops >= 9000', { troops: 9000 }, true],
    ['x.troops >= 9000 || x.tanks >= 250', { troops: 8999, tanks: 249 }, false],
    ['x.troops >= 9000 && x.tanks >= 250', { troops: 8999 }, false],
    ['x.tanks >= 250 && x.troops >= 9000', { troops: 8999 }, false],
    ['x.troops >= 9000 && x.tanks >= 250', { troops: 9000 }, undefined],
    ['x.troops >= 9000', { troops: 9000 }, true],
    ['x.troops >= 9000', { troops: 8999 }, false],
    ['x.troops > 9000', { troops: 9000 }, false],
    ['x.troops <= 9000', { troops: 9000 }, true],
    ['x.troops < 9000', { troops: 9000 }, false],
    ['x.troops == 9000', { troops: 9000 }, true],
    ['x.troops != 9000', { troops: 9000 }, false],
    ['x.troops != 9000', {}, undefined],
    ['!x.urgent', {}, undefined],
    ['!x.urgent', { urgent: false }, true],
    ['x.urgent', { urgent: null }, undefined],
    ['x.urgent', { urgent: 'yes' }, 'yes'],
    ['!x.urgent', { urgent: 'yes' }, undefined],
    ['has(x.a)', { a: 0 }, true],
    ['has(x.a)', { a: null }, false],
    ['has(x.a)', {}, false],
    ['has(x.a.b)', { a: { b: false } }, true],
    ['has(x.a)', { a: {} }, true],
    ['!has(x.a) || x.a > 3', {}, true],
    ['x.a == "1"', { a: 1 }, false],
    ['x.a != "1"', { a: 1 }, true],
    ['x.a < 3', { a: '1' }, undefined],
    ['x.a < "2026-03-01"', { a: '2026-02-28' }, true],
    ['x.a >= "2026-03-01"', { a: '2026-03-01' }, true],
    ['x.a < "2026-03-01"', { a: 'soon' }, undefined],
    ['x.a < x.b', { a: 'a', b: 'b' }, undefined],
    ['x.a == x.b', { a: [1], b: [1] }, undefined],
    ['x.a == 1', { a: { b: 1 } }, undefined],
    ['"sea" in x.a', { a: ['land', 'sea'] }, true],
    ['"sea" in x.a', { a: ['land', null, {}] }, false],
    ['"sea" in x.a', { a: 'sea' }, undefined],
    ['"sea" in x.a', {}, undefined],
    ['x.a in [1, 2]', { a: 2 }, true],
    ['x.a in [1, 2]', { a: '2' }, false],
    ['x.a in [1, x.b]', { a: 1 }, true],
    ['x.a in [1, x.b]', { a: 2 }, undefined],
    ['x.a + x.b * 2 - 1 == 10', { a: 1, b: 5 }, true],
    ['-x.a == 3', { a: -3 }, true],
    ['-x.a == 3', {}, undefined],
    ['x.a * x.a > 0', { a: 94906267 }, undefined], // beyond 2^53
    ['x.a + 1 > 0', { a: 9007199254740991 }, undefined],
    ['x.a + 1 == 9007199254740991', { a: 9007199254740990 }, true],
    ['ceilDiv(x.a, 60) == 5', { a: 241 }, true],
    ['ceilDiv(x.a, 60) == 4', { a: 240 }, true],
    ['ceilDiv(x.a, 60) == 0', { a: 0 }, true],
    ['ceilDiv(x.a, 60) == 0', { a: -59 }, true],
    ['floorDiv(x.a, 60) == -1', { a: -1 }, true],
    ['floorDiv(x.a, 2) == 4503599627370495', { a: 9007199254740991 }, true],
    ['ceilDiv(x.a, 2) == 4503599627370496', { a: 9007199254740991 }, true],
    ['floorDiv(x.a, x.b) == 1', { a: 1, b: 0 }, undefined],
    ['min(15, ceilDiv(x.units, 60)) == 15', { units: 901 }, true],
    ['max(1, x.a, 3) == 7', { a: 7 }, true],
    ['min(1, x.a) == 1', {}, undefined],
    ['min(1, x.a) == 1', { a: '1' }, undefined],
  ]
  for (const [text, body, expected] of cases) {
    test(`${text}  with  ${JSON.stringify(body)}  is  ${expected ?? 'not known'}`, () => {
      assert.deepEqual(run(text, body), expected)
    })
  }
})

describe('what is missing', () => {
  const cases: readonly (readonly [text: string, body: Json, expected: string[]])[] = [
    ['x.troops >= 9000 || x.tanks >= 250', { troops: 8999 }, ['x.tanks']],
    ['x.troops >= 9000 || x.tanks >= 250', {}, ['x.troops', 'x.tanks']],
    ['x.troops >= 9000 || x.tanks >= 250', { tanks: 250 }, []],
    ['x.a > 1 && (x.b > 1 || x.c > 1)', { a: 2, b: 1 }, ['x.c']],
    ['x.a > 1 && (x.b > 1 || x.c > 1)', { a: 0 }, []],
    ['x.a > 1 || (x.b > 1 && x.c > 1)', { a: 0, b: 0 }, []],
    ['x.a.b + x.c > x.c', { a: {} }, ['x.a.b', 'x.c']],
    ['!(x.a in [1, x.b])', { a: 3 }, ['x.b']],
    ['has(x.a)', {}, []],
    ['x.a > 1', { a: null }, ['x.a']],
    ['floorDiv(x.a, x.b) > 1', { a: 1, b: 0 }, ['x.a', 'x.b']],
    ['x.c && x.a > 1', { a: 'many', c: true }, ['x.a']],
  ]
  for (const [text, body, expected] of cases) {
    test(`${text}  with  ${JSON.stringify(body)}`, () => {
      const { guard } = readGuard(text, { nouns: new Map([['x', undefined]]), terms: new Map() })
      assert.deepEqual(missing(guard as Guard, reading({ x: body })), expected)
    })
  }
})

// --- A second opinion: the CEL library itself, on random guards and random bodies ---

const NUMBERS = ['a', 'b', 'c']
const TEXTS = ['s', 't']
const FLAGS = ['f', 'g']
const WORDS = ['red', 'green', 'blue']

const field = (name: string): Guard => ({ op: 'field', noun: 'x', path: name === 'c' ? ['deep', 'c'] : [name] })
const value = (v: number | string | boolean): Guard => ({ op: 'value', value: v })

/** Without it records have no prototype, and are then not deeply equal to what the reader makes. */
const plain = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(model, { noNullPrototype: true })

const { truth } = fc.letrec<{ truth: Guard; amount: Guard }>((tie) => ({
  truth: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...FLAGS).map(field),
    plain({
      op: fc.constantFrom('==', '!=', '<', '<=', '>', '>='),
      left: tie('amount'),
      right: tie('amount'),
    }) as fc.Arbitrary<Guard>,
    plain({
      op: fc.constantFrom('==', '!='),
      left: fc.constantFrom(...TEXTS).map(field),
      right: fc.constantFrom(...WORDS).map(value),
    }) as fc.Arbitrary<Guard>,
    plain({ op: fc.constant('not'), of: tie('truth') }) as fc.Arbitrary<Guard>,
    plain({ op: fc.constantFrom('&&', '||'), left: tie('truth'), right: tie('truth') }) as fc.Arbitrary<Guard>,
    plain({
      op: fc.constant('in'),
      left: fc.constantFrom(...TEXTS).map(field),
      right: fc
        .uniqueArray(fc.constantFrom(...WORDS), { minLength: 1 })
        .map((w) => ({ op: 'list', items: w.map(value) })),
    }) as fc.Arbitrary<Guard>,
    plain({
      op: fc.constant('in'),
      left: fc.constantFrom(...WORDS).map(value),
      right: fc.constant(field('list')),
    }) as fc.Arbitrary<Guard>,
    fc
      .constantFrom('a', 'b', 'absent', ...TEXTS)
      .map((name) => ({ op: 'call', name: 'has', args: [field(name)] })) as fc.Arbitrary<Guard>,
  ),
  amount: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.constantFrom(...NUMBERS).map(field),
    fc.integer({ min: 0, max: 20 }).map(value),
    plain({ op: fc.constantFrom('+', '-', '*'), left: tie('amount'), right: tie('amount') }) as fc.Arbitrary<Guard>,
    plain({ op: fc.constant('minus'), of: fc.constantFrom(...NUMBERS).map(field) }) as fc.Arbitrary<Guard>,
    fc
      .tuple(fc.constantFrom('min', 'max'), tie('amount'), tie('amount'))
      .map(([name, ...args]) => ({ op: 'call', name, args }) as Guard),
    fc
      .tuple(fc.constantFrom('ceilDiv', 'floorDiv'), tie('amount'), fc.integer({ min: 1, max: 7 }).map(value))
      .map(([name, ...args]) => ({ op: 'call', name, args }) as Guard),
  ),
}))

const complete = plain({
  a: fc.integer({ min: -20, max: 20 }),
  b: fc.integer({ min: -20, max: 20 }),
  deep: plain({ c: fc.integer({ min: -20, max: 20 }) }),
  s: fc.constantFrom(...WORDS),
  t: fc.constantFrom(...WORDS),
  f: fc.boolean(),
  g: fc.boolean(),
  list: fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }),
})
const incomplete = fc
  .tuple(complete, fc.subarray(['a', 'b', 's', 't', 'f', 'g', 'list', 'deep']))
  .map(([body, kept]) => {
    const part: { [key: string]: Json } = {}
    for (const name of kept) part[name] = body[name as keyof typeof body] as Json
    return part
  })

function written(guard: Guard): string {
  switch (guard.op) {
    case 'value':
      return JSON.stringify(guard.value)
    case 'field':
      return [guard.noun, ...guard.path].join('.')
    case 'list':
      return `[${guard.items.map(written).join(', ')}]`
    case 'not':
      return `!(${written(guard.of)})`
    case 'minus':
      return `-(${written(guard.of)})`
    case 'call':
      return `${guard.name}(${guard.args.map(written).join(', ')})`
    default:
      return `(${written(guard.left)}) ${guard.op} (${written(guard.right)})`
  }
}

const cel = new Environment({ unlistedVariablesAreDyn: true })
for (const name of ['min', 'max']) {
  cel.registerFunction(`${name}(int, int): int`, (a: bigint, b: bigint) =>
    name === 'min' ? (a < b ? a : b) : a > b ? a : b,
  )
}
cel.registerFunction('floorDiv(int, int): int', (a: bigint, b: bigint) => (a - (((a % b) + b) % b)) / b)
cel.registerFunction('ceilDiv(int, int): int', (a: bigint, b: bigint) => -((-a - (((-a % b) + b) % b)) / b))

/** CEL keeps whole numbers apart from others; an error is what we call not known. */
function celRun(text: string, body: Json): unknown {
  const whole = JSON.parse(JSON.stringify(body), (_, v) => (typeof v === 'number' ? BigInt(v) : v))
  try {
    const result = cel.evaluate(text, { x: whole })
    return typeof result === 'bigint' ? Number(result) : result
  } catch {
    return undefined
  }
}

describe('the CEL library is of the same opinion', () => {
  test('on complete bodies', () => {
    fc.assert(
      fc.property(truth, complete, (guard, body) => {
        const answer = compileGuard(guard)(reading({ x: body as Json }))
        assert.notEqual(answer, undefined)
        assert.equal(answer, celRun(written(guard), body as Json))
      }),
      { numRuns: 3000 },
    )
  })

  test('on bodies with fields left out: its error is our "not known"', () => {
    fc.assert(
      fc.property(truth, incomplete, (guard, body) => {
        assert.equal(compileGuard(guard)(reading({ x: body })), celRun(written(guard), body))
      }),
      { numRuns: 3000 },
    )
  })

  test('what is written is read back as it was', () => {
    const scope = { nouns: new Map([['x', undefined]]), terms: new Map() }
    let readCount = 0
    fc.assert(
      fc.property(truth, (guard) => {
        const answer = readGuard(written(guard), scope)
        // Random guards may compare constants or nest too deep, which the reader refuses.
        if (answer.guard === undefined) {
          assert.ok(
            answer.faults.every((f) => ['guard/constant', 'guard/too-long'].includes(f.code)),
            written(guard),
          )
        } else {
          readCount++
          assert.deepEqual(answer.guard, guard)
        }
      }),
      { numRuns: 2000 },
    )
    assert.ok(readCount > 200, `${readCount} guards were read`)
  })
})

describe('to know more never turns a certain answer into another', () => {
  test('filling in fields', () => {
    fc.assert(
      fc.property(truth, complete, fc.subarray(['a', 'b', 's', 't', 'f', 'g', 'list', 'deep']), (guard, body, kept) => {
        // `has` asks about the message itself and may change its answer: it is what an author asks for.
        fc.pre(!written(guard).includes('has('))
        const part = Object.fromEntries(Object.entries(body).filter(([name]) => kept.includes(name)))
        const before = compileGuard(guard)(reading({ x: part as Json }))
        const after = compileGuard(guard)(reading({ x: body as Json }))
        if (before !== undefined) assert.equal(before, after)
      }),
      { numRuns: 2000 },
    )
  })

  test('something is missing exactly when the answer is not known, and only what is absent', () => {
    fc.assert(
      fc.property(truth, incomplete, (guard, body) => {
        const read = reading({ x: body })
        const names = missing(guard, read)
        assert.equal(names.length > 0, compileGuard(guard)(read) === undefined)
        for (const name of names) assert.equal(read('x', name.split('.').slice(1)), undefined)
      }),
      { numRuns: 2000 },
    )
  })
})
