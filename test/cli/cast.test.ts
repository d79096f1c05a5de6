/** The cast of the cases of an agreement: who takes part in them in the place of its parties. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isAsExpected, playCases } from '../../src/cli/cases.ts'
import type { Folder } from '../../src/cli/folder.ts'

const fence = '```'
const AGREEMENT = `# Lake

${fence}pacta
{agreement: lake, title: Lake, zone: UTC, start: 2026-01-01}
---
parties:
  - {id: Northland, kind: state, name: Northland}
  - {id: Westmark, kind: state, name: Westmark}
---
group: coast
members: [Northland]
---
{body: council, members: parties, chairs: [Westmark]}
---
{act: question, stage: question}
---
{act: answer, stage: reply, refers to: question}
---
{act: report, to: all}
${fence}

## 1

${fence}pacta
rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is received
---
rule: "2"
when: every year
who: chair of council
must: report for the year
to: all parties
by: 1 December
${fence}
`
const CAST = `# The cast

${fence}pacta
parties:
  - {id: Alder, kind: state, name: Alder}
  - {id: Birch, kind: state, name: Birch}
  - {id: Cedar, kind: state, name: Cedar}
---
{group: coast, members: [Cedar]}
---
body: council
members: coast
chairs: [{party: Birch, span: 2026-01-01/2026-12-31}]
${fence}
`
const ACTS = `${fence}acts
acts:
  - {id: q, kind: question, by: Alder, to: [Birch, Cedar], transmitted: 2026-03-02, received: 2026-03-02}
${fence}
`
const RECORD = `acts:
  - {id: r, kind: question, by: Northland, to: Westmark, transmitted: 2026-03-02, received: 2026-03-02}
`

function folder({ cast = CAST, story = '', agreement = AGREEMENT }): Folder {
  const file = (name: string, content: string) => ({ file: `lake/${name}`, name, content })
  return {
    path: 'lake',
    name: 'lake',
    agreement: file('agreement.md', agreement),
    forms: [],
    calendars: [],
    editions: [],
    boundaries: [],
    acts: [file('acts/1.yaml', RECORD)],
    cases: story === '' ? [] : [file('cases/a.md', story)],
    cast: file('cases/cast.md', cast),
  }
}

const problemsOf = (of: Folder) =>
  playCases(of).flatMap(({ problems }) =>
    problems.map(({ file, line, code, advice }) => [`${file}:${line}`, code, advice]),
  )

describe('the cast of the cases', () => {
  test('stands in the place of the parties, and its bodies in that of the bodies of the same ids', () => {
    const story = `${ACTS}
${fence}register 2026-12-31
1 | Birch | Alder | q | 12 Mar 2026 | no answer recorded by 12 Mar 2026
1 | Cedar | Alder | q | 12 Mar 2026 | no answer recorded by 12 Mar 2026
2 | Birch | all | 2026 | 1 Dec 2026 | not recorded by 1 Dec 2026
${fence}
`
    assert.deepEqual(playCases(folder({ story })).map(isAsExpected), [true])
  })
  test('leaves the record to those who acted, and the text to be read out as it is', () => {
    const story = `${fence}acts
from: record
${fence}

${fence}register 2026-03-20
1 | Westmark | Northland | r | 12 Mar 2026 | no answer recorded by 12 Mar 2026
2 | Westmark | all | 2026 | 1 Dec 2026 | due 1 Dec 2026, in 256 days
${fence}

${fence}check
${fence}
`
    const found = playCases(folder({ story }))
    assert.deepEqual(found.map(isAsExpected), [true], JSON.stringify(found, undefined, 1))
  })
  test('does not know the parties of the agreement', () => {
    const story = ACTS.replace('by: Alder', 'by: Northland').concat(`\n${fence}register 2026-03-20\n${fence}\n`)
    assert.deepEqual(problemsOf(folder({ story })), [
      ['lake/cases/a.md:3', 'act/unknown-party', 'Known here: Alder, Birch, Cedar.'],
    ])
  })
  test('is told where it cannot be used, although no story waits for it', () => {
    const cast = CAST.replace('party: Birch', 'party: Brich').replace('members: [Cedar]', 'members: [Cedra]')
    const story = `${fence}check\n${fence}\n`
    assert.deepEqual(problemsOf(folder({ story, cast })), [
      ['lake/cases/cast.md:9', 'party/unknown', 'Did you mean "Cedar"?'],
      ['lake/cases/cast.md:13', 'party/unknown', 'Did you mean "Birch"?'],
    ])
  })
  test('has whoever a rule names by id: otherwise the rule is told', () => {
    const agreement = AGREEMENT.replace('chair of council\n', 'Westmark\n')
    const [problem] = problemsOf(folder({ agreement, story: `${fence}check\n${fence}\n` }))
    assert.deepEqual(problem?.slice(0, 2), ['lake/agreement.md:33', 'party/unknown'])
    assert.match(problem?.[2] ?? '', /The parties are those of cases\/cast\.md here\.$/)
  })
})
