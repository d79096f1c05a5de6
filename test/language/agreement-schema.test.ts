/**
 * The schema for editors, spec/agreement.schema.json, and the reader say the same of every declaration:
 *
 *     what the reader accepts, the schema accepts
 *     what the reader refuses for its shape (a key, a type, a word of a closed set), the schema refuses
 *     the keys and words of the schema are those that the reader tells
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import type { Json } from '../../src/agreement/act.ts'
import { type AgreementFiles, readAgreement } from '../../src/language/read.ts'
import { starterFiles } from '../../src/language/starter.ts'
import { isError, type Problem } from '../../src/problem.ts'
import { madeAgreements } from '../engine/made-agreement.ts'
import { accepts, ajv, documentsOf, mustAccept, schema } from './agreement-schema.ts'
import { folder } from './folder.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Every text of an agreement of this checkout that is meant to be read. */
function texts(): string[] {
  return ['agreements', 'spec', 'test', 'bench'].flatMap((room) =>
    readdirSync(root + room, { recursive: true, encoding: 'utf8' })
      .map((name) => `${room}/${name.replaceAll('\\', '/')}`)
      .filter((path) => /\/agreement\.md$/.test(path) && !path.startsWith('test/broken/')),
  )
}
const accepted = texts()
  .sort()
  .map((path) => folder(path.slice(0, -'/agreement.md'.length)))
  .filter((files) => readAgreement(files).agreement !== undefined)

describe('what the reader accepts', () => {
  for (const files of accepted) {
    test(files.name, () => {
      const documents = documentsOf(files.text)
      assert.ok(documents.length > 2)
      for (const { value } of documents) mustAccept(value)
    })
  }
  test('agreements are looked at in every room', () => {
    const rooms = new Set(accepted.map(({ name }) => name.split('/')[0]))
    assert.deepEqual([...rooms], ['agreements', 'bench', 'spec', 'test'])
  })
  test('what `pacta new` begins', () => {
    const [agreement] = starterFiles('north', ['Northland', 'Westmark'])
    for (const { value } of documentsOf(agreement?.text ?? '')) mustAccept(value)
  })
  test('agreements made at random', () => {
    fc.assert(
      fc.property(madeAgreements(), ({ made }) => {
        for (const { value } of documentsOf(made)) mustAccept(value)
      }),
      { numRuns: 30 },
    )
  })
  test('examples in the schema', () => {
    for (const [name, part] of Object.entries(schema.$defs)) {
      for (const [key, inside] of Object.entries(part.properties ?? {})) {
        const holds = ajv.getSchema(
          `${(schema as { $id?: string }).$id}#/$defs/${name}/properties/${encodeURIComponent(key)}`,
        )
        for (const example of inside.examples ?? []) assert.ok(holds?.(example), `${name}, ${key}: ${example}`)
      }
    }
  })
})

/** Refused for how a declaration is made, whatever else the agreement declares. */
const OF_SHAPE = [
  'key/unknown',
  'key/missing',
  'value/type',
  'value/unknown',
  'id/number',
  'id/form',
  'document/kind',
  'check/empty',
  'rule/verb',
  'rule/by-for-power',
  'rule/until-for-duty',
]
const isOfShape = ({ code }: Problem) => OF_SHAPE.includes(code)

describe('what the reader refuses for its shape', () => {
  const names = readdirSync(`${root}test/broken/agreements`).sort()
  let refusedCount = 0
  for (const name of names) {
    const files = folder(`test/broken/agreements/${name}`, name)
    const problems = readAgreement(files).problems.filter((each) => isError(each) && each.file.endsWith('agreement.md'))
    const documents = documentsOf(files.text)
    const wrong = new Set(
      problems
        .filter((each) => isOfShape(each) && !isBeyond(each))
        .flatMap(({ line }) => documents.findLast((document) => document.line <= line) ?? []),
    )
    refusedCount += wrong.size
    const told = new Set(problems.flatMap(({ line }) => documents.findLast((document) => document.line <= line) ?? []))
    test(name, () => {
      for (const document of wrong) assert.ok(!accepts(document.value), JSON.stringify(document.value))
      for (const document of documents) if (!told.has(document)) mustAccept(document.value)
    })
  }
  test('there is something to refuse', () => assert.ok(refusedCount >= 15, String(refusedCount)))
})

