/** What a condition can ask where no message is at hand: of whom, and what is refused. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { withBlock } from './folder.ts'

const DECLARED = `{act: report, stage: return, to: all, form: {type: object, properties: {units: {type: integer, minimum: 0}}}}
---
{body: council, name: Council, members: parties}
---
{figure: units, per: party, is: latest(report.units)}
---
{figure: reporters, is: senders(report)}
---
{limit: own, counts: report, per: sender, at most: 3}
---
{limit: pair, counts: question, per: [sender, addressee], at most: 3}
---
{claim: hardship, about: question, who: each party, settled by: nobody}
---
rule: monthly
when: every month
who: each party
must: report for the month
to: all parties
by: the end of the month
---
`

function said(condition: string, who = 'each party', when = 'every year'): string[] {
  const must = when === 'every year' ? 'report for the year' : 'report'
  const rule = `rule: "1"\nwhen: ${when}\n${condition}\nwho: ${who}\nmust: ${must}\nto: all parties\nby: without delay`
  return readAgreement(withBlock(DECLARED + rule)).problems.map(({ code, message }) => `${code}: ${message}`)
}

describe('a condition of a duty by date', () => {
  test('asks figures, limits and rows of missed returns', () => {
    for (const guard of [
      'units >= 1',
      'reporters > 2',
      'left("own") < 1',
      'streak("monthly") > 1',
      'count(report) > 3',
    ])
      for (const key of ['if', 'unless'])
        for (const when of ['every year', '2026-05-01'])
          assert.deepEqual(said(`${key}: ${guard}`, 'each party', when), [])
    assert.deepEqual(said('if: reporters > 2 && count(report) > 3', 'chair of council'), [])
  })
  test('and nothing that a message says, a claim, or a rule about an act', () => {
    assert.match(said('if: question.urgent').join(), /^noun\/unreachable|^guard/)
    assert.match(said('if: claimed(hardship)').join(), /^guard\/function: What is claimed is asked about an act/)
    assert.match(said(`if: '"monthly" is in force'`).join(), /^guard\/in-force: "1" is about no act/)
    assert.match(said('if: left("pair") < 1').join(), /^guard\/function: "pair" is no limit that can be asked here/)
  })
  test('nor whether the duty itself was performed before', () => {
    assert.match(said('unless: streak("1") > 2').join(), /^rule\/condition-circle: Whether "1" is owed/)
  })
  test('nor a number of each party, of a chair or a body, which send nothing by themselves', () => {
    for (const guard of ['units >= 1', 'left("own") < 1', 'streak("monthly") > 1'])
      for (const who of ['chair of council', 'council', 'Northland and chair of council'])
        assert.match(said(`unless: ${guard}`, who).join(), /language\/not-built-yet: A condition on a number/)
  })
  test('and no act changes its time', () => {
    const told = said('changes: [ends when question]')
    assert.deepEqual(told, ['language/not-built-yet: "changes" of a duty by date is planned and not built yet.'])
  })
})
