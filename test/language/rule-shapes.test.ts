import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { describe, test } from 'node:test'
import { rulesWith } from '../../src/language/library/rule-search.ts'
import { SHAPES, shapesOf } from '../../src/language/library/rule-shapes.ts'
import { readAgreement } from '../../src/language/read.ts'
import { folder, withBlock } from './folder.ts'

const read = (path: string) => readAgreement(folder(path)).agreement
const paths = ['agreements', 'spec/shapes'].flatMap((parent) =>
  readdirSync(parent)
    .map((name) => `${parent}/${name}`)
    .filter((path) => existsSync(`${path}/agreement.md`)),
)

/** What no agreement of this checkout may have. */
const MORE = `{act: joining, to: all, refers to: question}
---
{act: draft, to: all, form: {type: object, required: [expires], properties: {expires: {type: string, format: date}}}}
---
{act: objection, to: all, refers to: draft}
---
rule: "1"
when: question
who: each addressee
must: answer to question
by: without delay
changes: [also owed to sender of joining when joining to question]
---
{rule: "2", when: answer, who: sender of question, may: joining to question, uses: once}
---
decision: "3"
on: draft
positions: {against: objection to draft}
adopted when: {against: nobody}
closes: draft.expires`

describe('what a rule is an example of', () => {
  test('of every shape there is an example, and no two have one name', () => {
    const all = [...paths.map((path) => folder(path)), withBlock(MORE)].map((files) => readAgreement(files).agreement)
    const found = new Set(all.flatMap((agreement) => agreement?.rules ?? []).flatMap(shapesOf))
    const names = SHAPES.map(({ name }) => name)
    assert.equal(new Set(names).size, names.length)
    assert.deepEqual(
      names.filter((name) => !found.has(name)),
      [],
    )
  })
  test('by its own parts and by nothing else', () => {
    const of = (path: string, id: string) => {
      const rule = read(path)?.rules.find((one) => one.id === id)
      return rule === undefined ? [] : shapesOf(rule)
    }
    assert.deepEqual(of('agreements/northland-westmark', '1'), [
      'a duty with a time from receipt',
      'an act that ends what is owed, such as a waiver',
    ])
    assert.deepEqual(of('agreements/un-watercourses-1997', '13(a)'), [
      'a power',
      'a power that is lost by silence',
      'a time that an act makes longer',
    ])
    assert.deepEqual(of('agreements/mutual-aid', '2'), ['a liberty: free to, and bound to nothing'])
    assert.deepEqual(of('spec/shapes/09-standstill', '9'), [
      'a standstill, a prohibition for a time',
      'a time that an act makes longer',
      'a clock that starts again, or stops',
      'an act that ends what is owed, such as a waiver',
    ])
  })
})

describe('a search by words', () => {
  const ids = (path: string, ...words: readonly string[]) => {
    const agreement = read(path)
    return agreement === undefined ? [] : rulesWith(words, agreement).map(({ rule }) => rule.id)
  }
  test('finds what has all of them, whatever their case', () => {
    assert.deepEqual(ids('agreements/mutual-aid', 'BILL', 'survives'), [])
    assert.deepEqual(ids('agreements/mutual-aid', 'BILL', 'outlives'), ['4', '5'])
    assert.deepEqual(ids('agreements/mutual-aid', 'bill', '90'), ['4'])
  })
  test('in the heading of the clause, in the number, and in the names of acts in other languages', () => {
    assert.deepEqual(ids('agreements/mutual-aid', 'leaving', 'receiv'), ['bound'])
    assert.deepEqual(ids('agreements/mutual-aid', '6[demand]'), ['6[demand]'])
    assert.ok(ids('agreements/vienna-document-2011', 'freiwilligen', 'Besuch').includes('18.1'))
  })
  test('at the beginning of a word, not inside of one', () => {
    assert.ok(ids('agreements/mutual-aid', 'pay').includes('5'))
    assert.deepEqual(ids('agreements/mutual-aid', 'ay'), [])
  })
})