/** A key that belongs elsewhere, put where it is: the schema does not see the order. */
function isBeyond({ code, advice }: Problem): boolean {
  return code === 'document/kind' && /^Put ".*" first\.$/.test(advice)
}

/** Put in the place of each value. */
const WRONG: readonly Json[] = [null, true, -7.5, ' ', 'Zz zz, zz', [], [7], [[]], {}, [{ zz: 7 }]]

describe('each value of each key', () => {
  const seen = new Set<string>()
  // The smallest first: each key is tried where that is quickest.
  for (const files of accepted.toSorted((a, b) => a.text.length - b.text.length)) {
    const values = documentsOf(files.text).map(({ value }) => value as Readonly<Record<string, Json>>)
    const trials = values.flatMap((value, index) =>
      changed(value, seen).map(([what, instead]) => ({ what, instead, index })),
    )
    if (trials.length === 0) continue
    test(`${files.name}: left out, and replaced by what does not belong there`, () => {
      assert.deepEqual(problemsIn(files, values, -1), [])
      for (const { what, instead, index } of trials) {
        const problems = problemsIn(files, values.with(index, instead), index)
        const says = `${what}\n${JSON.stringify(instead)}\n${problems.map(({ message }) => message).join('\n')}`
        if (problems.some((each) => isOfShape(each) && !isBeyond(each)))
          assert.ok(!accepts(instead), `accepted: ${says}`)
        else if (problems.length === 0) assert.ok(accepts(instead), `refused: ${says}\n${ajv.errorsText()}`)
      }
    })
  }
})

/** A declaration with one thing changed, once for each key that there is. */
function changed(
  value: Readonly<Record<string, Json>>,
  seen: Set<string>,
  path = '',
): [string, Readonly<Record<string, Json>>][] {
  const [word = ''] = Object.keys(value)
  const here = path === '' ? word : path
  return Object.entries(value).flatMap(([key, inside]): [string, Readonly<Record<string, Json>>][] => {
    const name = `${here}, ${key}`
    const items = key === 'form' ? [] : Array.isArray(inside) ? inside : []
    const nested = items.flatMap((item, index) =>
      typeof item !== 'object' || item === null || Array.isArray(item)
        ? []
        : changed(item, seen, name).map(([what, instead]): [string, Readonly<Record<string, Json>>] => [
            what,
            { ...value, [key]: items.with(index, instead) },
          ]),
    )
    if (seen.has(name)) return nested
    seen.add(name)
    const { [key]: _, ...without } = value
    return [
      ...(Object.keys(without).length === 0 ? [] : [[`${name} left out`, without] as [string, typeof value]]),
      [`${name} and another key`, { ...value, zz: 'zz' }],
      ...WRONG.map((wrong): [string, typeof value] => [
        `${name}: ${JSON.stringify(wrong)}`,
        { ...value, [key]: wrong },
      ]),
      ...nested,
    ]
  })
}

/** Errors told of one of these declarations, each of which is written in one line; -1: of any. No cast takes anybody's place. */
function problemsIn({ cast: _, ...files }: AgreementFiles, values: readonly Json[], index: number): Problem[] {
  const lines = values.map((value) => JSON.stringify(value)).join('\n---\n')
  const { problems } = readAgreement({ ...files, text: `# A\n\`\`\`\`pacta\n${lines}\n\`\`\`\`\n` })
  return problems.filter((each) => isError(each) && (index < 0 || each.line === 3 + 2 * index))
}

