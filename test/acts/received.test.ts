import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { withReceipt } from '../../src/acts/received.ts'

const all = { act: 'q', when: '2026-03-04' }
const byMill = { ...all, by: 'Mill' }

describe('a receipt, put where the act stands', () => {
  test('below the time of a block, with the comments left where they are', () => {
    const text = 'acts:\n  - id: q # first\n    to: Mill\n    transmitted: 2026-03-02 # by fax\n    body: {}\n'
    assert.equal(
      withReceipt('a.yaml', text, all),
      'acts:\n  - id: q # first\n    to: Mill\n    transmitted: 2026-03-02 # by fax\n    received: 2026-03-04\n    body: {}\n',
    )
  })
  test('where the time is the first key, and the file ends without a line end', () => {
    assert.equal(
      withReceipt('a.yaml', '- transmitted: 2026-03-02\r\n  id: q', all),
      '- transmitted: 2026-03-02\r\n  received: 2026-03-04\r\n  id: q',
    )
    assert.equal(
      withReceipt('a.yaml', '- id: q\n  transmitted: 2026-03-02', all),
      '- id: q\n  transmitted: 2026-03-02\n  received: 2026-03-04',
    )
  })
  test('in brackets', () => {
    assert.equal(
      withReceipt('a.yaml', 'acts:\n  - {id: q, transmitted: 2026-03-02, to: Mill}\n', all),
      'acts:\n  - {id: q, transmitted: 2026-03-02, received: 2026-03-04, to: Mill}\n',
    )
  })
  test('of one addressee, in each way to write it', () => {
    const written = (to: string) => withReceipt('a.yaml', `- id: q\n  to: ${to}\n`, byMill)
    const mill = '{party: Mill, received: 2026-03-04}'
    assert.equal(written('Mill'), `- id: q\n  to: ${mill}\n`)
    assert.equal(written('[Quay, Mill]'), `- id: q\n  to: [Quay, ${mill}]\n`)
    assert.equal(written('\n    - Quay\n    - Mill'), `- id: q\n  to: \n    - Quay\n    - ${mill}\n`)
    assert.equal(
      written('\n    - party: Mill\n      known: confirmed'),
      '- id: q\n  to: \n    - party: Mill\n      received: 2026-03-04\n      known: confirmed\n',
    )
    assert.equal(written('[{party: Mill, received: 2026-03-03}]'), undefined)
    assert.equal(written('Quay'), undefined)
  })
  test('in a line of JSON, which stays one', () => {
    const other = '{"id":"p","transmitted":"2026-03-02"}'
    const text = `${other}\n{"id":"q","to":["Mill"],"transmitted":"2026-03-02"}\n`
    assert.equal(
      withReceipt('a.jsonl', text, all),
      `${other}\n{"id":"q","to":["Mill"],"transmitted":"2026-03-02", "received": "2026-03-04"}\n`,
    )
    const line = withReceipt('a.jsonl', text, byMill)?.split('\n')[1] ?? ''
    assert.deepEqual(JSON.parse(line).to, [{ party: 'Mill', received: '2026-03-04' }])
  })
  test('not where one stands already, and not where the act is not', () => {
    assert.equal(withReceipt('a.yaml', '- {id: q, transmitted: 2026-03-02, received: 2026-03-03}\n', all), undefined)
    assert.equal(withReceipt('a.yaml', '- {id: p, transmitted: 2026-03-02}\n', all), undefined)
    assert.equal(withReceipt('a.yaml', 'acts: [\n', all), undefined)
  })
  test('what is typed stays a value', () => {
    const text = withReceipt('a.yaml', '- {id: q, transmitted: 2026-03-02}\n', { ...all, when: '2026-03-04, by: X' })
    assert.equal(text, '- {id: q, transmitted: 2026-03-02, received: "2026-03-04, by: X"}\n')
  })
})
