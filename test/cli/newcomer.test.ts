/** What somebody types first who knows an agreement and not yet the commands: each is answered with what to type. */
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pacta } from './process.ts'

const scratch = fs.mkdtempSync(join(tmpdir(), 'pacta-newcomer-'))
after(() => fs.rmSync(scratch, { recursive: true }))

async function begun(name: string): Promise<string> {
  const path = join(scratch, name)
  await pacta(['new', path, '--parties', 'Harbour,Mill'])
  return path
}

const QUESTION = [
  'question',
  '--by',
  'Harbour',
  '--to',
  'Mill',
  '--transmitted',
  '2026-03-02',
  '--received',
  '2026-03-02',
]

async function refused(...args: string[]): Promise<string> {
  const { status, err } = await pacta(args)
  assert.equal(status, 2, err)
  assert.doesNotMatch(err, /\n {4}at /)
  return err
}

describe('record', { concurrency: true }, () => {
  test('without a kind says which there are, and blames no folder', async () => {
    const path = await begun('kindless')
    for (const more of [[], ['--by', 'Harbour', '--to', 'Mill']]) {
      const err = await refused('record', path, ...more)
      assert.match(err, /KIND is missing\.\nThe agreement has answer, question\. Write npx pacta record .*kindless/)
      assert.doesNotMatch(err, /folder\/no-agreement/)
    }
    assert.match(await refused('record', '', 'question'), /one of its words is empty/)
    assert.match(await refused('record', path, 'qestion'), /Did you mean "question"\?/)
  })
  test('names its own option for a word of play', async () => {
    const path = await begun('options')
    const meant = { on: 'transmitted', date: 'transmitted', about: 'refers-to', from: 'by', as: 'id', with: 'body' }
    for (const [typed, ours] of Object.entries(meant)) {
      assert.match(await refused('record', path, 'question', `--${typed}`, 'x'), new RegExp(`Did you mean "--${ours}"`))
    }
    assert.match(await refused('record', path, ...QUESTION, '--for', '2026'), /Write --period 2026\./)
  })
  test('says once that the sender is missing, and which act can be meant', async () => {
    const path = await begun('referring')
    const err = await refused('record', path, 'question', '--to', 'Mill')
    assert.equal(err.match(/act\/missing-key/g)?.length, 1)
    await pacta(['record', path, ...QUESTION, '--yes'])
    const answer = ['answer', '--by', 'Mill', '--to', 'Harbour', '--transmitted', '2026-03-04', '--body', 'text=x']
    assert.match(await refused('record', path, ...answer), /Say which act it refers to: question-1\./)
  })
  test('turns her date round', async () => {
    const path = await begun('dates')
    const words = ['question', '--by', 'Harbour', '--to', 'Mill', '--transmitted']
    for (const written of ['2 March 2026', '02.03.2026', 'March 2, 2026']) {
      assert.match(await refused('record', path, ...words, written), /Write 2026-03-02\./)
    }
  })
})

describe('play', { concurrency: true }, () => {
  test('turns a date round, or counts it from where it stands', async () => {
    const path = await begun('walked')
    const said = (line: string) => refused('play', path, '--from', '2026-03-01', line)
    for (const written of ['2 March 2026', '02.03.2026', '2 March', '2.3.', 'tomorrow']) {
      assert.match(await said(`question by Harbour to Mill on ${written}`), /Write on 2026-03-02\./)
    }
    assert.match(await said('to 20 March'), /Write to 2026-03-20\./)
  })
  test('speaks of no receipt that nobody gave, of a name of several words, and of what it left out', async () => {
    const path = await begun('said')
    const err = await refused('play', path, 'question by Harbour on 2026-03-02')
    assert.match(err, /act\/missing-key/)
    assert.doesNotMatch(err, /received/)
    assert.match(await refused('play', path, 'save my invoice case'), /Write save my-invoice-case\./)
    assert.match(
      await refused('play', path, 'qestion by Harbour', 'next'),
      /One line was left out; the others were played/,
    )
  })
  test('knows a kind of two words', async () => {
    const path = await begun('two-words')
    fs.appendFileSync(join(path, 'agreement.md'), '\n```pacta\nact: payment-notice\nstage: other\n```\n')
    assert.match(await refused('play', path, 'payment notice by Mill'), /Did you mean "payment-notice"\?/)
  })
  test('warns when a story begins with the record', async () => {
    const path = await begun('saved')
    await pacta(['record', path, ...QUESTION, '--yes'])
    const { out } = await pacta(['play', path, '--from-record', 'to 2026-03-20', 'save year'])
    assert.match(out, /each that is recorded later becomes a part of it/)
    const { out: other } = await pacta(['play', path, 'to 2026-03-20', 'save other'])
    assert.doesNotMatch(other, /recorded later/)
  })
})

describe('the rest', { concurrency: true }, () => {
  test('what is to be typed is shown as it is typed', async () => {
    const { out } = await pacta(['new', join(scratch, 'typed')])
    assert.match(out, /^ {2}npx pacta explain /m)
    assert.match(fs.readFileSync(join(scratch, 'typed/agreement.md'), 'utf8'), /`npx pacta check`/)
    const { out: help } = await pacta(['register', '--help'])
    assert.match(help, /^npx pacta register AGREEMENT/)
    assert.match(help, /^ {2}npx pacta register agreements\//m)
    assert.match(await refused('register'), /npx pacta register \. in it/)
  })
  test('the rule that the new agreement holds back comes to hold when two lines go', async () => {
    const path = await begun('held')
    assert.match((await pacta(['check', path])).out, /: no error\. 0 acts\.\n$/)
    const file = join(path, 'agreement.md')
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^(?:<!--|-->)\n/gm, ''))
    assert.match((await pacta(['check', path])).out, /: no error\. 0 acts\.\n$/)
    const { out } = await pacta(['play', path, 'to 2026-05-01'])
    assert.match(out, /^1 May 2026 +not recorded +2 +Harbour, Mill/m)
  })
  test('today is typed as a date, and her own date turned round', async () => {
    const path = await begun('today')
    assert.match(await refused('register', path, '--as-of', 'today'), /Write --as-of \d{4}-\d{2}-\d{2}\./)
    assert.match(await refused('register', path, '--as-of', '20 March 2026'), /Write 2026-03-20\./)
  })
  test('where nobody named a day, it is said how to', async () => {
    const path = await begun('day')
    await pacta(['record', path, ...QUESTION, '--yes'])
    for (const command of ['register', 'remind']) {
      const typed = `\nFor another day:\nnpx pacta ${command} ${path} --as-of DATE\n`
      assert.ok((await pacta([command, path])).out.includes(typed))
      assert.ok(!(await pacta([command, path, '--as-of', '2026-03-20'])).out.includes('For another day'))
    }
  })
  test('names of folders and zones', async () => {
    assert.match(await refused('new', join(scratch, 'Über Ähren')), /Name it ueber-aehren\./)
    assert.match(await refused('new', ''), /FOLDER is empty/)
    const path = await begun('zoned')
    const file = join(path, 'agreement.md')
    const text = fs.readFileSync(file, 'utf8')
    for (const zone of ['Vienna', 'europe/vienna']) {
      fs.writeFileSync(file, text.replace('zone: UTC', `zone: ${zone}`))
      const { out } = await pacta(['check', path])
      assert.match(out, /Did you mean "Europe\/Vienna"\?/)
    }
  })
})
