/** Playing an agreement: by commands on the command line, from a file, from the input, and in a terminal. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pacta } from './process.ts'

const FERRY = 'agreements/northland-westmark'
const scratch = fs.mkdtempSync(join(tmpdir(), 'pacta-play-'))
after(() => fs.rmSync(scratch, { recursive: true }))

const WALK = ['question by Westmark to Northland on 2026-03-02', 'to 2026-03-20']

function piped(input: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const run = spawnSync(process.execPath, ['bin/pacta.mjs', ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { status: run.status, out: run.stdout, err: run.stderr }
}

function copied(name: string): string {
  const path = join(scratch, name)
  fs.cpSync(FERRY, path, { recursive: true })
  return path
}

describe('a play', { concurrency: true }, () => {
  test('shows a duty arise and go by, and says why', async () => {
    const { status, out, err } = await pacta(['play', FERRY, ...WALK, 'register', 'why 4'])
    assert.deepEqual([status, err], [0, ''])
    assert.match(
      out,
      /^2 Mar 2026 +arises +1 +Northland +Westmark +question-1 +12 Mar 2026 +due 12 Mar 2026, in 10 days$/m,
    )
    assert.match(out, /^13 Mar 2026 +not recorded +1 +Northland +Westmark .* no answer recorded by 12 Mar 2026$/m)
    assert.match(out, /^ +opens +3 +Westmark +may ask for a meeting /m)
    assert.match(out, /^4 +1 +Northland +Westmark /m)
    assert.match(out, /^1\/question-1\/Northland, as of the end of 20 Mar 2026: no answer recorded by 12 Mar 2026$/m)
  })
  test('says the same from the command line, a file and the input, on any machine', async () => {
    const file = join(scratch, 'walk.txt')
    fs.writeFileSync(file, `# a walk\r\n${WALK.join('\r\n')}\r\n`)
    const { out } = await pacta(['play', FERRY, ...WALK])
    assert.equal(piped(`${WALK.join('\n')}\n`, ['play', FERRY]).out, out)
    const scripted = await pacta(['play', FERRY, '--script', file], { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' })
    assert.equal(scripted.out.replace('\n> # a walk\n', ''), out)
  })
  test('with nothing to play says how to go on', async () => {
    const { status, out } = await pacta(['play', FERRY])
    assert.equal(status, 0)
    assert.match(out, /What may be said:\n {2}question by Northland to Westmark on 2026-01-01\n/)
  })
  test('can be one with the cast of the cases, and is saved as a story for it', async () => {
    const path = copied('with-cast')
    const cast =
      '```pacta\nparties: [{id: Alder, kind: state, name: Alder}, {id: Birch, kind: state, name: Birch}]\n```\n'
    fs.rmSync(join(path, 'cases'), { recursive: true })
    fs.mkdirSync(join(path, 'cases'))
    fs.writeFileSync(join(path, 'cases/cast.md'), cast)
    const walk = ['question by Birch to Alder on 2026-03-02', 'to 2026-03-20', 'save lapse']
    const { status, out, err } = await pacta(['play', path, '--cast', ...walk])
    assert.deepEqual([status, err], [0, ''])
    assert.match(out, /^13 Mar 2026 +not recorded +1 +Alder +Birch +question-1 /m)
    assert.equal((await pacta(['test', path])).status, 0)
    const both = await pacta(['play', path, '--cast', '--from-record'])
    assert.match(both.err, /--cast and --from-record exclude each other/)
    const none = await pacta(['play', FERRY, '--cast'])
    assert.equal(none.status, 2)
    assert.match(none.err, /cast\.md is not there, so no cast can play/)
  })
  test('takes the time of day by the clocks of the agreement', async () => {
    const { out } = await pacta(['play', FERRY, 'question by Westmark to Northland on 2026-07-01 at 10:00'])
    assert.match(out, /^1 Jul 2026 10:00 +arises /m)
  })
  test('goes on to the next turn, and back', async () => {
    const { out } = await pacta(['play', FERRY, 'next', 'undo', 'next'])
    assert.equal(out.match(/^1 May 2026 +not recorded +2 /gm)?.length, 2)
    assert.match(out, /Taken back\. It is the end of 1 Jan 2026\./)
  })
  test('tells every line that cannot be played, and plays the others', async () => {
    const lines = [
      'questoin by A',
      'question by Northlnd to Westmark',
      'to 20 March',
      'answer by Westmark to Northland',
      'why 99',
      'undo',
    ]
    const { status, out, err } = await pacta(['play', FERRY, ...lines, WALK[0] as string])
    assert.equal(status, 2)
    assert.match(err, /^Line 1: .*\nquestoin {2}act\/unknown-kind\n.*\n {2}Did you mean "question"\?$/m)
    assert.match(err, /^Line 2: .*\nby {2}act\/unknown-party\n.*\n {2}Did you mean "Northland"\?$/m)
    assert.match(err, /^Line 3: .*\nto {2}play\/date$/m)
    assert.match(err, /^Line 4: .*\nanswer {2}play\/reference$/m)
    assert.match(err, /^Line 5: .*\nwhy {2}play\/line$/m)
    assert.match(err, /^Line 6: .*\nundo {2}play\/command$/m)
    assert.match(out, /arises +1 +Northland/)
  })
  test('guesses no reference where two can be meant', async () => {
    const second = 'question by Estmark to Northland on 2026-03-03'
    const { err } = await pacta(['play', FERRY, WALK[0] as string, second, 'answer by Northland to Westmark'])
    assert.match(err, /there are 2\.\n {2}Write about question-1, or about question-2\./)
  })
  test('is saved as a story that pacta test plays, and no story is written over', async () => {
    const path = copied('saved')
    const answer = 'answer by Northland to Westmark on 2026-03-21 with text="`` Yes: 1 | 2 ``"'
    const { status, out } = await pacta(['play', path, ...WALK, answer, 'save a-year'])
    assert.equal(status, 0, out)
    const file = join(path, 'cases/a-year.md')
    const story = fs.readFileSync(file, 'utf8')
    assert.match(
      story,
      /^1 *\| Northland \| Westmark +\| question-1 \| 12 Mar 2026 \| no answer recorded by 12 Mar 2026$/m,
    )
    assert.match((await pacta(['test', path])).out, /all as expected\.\n$/)
    const again = await pacta(['play', path, 'save a-year', 'save ../escaped'])
    assert.equal(again.status, 2)
    assert.match(again.err, /play\/file\n.*is there already/)
    assert.equal(fs.readFileSync(file, 'utf8'), story)
    assert.equal(fs.existsSync(join(path, 'escaped.md')), false)
    // A story that says something else is noticed.
    fs.writeFileSync(file, story.replace('no answer recorded', 'answered'))
    assert.equal((await pacta(['test', path])).status, 1)
  })
  test('may begin with the record, and leaves it as it is', async () => {
    const path = copied('from-record')
    const before = fs.readFileSync(join(path, 'acts/2026.yaml'), 'utf8')
    const { status, out } = await pacta(['play', path, '--from-record', 'to 2026-12-01', 'save on'])
    assert.equal(status, 0)
    assert.match(out, /^28 Nov 2026 +not recorded +4 +Northland +Estmark +winter-repair/m)
    assert.equal(fs.readFileSync(join(path, 'acts/2026.yaml'), 'utf8'), before)
    assert.match((await pacta(['test', path])).out, /all as expected\.\n$/)
  })
})
