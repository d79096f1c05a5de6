import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { pacta } from './process.ts'

const NORTH = 'agreements/northland-westmark'
const MODEL = 'agreements/euro-atlantic-consultation'

describe('pacta compare', () => {
  it('answers question by question, each agreement in its turn, with the rule', async () => {
    const { status, out } = await pacta(['compare', NORTH, MODEL, '--on', 'question'])
    assert.equal(status, 0)
    const heads = out
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(' '))
      .slice(1, 8)
    assert.deepEqual(heads, [
      'Parties',
      'Who may begin it',
      'Toward whom',
      'What is owed then, and by when',
      'What no answer to it means',
      'What may follow',
      'Who decides on what is put forward about it',
    ])
    assert.match(out, /not later than 10 days after it has received the question \(1\)\n/)
    assert.match(out, /Nobody is a party to both\./)
  })

  it('says the same of either order', async () => {
    const both = await Promise.all([
      pacta(['compare', NORTH, MODEL, '--on', 'question', '--json']),
      pacta(['compare', MODEL, NORTH, '--on', 'question', '--json']),
    ])
    const [a, b] = both.map(({ out }) => JSON.parse(out).agreements)
    assert.deepEqual(a, b.toReversed())
  })

  it('says of each answer which procedure it is about where there are several', async () => {
    const { out } = await pacta(['compare', NORTH, MODEL])
    assert.match(out, /an incident query: /)
  })

  it('writes a page with a column for each', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pacta-compare-')), 'page.html')
    const { status } = await pacta(['compare', NORTH, MODEL, '--html', file])
    assert.equal(status, 0)
    assert.equal(readFileSync(file, 'utf8').match(/<th scope="col">/g)?.length, 3)
  })

  it('says under which conditions something is owed, who decides what is put forward about it, and who is a party to each two', async () => {
    const VIENNA = 'agreements/vienna-document-2011'
    const three = ['agreements/csto-charter', 'agreements/nato-treaty', VIENNA]
    const asked = ['--on', 'consultation-request', '--on', 'explanation-request']
    const { status, out } = await pacta(['compare', ...three, ...asked, '--json'])
    assert.equal(status, 0)
    const { agreements, common } = JSON.parse(out)
    const [csto, nato, vienna] = agreements.map(
      (one: { procedures: { answers: object }[] }) => one.procedures[0]?.answers,
    )
    assert.deepEqual(
      [csto, nato].map(({ begin, toward, silence }) => [begin[0].text, toward[0].text, silence]),
      [
        ['any member of the CSTO', 'all parties', []],
        ['any member of NATO', 'all parties', []],
      ],
    )
    assert.match(
      csto.owed[0].text,
      /^All members of the CSTO(?: that are not "excluded")? together must consult .* at no stated time$/,
    )
    assert.match(csto.owed[1].text, /^Provided that .* immediately$/)
    assert.match(csto.owed[2].text, /must work out and take measures of assistance/)
    assert.equal(nato.owed.length, 1)
    assert.match(
      nato.owed[0].text,
      /^Provided that .* in the opinion of its sender.* must consult .* at no stated time$/,
    )
    assert.match(vienna.owed[0].text, /not later than 48 hours after /)
    for (const { decided } of [csto, nato])
      for (const { text } of decided)
        assert.match(text, /it is adopted unless a member (?:is against|has objected to) it/)
    assert.deepEqual(
      csto.decided.map(({ rule }: { rule: string }) => rule),
      ['C12', 'C12[second]', 'C12[limited]'],
    )
    assert.deepEqual(common.slice(0, 2), [
      'Nobody is a party to all of them.',
      'Nobody is a party to csto-charter and nato-treaty.',
    ])
    assert.match(common[2], /^6 are parties to csto-charter and vienna-document-2011: Armenia, Belarus, /)
    assert.equal(common[3], '32 are parties to nato-treaty and vienna-document-2011.')
    const { out: printed } = await pacta(['compare', ...three, ...asked])
    assert.match(printed, /^ {4}6; the times of 3 more are over$/m)
  })

  it('refuses one agreement alone, and an act that is no procedure of any', async () => {
    assert.deepEqual((await pacta(['compare', NORTH])).status, 2)
    const { status, err } = await pacta(['compare', NORTH, MODEL, '--on', 'questions'])
    assert.equal(status, 2)
    assert.match(err, /Did you mean "question"/)
  })
})
