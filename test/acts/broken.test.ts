/**
 * Broken acts files, a folder a code, each with the report that it must give, word for word. Whoever changes a message
 * rewrites the reports and reads the difference: `node test/acts/broken.test.ts --rewrite`.
 */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ACT_CODES, type ActCode } from '../../src/acts/codes.ts'
import { REFERENCES_MAX } from '../../src/acts/decode.ts'
import { JSONL_BYTES_MAX, readActs, YAML_BYTES_MAX } from '../../src/acts/read.ts'
import { isError, type Problem, printProblem } from '../../src/problem.ts'
import { file, lake } from './lake.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = `${root}test/broken/acts/`
const REPORT = 'problems.txt'
const rewrite = process.argv.includes('--rewrite')

const dashed = (code: string) => code.replace('/', '-')
const print = (problems: readonly Problem[]) => problems.map((problem) => `${printProblem(problem)}\n`).join('')

describe('broken files give their report', () => {
  for (const name of readdirSync(folder)) {
    test(name, () => {
      const names = readdirSync(folder + name).filter((one) => one !== REPORT)
      const files = names.map((one) => ({ name: one, bytes: readFileSync(`${folder}${name}/${one}`) }))
      const { record, problems } = readActs(files, lake)
      if (rewrite) writeFileSync(`${folder}${name}/${REPORT}`, print(problems))
      assert.equal(print(problems), readFileSync(`${folder}${name}/${REPORT}`, 'utf8'))
      assert.equal(record === undefined, problems.some(isError), 'a record exactly if there is no error')
      const codes = problems.map((problem) => dashed(problem.code))
      if (name !== 'many') assert.ok(codes.includes(name), `no ${name} among ${codes}`)
    })
  }
})

const act = '{"id":"s1","kind":"statement","by":"North","transmitted":"2026-03-02"}'

/** Too large, or no text: made here and not kept in files. */
const made: { readonly [code in ActCode]?: () => readonly [Problem | undefined, string] } = {
  'acts/too-large': () => {
    const fifty = { name: 'acts.yaml', bytes: new Uint8Array(50_000_000).fill(0x23) }
    return [only(readActs([fifty], lake).problems), 'acts.yaml:1:1 .jsonl']
  },
  'acts/not-utf8': () => {
    const bytes = Buffer.concat([Buffer.from(`- ${act}\n- {id: "é`), Buffer.from([0xe9]), Buffer.from('"}\n')])
    return [only(readActs([{ name: 'acts.yaml', bytes }], lake).problems), 'acts.yaml:2:10 Save the file as UTF-8']
  },
  'acts/line-too-long': () => {
    const { problems } = readActs([file('acts.jsonl', `${act}\n${'x'.repeat(8_388_609)}\n`)], lake)
    return [only(problems), 'acts.jsonl:2:1 one act a line']
  },
  'act/too-many-references': () => {
    const ids = Array.from({ length: REFERENCES_MAX + 1 }, (_, i) => `a${i}`)
    const [web, most] = [ids, ids.slice(1)].map((refersTo) => ({ ...JSON.parse(act), refersTo }))
    const { problems } = readActs([file('acts.jsonl', JSON.stringify(most))], lake)
    assert.ok(problems.every(({ code }) => code !== 'act/too-many-references'))
    return [only(readActs([file('acts.jsonl', JSON.stringify(web))], lake).problems), 'acts.jsonl:1:82 follows from']
  },
  'acts/form-unusable': () => {
    const form = { $ref: '#/$defs/nothing' }
    const kinds = lake.kinds.map((kind) => (kind.name === 'statement' ? { ...kind, form } : kind))
    const { problems, record } = readActs([file('acts.jsonl', act)], { ...lake, kinds })
    assert.equal(record?.acts.length, 1)
    return [only(problems), 'agreement.md:30:1 Mend the form']
  },
  'acts/more-problems': () => {
    const { problems } = readActs([file('acts.jsonl', '{}\n'.repeat(2_000))], lake)
    assert.equal(problems.length, 1_001)
    assert.match(problems.at(-1)?.message ?? '', /^7000 more problems are not shown, 7000 of them errors\.$/)
    return [problems.at(-1), 'acts.jsonl:250:1 often one cause']
  },
}

function only(problems: readonly Problem[]): Problem | undefined {
  assert.equal(problems.length, 1, print(problems))
  return problems[0]
}

describe('made files give their problem', () => {
  for (const [code, make] of Object.entries(made)) {
    test(code, () => {
      const [problem, expected] = make()
      const [place, ...advice] = expected.split(' ')
      assert.equal(problem?.code, code)
      assert.equal(`${problem?.file}:${problem?.line}:${problem?.column}`, place)
      assert.ok(problem?.advice.includes(advice.join(' ')), problem?.advice)
    })
  }

  test('a file over the bound is refused before anything of it is read', () => {
    const bytes = { length: JSONL_BYTES_MAX + 1 } as Uint8Array
    assert.equal(only(readActs([{ name: 'acts.jsonl', bytes }], lake).problems)?.code, 'acts/too-large')
  })

  test('a file at the bound is read', () => {
    const bytes = new Uint8Array(YAML_BYTES_MAX).fill(0x23)
    bytes.set(Buffer.from(`[${act}]\n`))
    assert.equal(readActs([{ name: 'acts.yaml', bytes }], lake).record?.acts.length, 1)
  })

  test('aliases that would multiply cost no time', () => {
    const bomb = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`)
    const { problems } = readActs([file('acts.yaml', `a0: &a0 x\n${bomb.join('\n')}\nacts: []\n`)], lake)
    assert.ok(problems.every((problem) => problem.code === 'acts/aliases'))
    const many = `acts: [&a ${act}${', *a'.repeat(200)}]`
    assert.equal(only(readActs([file('acts.yaml', many)], lake).problems)?.code, 'acts/aliases')
    // A hundred times a body of a hundred thousand values.
    const wide = `acts: [{id: q, x: &a [${'1,'.repeat(100_000)}]}${', *a'.repeat(99)}]`
    assert.equal(only(readActs([file('acts.yaml', wide)], lake).problems)?.code, 'acts/aliases')
    assert.equal(only(readActs([file('acts.yaml', 'acts: &a [*a]')], lake).problems)?.code, 'acts/aliases')
  })

  test('notes, however many, never push an error out', () => {
    const notes = Array.from({ length: 1_500 }, (_, i) => act.replace('s1', `s${i}`).replace('2026', '2020'))
    const { problems } = readActs([file('acts.jsonl', [...notes, '{'].join('\n'))], lake)
    assert.equal(problems.filter(isError).length, 1)
    assert.equal(problems.at(-1)?.code, 'acts/more-problems')
    assert.equal(problems.at(-1)?.severity, 'note')
    assert.equal(problems.length, 1_001)
  })
})

test('every code has a broken example and a page that explains it', () => {
  for (const [code, title] of Object.entries(ACT_CODES)) {
    assert.ok(existsSync(folder + dashed(code)) || code in made, `no broken example for ${code}`)
    const page = readFileSync(`${root}docs/problems/${dashed(code)}.md`, 'utf8')
    assert.ok(page.startsWith(`# ${title}\n\n\`${code}\``), `the page of ${code} begins with its title and code`)
  }
})
