/** Beginning an agreement, and putting acts on record, as somebody types it. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pacta, start } from './process.ts'

const scratch = fs.mkdtempSync(join(tmpdir(), 'pacta-record-'))
after(() => fs.rmSync(scratch, { recursive: true }))

const PLACE = { transmitted: '2026-03-02', received: '2026-03-02' }

async function begun(name: string, ...more: string[]): Promise<string> {
  const path = join(scratch, name)
  const { status, err } = await pacta(['new', path, '--parties', 'Alder,Birch', ...more])
  assert.deepEqual([status, err], [0, ''])
  return path
}

function question(path: string, ...more: string[]): string[] {
  const { transmitted, received } = PLACE
  return [
    'record',
    path,
    'question',
    '--by',
    'Alder',
    '--to',
    'Birch',
    '--transmitted',
    transmitted,
    '--received',
    received,
    ...more,
  ]
}

function recordOf(path: string): string {
  return fs.readFileSync(join(path, 'acts/record.yaml'), 'utf8')
}

describe('a new agreement', { concurrency: true }, () => {
  test('can be checked, tested and explained at once, without a note', async () => {
    const path = await begun('first')
    const check = await pacta(['check', path])
    assert.equal(check.out, `${path}: no error. 0 acts.\n`)
    const tests = await pacta(['test', path])
    assert.equal(tests.out, `${path}: 2 stories, 3 expectations, all as expected.\n`)
    const { out } = await pacta(['explain', path, '1'])
    assert.match(out, /Rule 1: When a question is transmitted, each addressee must send/)
  })
  test('is the same on every machine', async () => {
    const files = (path: string) =>
      fs.readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => {
        const file = join(path, name)
        return [name, fs.statSync(file).isFile() ? fs.readFileSync(file, 'utf8') : '']
      })
    fs.mkdirSync(join(scratch, 'elsewhere'))
    const path = join(scratch, 'elsewhere/first')
    const { status } = await pacta(['new', path, '--parties', 'Alder,Birch'], { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' })
    assert.equal(status, 0)
    assert.deepEqual(files(path), files(await begun('second/first')))
  })
  test('never takes the place of what is there', async () => {
    const path = join(scratch, 'mine')
    fs.mkdirSync(path)
    fs.writeFileSync(join(path, 'agreement.md'), 'mine')
    const { status, out, err } = await pacta(['new', path])
    assert.deepEqual([status, out], [2, ''])
    assert.match(err, /^FOLDER {2}new\/exists$/m)
    assert.deepEqual(fs.readdirSync(path), ['agreement.md'])
    assert.equal(fs.readFileSync(join(path, 'agreement.md'), 'utf8'), 'mine')
  })
  test('two that are begun at once: one is there, whole, and the other is refused', async () => {
    const path = join(scratch, 'twins')
    const both = await Promise.all([pacta(['new', path]), pacta(['new', path])])
    assert.deepEqual(both.map(({ status }) => status).sort(), [0, 2])
    assert.equal((await pacta(['check', path])).status, 0)
    assert.deepEqual(
      fs.readdirSync(scratch).filter((name) => name.startsWith('.twins')),
      [],
    )
  })
  test('says everything that is wrong with its name and its parties', async () => {
    const { status, err } = await pacta(['new', join(scratch, 'My Agreement'), '--parties', 'x y,Birch,Birch'])
    assert.equal(status, 2)
    assert.match(err, /new\/folder-name\n.*\n {2}Name it my-agreement\./)
    assert.match(err, /"x y" cannot be the id of a party/)
    assert.match(err, /"Birch" stands twice/)
    assert.match((await pacta(['new', join(scratch, 'one'), '--parties', 'Alder'])).err, /two parties or more/)
    assert.match((await pacta(['new', join(scratch, 'word'), '--parties', 'all,Birch'])).err, /id\/reserved/)
    assert.equal(fs.existsSync(join(scratch, 'word')), false)
  })
})

describe('an act', { concurrency: true }, () => {
  test('is shown with what it changes, and not written before somebody says yes', async () => {
    const path = await begun('shown')
    const before = recordOf(path)
    const { status, out, err } = await pacta(question(path))
    assert.equal(status, 2)
    assert.match(out, /^arises +1 +Birch +Alder +question-1 +12 Mar 2026 +due 12 Mar 2026, in 10 days$/m)
    assert.match(err, /^--yes {2}record\/not-confirmed$/m)
    assert.equal(recordOf(path), before)
    const written = await pacta(question(path, '--yes'))
    assert.deepEqual([written.status, written.err], [0, ''])
    assert.match(written.out, /\nquestion-1 is on record in .*record\.yaml\.\n$/)
    const { out: register } = await pacta(['register', path, '--as-of', '2026-03-13'])
    assert.match(register, /^1 +Birch +Alder +question-1 +12 Mar 2026 +no answer recorded by 12 Mar 2026$/m)
  })
  test('performs, and says so with how it read before', async () => {
    const path = await begun('late-answer')
    await pacta(question(path, '--id', 'q', '--yes'))
    const args = ['answer', '--by', 'Birch', '--to', 'Alder', '--refers-to', 'q', '--body', 'text=Yes.']
    const { out } = await pacta(['what-if', path, ...args, '--transmitted', '2026-03-14'])
    assert.match(
      out,
      /^performed +1 +Birch +Alder +q +12 Mar 2026 +answered 14 Mar 2026, 2 days after due +no answer recorded by 12 Mar 2026$/m,
    )
  })
  test('is refused with everything that is wrong with it, each with what to do', async () => {
    const path = await begun('wrong')
    const before = recordOf(path)
    const args = [
      'answer',
      '--by',
      'Aldre',
      '--to',
      'Birch',
      '--refers-to',
      'q9',
      '--received',
      'soon',
      '--body',
      'txet=x',
    ]
    const { status, out, err } = await pacta(['record', path, ...args, '--transmitted', '2026-03-03', '--yes'])
    assert.deepEqual([status, out], [2, ''])
    const heads = err.split('\n').filter((line) => /^(?:--|KIND)\S*( \S+)? {2}\S+\/\S+$/.test(line))
    assert.deepEqual(heads.sort(), [
      '--body  act/incomplete',
      '--body txet  record/unknown-field',
      '--by  act/unknown-party',
      '--received  act/not-a-time',
      '--refers-to  act/unknown-reference',
    ])
    assert.match(err, /Did you mean "Alder"\?/)
    assert.match(err, /Did you mean "text"\?/)
    assert.equal(recordOf(path), before)
  })
  test('that says neither who nor to whom, of a kind that is not there, with an id that is taken, or with a value alone', async () => {
    const path = await begun('missing')
    assert.match(
      (await pacta(['record', path, 'question'])).err,
      /--by {2}act\/missing-key[\s\S]*--to {2}act\/missing-key/,
    )
    assert.match(
      (await pacta(['record', path, 'questoin', '--by', 'Alder'])).err,
      /KIND {2}act\/unknown-kind[\s\S]*"question"/,
    )
    assert.match((await pacta(question(path, '--body', 'When?'))).err, /--body {2}record\/no-field/)
    await pacta(question(path, '--id', 'q', '--yes'))
    const twice = await pacta(question(path, '--id', 'q', '--body', 'text=Else', '--yes'))
    assert.equal(twice.status, 2)
    assert.match(twice.err, /--id {2}act\/two-versions[\s\S]*Take another id\./)
  })
  test('that departs from its form is taken as it is, if these were the words', async () => {
    const path = await begun('as-is')
    await pacta(question(path, '--id', 'q', '--yes'))
    const args = [
      'record',
      path,
      'answer',
      '--by',
      'Birch',
      '--to',
      'Alder',
      '--refers-to',
      'q',
      '--transmitted',
      '2026-03-05',
      '--yes',
    ]
    const refused = await pacta(args)
    assert.match(refused.err, /--body {2}act\/incomplete[\s\S]*--as-is/)
    const taken = await pacta([...args, '--as-is'])
    assert.equal(taken.status, 0)
    assert.match(taken.out, /Noted:\n--body {2}act\/incomplete/)
    assert.match((await pacta(['check', path])).out, /act\/incomplete \(note\)/)
  })
  test('leaves comments, order and ends of lines as they are', async () => {
    const path = await begun('comments')
    const file = join(path, 'acts/record.yaml')
    const q = '{id: q, kind: question, by: Alder, to: Birch, transmitted: 2026-03-01}'
    const before = `# ours\r\nacts:\r\n- ${q}   # the first\r\n# the end\r\n`
    fs.writeFileSync(file, before)
    assert.equal((await pacta(question(path, '--id', 'r', '--yes'))).status, 0)
    const added = '- {id: r, kind: question, by: Alder, to: Birch, transmitted: 2026-03-02, received: 2026-03-02}'
    assert.equal(recordOf(path), before.replace('# the end', `${added}\r\n# the end`))
  })
  test('is added to a file for programs as a line, behind one that does not end', async () => {
    const path = await begun('lines')
    fs.rmSync(join(path, 'acts'), { recursive: true })
    const first = '{"id":"q","kind":"question","by":"Alder","to":"Birch","transmitted":"2026-03-01"}'
    fs.writeFileSync(join(path, 'acts.jsonl'), first)
    assert.equal((await pacta(question(path, '--id', 'r', '--yes'))).status, 0)
    const [kept, added, end] = fs.readFileSync(join(path, 'acts.jsonl'), 'utf8').split('\n')
    assert.deepEqual([kept, end], [first, ''])
    assert.deepEqual(JSON.parse(added as string), { id: 'r', kind: 'question', by: 'Alder', to: 'Birch', ...PLACE })
  })
  test('is not added where what stands there would have to be touched', async () => {
    const path = await begun('alias')
    const text = 'acts: &all\n  - {id: q, kind: question, by: Alder, to: Birch, transmitted: 2026-03-01}\n'
    fs.writeFileSync(join(path, 'acts/record.yaml'), `${text}...\n`)
    const { status, err } = await pacta(question(path, '--id', 'r', '--yes'))
    if (status === 0) assert.equal((await pacta(['check', path])).status, 0)
    else assert.match(err, /record\/not-appended/)
    assert.ok(recordOf(path).startsWith(text))
  })
  test('several at once are all there, each with an id of its own', async () => {
    const path = await begun('at-once')
    const all = await Promise.all([1, 2, 3, 4].map((n) => pacta(question(path, '--body', `text=${n}`, '--yes'))))
    assert.deepEqual(
      all.map(({ status }) => status),
      [0, 0, 0, 0],
    )
    const { out } = await pacta(['check', path])
    assert.equal(out, `${path}: no error. 4 acts.\n`)
    for (const n of [1, 2, 3, 4]) {
      assert.match(recordOf(path), new RegExp(`text: "?${n}"?}`))
      assert.match(recordOf(path), new RegExp(`id: question-${n}$`, 'm'))
    }
  })
  test('of somebody who is killed is there or is not, and what was there stays', async () => {
    const path = await begun('killed')
    await pacta(question(path, '--id', 'q', '--yes'))
    for (const delay of [60, 160, 220, 260, 300, 340]) {
      const { child, ended } = start(question(path, '--yes'))
      await new Promise((resolve) => setTimeout(resolve, delay))
      child.kill('SIGKILL')
      await ended
      const { status, out } = await pacta(['check', path])
      assert.equal(status, 0, out)
      assert.match(recordOf(path), /id: q$/m)
    }
    // The lock ended with whoever held it.
    assert.equal((await pacta(question(path, '--id', 'last', '--yes'))).status, 0)
  })
  test('without a time was sent now, whatever the zone and the language of the machine', async () => {
    const path = await begun('now')
    const before = Math.floor(Date.now() / 1000) * 1000
    const args = ['what-if', path, 'question', '--by', 'Alder', '--to', 'Birch', '--json']
    const { out } = await pacta(args, { TZ: 'Pacific/Apia', LANG: 'ar_EG.UTF-8' })
    const sent = Date.parse(JSON.parse(out).act.transmitted)
    assert.ok(sent >= before && sent <= Date.now())
  })
  test('of an agreement that is played over the acts of another is shown and not recorded', async () => {
    const path = 'agreements/euro-atlantic-consultation'
    const { out } = await pacta(['explain', path, 'question', '--json'])
    assert.notEqual(out, '')
    const args = [
      path,
      'question',
      '--by',
      'FI',
      '--to',
      'EE',
      '--transmitted',
      '2022-03-01',
      '--received',
      '2022-03-01',
    ]
    const shown = await pacta(['what-if', ...args])
    assert.match(shown.out, /^arises /m)
    const { status, err } = await pacta(['record', ...args, '--yes'])
    assert.equal(status, 2)
    assert.match(err, /record\/acts-of-another/)
  })
  test('asks in a terminal, and yes is the only yes', { skip: !hasScript() && 'no script(1) here' }, async () => {
    const path = await begun('terminal')
    const asked = (answer: string) => {
      const line = ['bin/pacta.mjs', ...question(path)].map((word) => `'${word}'`).join(' ')
      return spawnSync('script', ['-qec', `'${process.execPath}' ${line}`, '/dev/null'], {
        input: answer,
        encoding: 'utf8',
      })
    }
    assert.match(asked('n\n').stdout, /\? \[y\/N\][\s\S]*Nothing was written\./)
    assert.doesNotMatch(recordOf(path), /question-1/)
    assert.match(asked('y\n').stdout, /question-1 is on record/)
    assert.match(recordOf(path), /question-1/)
  })
})

function hasScript(): boolean {
  try {
    return (
      process.platform === 'linux' && execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux')
    )
  } catch {
    return false
  }
}
