import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { pacta } from './process.ts'

const COUNCIL = 'spec/shapes/33-consensus-and-silence'
const room = mkdtempSync(join(tmpdir(), 'pacta-decide-'))
const ACTS = join(room, 'acts.yaml')
writeFileSync(
  ACTS,
  `acts:
  - {id: d1, kind: draft, by: Alder, to: all, transmitted: 2026-03-02T10:00:00+01:00, body: {expires: "2026-03-06T12:00:00+01:00"}}
  - {id: r1, kind: referral, by: Alder, to: all, refersTo: d1, transmitted: 2026-03-03T10:00:00+01:00}
  - {id: v1, kind: vote, by: Alder, to: all, refersTo: r1, transmitted: 2026-03-03T11:00:00+01:00, body: {position: for}}
  - {id: v2, kind: vote, by: Birch, to: all, refersTo: r1, transmitted: 2026-03-03T11:10:00+01:00, body: {position: against}}
`,
)

describe('pacta decide', () => {
  it('says of each decision what it takes where nothing has been put', async () => {
    const { status, out } = await pacta(['decide', COUNCIL])
    assert.equal(status, 0)
    assert.match(out, /No proposal had been put by then\. What is decided, and how:/)
    assert.match(out, /Rule 3\n.*more than half of the votes are for it.*\n {2}On 1 Jan 2026 there are 5 members\./)
  })

  it('says how a proposal stands and what would adopt or prevent it', async () => {
    const { status, out } = await pacta(['decide', COUNCIL, 'r1', '--acts', ACTS])
    assert.equal(status, 0)
    const lines = out.slice(out.indexOf('r1: ')).split('\n').slice(0, 6)
    assert.deepEqual(lines, [
      'r1: a referral (rule 3)',
      '  Open: 1 of 2 votes for, 2 needed.',
      '  For it: Alder (1). Against it: Birch (1). No position recorded: Cedar, Doum and Elm (3).',
      '  If it closed now, it would not be adopted: 1 of 2 votes for, 2 needed.',
      '  If nobody else says anything, one more for it adopts it, whoever that is.',
      '  Even if all the others are for it, 2 more against it prevent it, whoever they are; fewer do not.',
    ])
  })

  it('where it still has to be seen who comes, says what is needed once enough are there', async () => {
    const { out } = await pacta(['decide', 'agreements/small-cooperative', 'garden'])
    const lines = out.slice(out.indexOf('garden: ')).split('\n').slice(3, 6)
    assert.deepEqual(lines, [
      '  If it closed now, it would not be adopted: 2 of 3 votes for, 2 needed; no quorum yet: 0 present, 5 needed.',
      '  Once enough are present: if nobody says anything more, it is adopted when it closes.',
      '  Once enough are present: even if all the others are for it, it takes at least 3 more against it to prevent it, for example Ash, Cedar and Elm; whether that is enough depends on who they are.',
    ])
  })

  it('says what one more position would change, of those that can be taken', async () => {
    const silence = await pacta(['decide', COUNCIL, 'd1', '--acts', ACTS, '--what-if', 'Cedar'])
    assert.match(
      silence.out,
      /If Cedar were against it, it would not be adopted\.\n {2}If Cedar said nothing, it would be adopted\./,
    )
    const vote = await pacta(['decide', COUNCIL, 'r1', '--acts', ACTS, '--what-if', 'Cedar', '--json'])
    assert.deepEqual(JSON.parse(vote.out).proposals[0].whatIf, [
      'If Cedar were for it, it would be adopted.',
      'If Cedar were against it, abstained, did not participate or said nothing, it would not be adopted.',
    ])
  })

  it('answers for any instant', async () => {
    const { out } = await pacta(['decide', COUNCIL, 'd1', '--acts', ACTS, '--as-of', '2026-03-07'])
    assert.match(out, /Adopted 6 Mar 2026 12:00: nobody against\./)
  })

  it('says of one rule alone what it takes, and whom the proposal takes out', async () => {
    const { status, out } = await pacta(['decide', 'agreements/small-cooperative', '4'])
    assert.equal(status, 0)
    assert.match(out, /\nRule 4\n/)
    // The vote of the chair breaks a tie, so that four of eight against do not prevent it whoever they are.
    assert.match(out, /at least 4 against it to prevent it; whether that is enough depends on who they are\./)
    const { out: election } = await pacta(['decide', 'agreements/small-cooperative', '7'])
    assert.doesNotMatch(election, /adopts? it|prevents? it/)
    const { out: ferry } = await pacta(['decide', 'agreements/northland-westmark'])
    assert.match(ferry, /No proposal had been put by then/)
    assert.doesNotMatch(out, /Rule 5/)
    const { out: minus } = await pacta(['decide', COUNCIL, '2'])
    assert.match(
      minus,
      /there are 5 members\. Whoever the rule excepts, which depends on the proposal, is not counted\./,
    )
  })

  it('says what stays attached', async () => {
    const { out } = await pacta(['decide', 'agreements/small-cooperative', 'roof'])
    assert.match(out, /Attached: 3 Mar 2026 20:02: Fir to all parties: a remark \(fir-remark\)\./)
  })

  it('refuses a proposal that is not there, and a party that is none', async () => {
    for (const args of [['d9'], ['d1', '--what-if', 'Ceder']]) {
      const { status, err } = await pacta(['decide', COUNCIL, ...args, '--acts', ACTS])
      assert.equal(status, 2)
      assert.match(err, /Did you mean|lists them/)
    }
  })
})
