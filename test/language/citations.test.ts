/** Limbs of other agreements on which a rule rests, bound by the hash of the text in which they stand. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { normSentence } from '../../src/language/sentence/sentence-norm.ts'
import { withBlock } from './folder.ts'

const hashOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

/** Not usable as an agreement, and it declares two limbs all the same. */
const CHARTER = `# Charter of the Lake

\`\`\`pacta
{commitment: L6, title: Nobody dams the lake}
---
commitment: "7.é"
title: Each tells the others what it plans
nonsense: 1
\`\`\`
`
const HASH = hashOf(CHARTER)
const OTHER = 'a'.repeat(64)

function read(cites: string, beside: Readonly<Record<string, Uint8Array | string>> = { 'lake-charter': CHARTER }) {
  const block = `rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is received
cites: ${cites}`
  const asked: string[] = []
  const { agreement, problems } = readAgreement({
    ...withBlock(block),
    beside: (name) => {
      asked.push(name)
      return beside[name]
    },
  })
  const [norm] = agreement?.rules.filter((rule) => rule.kind === 'norm') ?? []
  return { agreement, norm, problems, asked, codes: problems.map(({ code }) => code) }
}

describe('a rule that cites limbs of other agreements', () => {
  test('names them with their hashes, and says so', () => {
    const { agreement, norm, codes, asked } = read(
      `[{commitment: lake-charter#L6, sha256: ${HASH}}, {commitment: lake-charter#7.é, sha256: ${HASH}}]`,
    )
    assert.deepEqual(codes, [])
    assert.deepEqual(norm?.cites, [
      { agreement: 'lake-charter', limb: 'L6', sha256: HASH },
      { agreement: 'lake-charter', limb: '7.é', sha256: HASH },
    ])
    assert.ok(agreement !== undefined && norm !== undefined)
    assert.match(normSentence(norm, agreement), / It rests on limb L6 of lake-charter and limb 7\.é of lake-charter\.$/)
    assert.deepEqual(asked, ['lake-charter'], 'read once')
  })

  test('one without a list', () => {
    assert.deepEqual(read(`{commitment: lake-charter#L6, sha256: ${HASH}}`).codes, [])
  })

  test('the hash is that of the bytes, with a mark at their beginning and line ends as they are', () => {
    const bytes = new TextEncoder().encode(`\ufeff${CHARTER.replaceAll('\n', '\r\n')}`)
    const beside = { 'lake-charter': bytes }
    assert.deepEqual(read(`{commitment: lake-charter#L6, sha256: ${hashOf(bytes)}}`, beside).codes, [])
    assert.deepEqual(read(`{commitment: lake-charter#L6, sha256: ${HASH}}`, beside).codes, ['citation/hash'])
  })

  test('without a hash it is refused, and told which one the text beside has', () => {
    const { agreement, problems } = read('{commitment: lake-charter#L6}')
    assert.equal(agreement, undefined)
    assert.deepEqual(
      problems.map(({ code, advice }) => [code, advice]),
      [['key/missing', `If the text beside is the one that is meant, write sha256: ${HASH}.`]],
    )
    const [away] = read('{commitment: lake-charter#L6}', {}).problems.filter(({ severity }) => severity === 'error')
    assert.equal(away?.advice, 'Write the hash of its agreement.md, as sha256sum prints it.')
  })

  test('another text is refused; what it declares is not asked then', () => {
    assert.deepEqual(read(`{commitment: lake-charter#L9, sha256: ${OTHER}}`).codes, ['citation/hash'])
  })

  test('a limb that is not declared there', () => {
    assert.deepEqual(read(`{commitment: lake-charter#L9, sha256: ${HASH}}`).codes, ['citation/unknown'])
    const noText = { 'lake-charter': new Uint8Array([0xff]) }
    const hash = hashOf(new Uint8Array([0xff]))
    assert.deepEqual(read(`{commitment: lake-charter#L6, sha256: ${hash}}`, noText).codes, ['citation/unknown'])
  })

  test('what is not at hand is a note, and the agreement can be used', () => {
    const { agreement, norm, problems } = read(`{commitment: lake-charter#L9, sha256: ${OTHER}}`, {})
    assert.ok(agreement !== undefined)
    assert.deepEqual(
      problems.map(({ code, severity }) => [code, severity]),
      [['citation/not-at-hand', 'note']],
    )
    assert.deepEqual(norm?.cites, [{ agreement: 'lake-charter', limb: 'L9', sha256: OTHER }])
  })

  test('what is no citation', () => {
    assert.deepEqual(read('[lake-charter#L6]').codes, ['value/type'])
    assert.deepEqual(read(`{commitment: L6, sha256: ${HASH}}`).codes, ['id/form'])
    for (const name of [
      '../lake-charter#L6',
      'lake/charter#L6',
      '..#L6',
      'Lake#L6',
      'lake-charter#',
      'lake-charter#L6#L7',
    ]) {
      const { codes, asked } = read(`{commitment: "${name}", sha256: ${HASH}}`)
      assert.deepEqual(codes, ['id/form'], name)
      assert.deepEqual(asked, [], 'no path is made of it')
    }
    for (const hash of [HASH.slice(1), HASH.toUpperCase(), `${HASH}0`]) {
      assert.deepEqual(read(`{commitment: lake-charter#L6, sha256: ${hash}}`).codes, ['value/unknown'], hash)
    }
  })

  test('an earlier edition is not compared: the other text may have changed since', () => {
    const edition = (head: string, hash: string) => `# A
\`\`\`pacta
{agreement: a, title: A, zone: UTC, start: 2026-01-01${head}}
---
parties: [{id: Northland, kind: state, name: Northland}, {id: Westmark, kind: state, name: Westmark}]
---
{act: question, stage: question}
---
{act: answer, stage: reply, refers to: question}
---
rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is received
cites: {commitment: lake-charter#L6, sha256: ${hash}}
\`\`\`
`
    const first = edition('', OTHER)
    const head = `, edition: "2", in force: 2026-07-01, editions: [{edition: "1", sha256: ${hashOf(first)}}]`
    const { agreement, problems } = readAgreement({
      name: 'a',
      text: edition(head, HASH),
      file: (path) => (path === 'editions/1.md' ? first : undefined),
      beside: () => CHARTER,
    })
    assert.deepEqual(problems, [])
    const hashes = agreement?.editions?.map(({ rules: [rule] }) => rule?.kind === 'norm' && rule.cites?.[0]?.sha256)
    assert.deepEqual(hashes, [OTHER, HASH])
  })
})