describe('keys and words', () => {
  /** What the reader says of one declaration alone. */
  const toldOf = (declaration: Json) =>
    readAgreement({ name: 'a', text: `\`\`\`pacta\n${JSON.stringify(declaration)}\n\`\`\`\n`, file: () => undefined })
      .problems
  const NONE = 'qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq'
  const declared = Object.keys(schema.else.properties)

  test('begin a declaration: those that the reader knows', () => {
    const [advice] = toldOf({ [NONE]: 1 }).flatMap((each) => /^Begin with one of: (.*)\.$/.exec(each.advice)?.[1] ?? [])
    assert.deepEqual(
      declared.toSorted(),
      advice?.split(', ').sort(),
      'bring the first keys of spec/agreement.schema.json up to date',
    )
  })

  /** `Keys of a rule: rule, when, ...` */
  const told = new Map<string, string[]>()
  const places: Record<string, Json> = {
    party: { parties: [{ [NONE]: 1 }] },
    member: { group: 'g', members: [{ [NONE]: 1 }] },
    edition: { agreement: 'a', editions: [{ [NONE]: 1 }] },
    found: { commitment: 'L', found: [{ [NONE]: 1 }] },
    citation: { rule: 'x', who: 'x', must: 'x', cites: [{ [NONE]: 1 }] },
    weight: { parties: [{ id: 'A', kind: 'state', weights: { votes: [{ [NONE]: 1 }] } }] },
    criterion: { decision: 'x', 'adopted when': { [NONE]: 1 } },
    positions: { decision: 'x', positions: { [NONE]: 1 } },
    proxies: { decision: 'x', proxies: { [NONE]: 1 } },
  }
  for (const word of declared) places[word === 'agreement' ? 'head' : word] = { [word]: 'x', [NONE]: 1 }
  // Without these the reader looks no further.
  places.rule = { rule: 'x', who: 'x', must: 'x', [NONE]: 1 }
  const shapes = new Map(
    Object.entries(places).map(([def, declaration]) => {
      const advice = toldOf(declaration).flatMap((each) => /^Keys of (.*?): (.*)\.$/.exec(each.advice) ?? [])
      told.set(advice[1] ?? '', advice[2]?.split(', ') ?? [])
      return [def, advice[2]?.split(', ')]
    }),
  )
  for (const [def, keys] of shapes) {
    test(`of ${def}: those that the reader knows`, () => {
      const part = schema.$defs[def]
      const inside = part?.properties ?? part?.anyOf?.find(({ properties }) => properties !== undefined)?.properties
      assert.deepEqual(
        Object.keys(inside ?? {}).sort(),
        keys?.toSorted(),
        `bring #/$defs/${def} of spec/agreement.schema.json up to date`,
      )
    })
  }
  test('of every map that the reader takes keys from', () => {
    const files = readdirSync(`${root}src/language`, { recursive: true, encoding: 'utf8' })
    const known = files
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) =>
        [...readFileSync(`${root}src/language/${name}`, 'utf8').matchAll(/what: '([^']+)',\s*keys:/g)].map(
          (match) => match[1] ?? '',
        ),
      )
    // A calendar is a file of its own.
    assert.deepEqual([...told.keys()].sort(), known.filter((what) => what !== 'a calendar').sort())
  })
  test('each key says what it means', () => {
    for (const [name, { properties }] of Object.entries(schema.$defs)) {
      for (const [key, part] of Object.entries(properties ?? {})) {
        assert.ok(part.title !== undefined && part.description?.endsWith('.'), `${name}, ${key}`)
      }
    }
  })
  test('of closed sets: those that the reader knows', () => {
    let count = 0
    for (const [name, { properties }] of Object.entries(schema.$defs)) {
      for (const [key, part] of Object.entries(properties ?? {})) {
        if (part.enum === undefined) continue
        const place = JSON.stringify(places[name]).replace(`"${NONE}":1`, `${JSON.stringify(key)}:"${NONE}"`)
        // Some words are said of duties, some of powers.
        const told = [place, place.replace('"must"', '"may"')].flatMap((text) => toldOf(JSON.parse(text)))
        const sets = told.flatMap(({ advice }) => {
          const [, words] =
            /^Write one of: (.*)\.$/.exec(advice) ?? new RegExp(`^Write ${key}: (.*)\\.$`).exec(advice) ?? []
          return words?.split(', ').sort().join() ?? []
        })
        // Settling is told as not built yet.
        if (key === 'settled by') continue
        assert.ok(sets.includes(part.enum.toSorted().join()), `${name}, ${key}: ${part.enum}`)
        count += 1
      }
    }
    assert.ok(count > 8)
  })
})
