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
    const heads = out.split('\n').filter((line) => line !== '' && !line.startsWith(' '))
    assert.deepEqual(heads, [
      'Parties',
      'Who may begin it',
      'Toward whom',
      'What is owed then, and by when',
      'What silence means',
      'What may follow',
      'Who decides',
    ])
    assert.match(out, /not later than 10 days after it has received the question \(1\)\n/)
    assert.match(out, /Nobody is a party to all of them\./)
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

  it('refuses one agreement alone, and an act that is no procedure of any', async () => {
    assert.deepEqual((await pacta(['compare', NORTH])).status, 2)
    const { status, err } = await pacta(['compare', NORTH, MODEL, '--on', 'questions'])
    assert.equal(status, 2)
    assert.match(err, /Did you mean "question"/)
  })
})
