/**
 * Agreements whose rules on positions come to something that a drafter should know, each with what is noted, word for word.
 * UPDATE=1 writes them anew; read the difference.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { Base, Comparison, Criterion } from '../../src/agreement/decision.ts'
import { readAgreement } from '../../src/language/read.ts'
import { VOTING_CODES, type VotingCode } from '../../src/linter/codes.ts'
import { criterionAsWritten } from '../../src/linter/criterion-written.ts'
import { votingNotes } from '../../src/linter/voting.ts'
import { isError, printProblem } from '../../src/problem.ts'
import { folder } from '../language/folder.ts'

const NOTED = new URL('../broken/voting/', import.meta.url)
const PAGES = new URL('../../docs/problems/', import.meta.url)
const names = readdirSync(NOTED).sort()

function noted(name: string, mend = (text: string) => text) {
  const { text, ...rest } = folder(`test/broken/voting/${name}`, name)
  const { agreement, problems } = readAgreement({ ...rest, text: mend(text) })
  assert.deepEqual(problems.filter(isError).map(printProblem), [])
  assert.ok(agreement)
  return votingNotes(agreement)
}

/** Of the five members of the example on ties, with this in the place of its rule. */
function notesOn(rule: string, declared = '', more = (text: string) => text): string[] {
  const mend = (text: string) =>
    more(
      text
        .replace('adopted when: {for: more than half of votes}', rule)
        .replace('{body: council', `${declared}{body: council`),
    )
  return noted('tie', mend).map(({ code, message }) => `${code}: ${message}`)
}
const LEAGUE = (members: string) => `{group: lake-league, name: The Lake League, members: [${members}]}\n---\n`

describe('what rules on positions come to', () => {
  for (const name of names) {
    test(name, () => {
      const notes = noted(name)
      const printed = notes.map((problem) => `${printProblem(problem)}\n`).join('')
      const expected = new URL(`${name}/problems.txt`, NOTED)
      if (process.env.UPDATE === '1') writeFileSync(expected, printed)
      assert.equal(printed, readFileSync(expected, 'utf8'))
      assert.ok(notes.some(({ code }) => code === `voting/${name}`))
      assert.ok(notes.every((note) => !isError(note)))
    })
  }

  test('every code has an example and a page, and what the page writes instead ends the note', () => {
    for (const code of Object.keys(VOTING_CODES) as VotingCode[]) {
      const name = code.replace('voting/', '')
      assert.ok(names.includes(name), code)
      const page = readFileSync(new URL(`voting-${name}.md`, PAGES), 'utf8')
      assert.ok(page.startsWith(`# ${VOTING_CODES[code]}\n\n\`${code}\``), code)
      const [slip, instead] = [...page.matchAll(/^(`{3,})\w+\n([\s\S]*?)\n\1$/gm)].map((match) => match[2])
      if (slip === undefined) continue
      assert.ok(folder(`test/broken/voting/${name}`, name).text.includes(slip), `${code}: the page quotes the example`)
      const left = noted(name, (text) => text.replace(slip, () => instead ?? ''))
      assert.deepEqual(left.map(printProblem), [], code)
    }
  })

  test('what a rule says itself is not noted: consensus, unanimity, a veto of each of a group', () => {
    const silent = (text: string) =>
      text
        .replace('positions: vote to draft', 'positions: {against: vote to draft}')
        .replace(
          'form: {type: object, properties: {position: {enum: [for, against, abstaining]}}, required: [position]}\n',
          '',
        )
    const members = LEAGUE('Northland, Westmark')
    assert.deepEqual(notesOn('adopted when: {against: nobody}', members), [])
    assert.deepEqual(notesOn('adopted when: {against: nobody}', members, silent), [])
    assert.deepEqual(notesOn('adopted when: {for: everybody}', members), [])
    const veto = 'adopted when: {all of: [{for: at least 3}, {against: nobody, among: lake-league}]}'
    assert.deepEqual(notesOn(veto, members), [])
  })

  test('of two members each decides alone, or the chair does, or each could prevent every decision', () => {
    const two = (text: string) => text.replace(/ {2}- \{id: Sudland[\s\S]*Midland\}\n/, '')
    const simple = 'adopted when: {for: more than half of votes}\ntie: adopted'
    assert.deepEqual(notesOn(simple, '', two), [
      'voting/decides-alone: On 1 Jan 2026 each of the 2 members could adopt alone under "1": if it is for it and the other is against it.',
    ])
    const chaired = (text: string) => two(text).replace('members: parties}', 'members: parties, chairs: [Northland]}')
    assert.deepEqual(notesOn('adopted when: {for: more than half of votes}\ntie: as chair of council', '', chaired), [
      'voting/decides-alone: On 1 Jan 2026 Northland could adopt alone under "1": if it is for it and the other is against it.',
    ])
    assert.deepEqual(notesOn('adopted when: {for: more than half of members}', '', two), [
      'voting/blocks-alone: On 1 Jan 2026 each of the 2 members could prevent every decision alone under "1": if it is against it and the other is for it.',
    ])
  })

  test('membership, and weights, are those of each day; a note names the first day on which it is so', () => {
    const half = 'adopted when: {for: more than half of members}'
    const later = LEAGUE('Northland, Westmark, {party: Sudland, span: 2027-03-01/..}')
    assert.deepEqual(notesOn(half, later), [
      'voting/group-decides: On 1 Mar 2027 the 3 members of lake-league, of 5 in all, could together adopt under "1": if they are for it and all 2 others are against it.',
    ])
    const joins = (text: string) => text.replace('name: Midland', 'name: Midland, bound: 2028-01-01/..')
    assert.deepEqual(notesOn('adopted when: {for: at least 5}', '', joins), [
      'voting/blocks-alone: On 1 Jan 2028 each of the 5 members could prevent every decision alone under "1": if it is against it and all 4 others are for it.',
      'voting/never: On 1 Jan 2026 "for: at least 5" of "1" can never hold: at least 5 are needed, and there can be at most 4.',
    ])
    const weighed = (text: string) =>
      text
        .replaceAll('kind: state,', 'kind: state, weights: {votes: 1},')
        .replace('{votes: 1}', '{votes: [{is: 1, span: ../2026-06-30}, {is: 9, span: 2026-07-01/..}]}')
    assert.deepEqual(notesOn('adopted when: {for: more than half of members, by: votes}', '', weighed), [
      'voting/decides-alone: On 1 Jul 2026 Northland could adopt alone under "1": if it is for it and all 4 others are against it.',
    ])
  })

  test('whoever is concerned by a proposal, or may be suspended, is a member as long as nobody is', () => {
    const four = 'who: each member of council other than Midland and Estmark\nadopted when: {for: at least 4}'
    assert.deepEqual(notesOn(four), [
      'voting/never: On 1 Jan 2026 "for: at least 4" of "1" can never hold: at least 4 are needed, and there can be at most 3.',
    ])
  })

  test('an election may end with as many for one as for another', () => {
    const election = (text: string) =>
      text.replace('act: draft\nto: all\n', '{act: seat, to: all}\n---\nact: draft\nto: all\nrefers to: seat\n')
    assert.deepEqual(notesOn('one of: seat\nadopted when: {for: more than any other}', '', election), [
      'voting/tie: On 1 Jan 2026 two proposals under "1" may have as many for them: with 1 for each of them neither has more than the other.',
    ])
  })

  test('a criterion is quoted as it is written', () => {
    const share = (compare: Comparison, over: number, under: number, of: Base) =>
      ({ kind: 'share', compare, over, under, of }) as const
    const written: readonly (readonly [Criterion, string])[] = [
      [
        { side: 'for', is: share('at least', 55, 100, 'members'), by: 'votes' },
        'for: at least 55 % of members, by votes',
      ],
      [{ side: 'for', is: share('at least', 6667, 10_000, 'present') }, 'for: at least 66.67 % of present'],
      [{ side: 'for', is: share('more than', 1, 2, 'votes'), among: 'g' }, 'for: more than half of votes, among g'],
      [{ side: 'for', is: share('at least', 2, 3, 'votes') }, 'for: at least 2/3 of votes'],
      [{ side: 'for', is: share('at least', 1, 1, 'members') }, 'for: everybody'],
      [{ side: 'against', is: { kind: 'number', compare: 'at most', n: 0 } }, 'against: nobody'],
      [{ side: 'not for', is: { kind: 'number', compare: 'fewer than', n: 4 } }, 'not for: fewer than 4'],
      [{ side: 'for', is: { kind: 'more than against' } }, 'for: more than against'],
    ]
    for (const [criterion, text] of written) assert.equal(criterionAsWritten(criterion), text)
  })

  test('looking ends: of an agreement with very many members, each from a day of its own, the rest is not looked at', () => {
    const many = (text: string) => {
      const party = (i: number) =>
        `  - {id: P${i}, kind: state, name: P${i}, bound: ${2026 + i}-01-01/.., weights: {votes: ${1 + i * i}}}\n`
      const parties = Array.from({ length: 300 }, (_, i) => party(i)).join('')
      return text.replace(/ {2}- \{id: Northland[\s\S]*Midland\}\n/, parties)
    }
    const started = process.cpuUsage().user
    const notes = notesOn('adopted when: {for: at least 65 % of members, by: votes}', '', many)
    assert.ok(
      notes.includes(
        'voting/not-looked-at: What the numbers come to under "1" is not looked at on every day: there are too many members or days.',
      ),
    )
    assert.ok(process.cpuUsage().user - started < 10_000_000)
  })

  test('57 equal votes, an alliance of 32 and one of 6: by half, by two thirds, by three quarters, by all but one, by consensus', () => {
    const ids = Array.from({ length: 57 }, (_, i) => `P${i + 1}`)
    const many = (text: string) =>
      text.replace(
        / {2}- \{id: Northland[\s\S]*Midland\}\n/,
        ids.map((id) => `  - {id: ${id}, kind: state, name: ${id}}\n`).join(''),
      )
    const group = (id: string, members: readonly string[]) =>
      `{group: ${id}, name: ${id}, members: [${members.join(', ')}]}\n---\n`
    const alliances = `${group('large', ids.slice(0, 32))}${group('small', ids.slice(32, 38))}`
    const said = (criterion: string) =>
      notesOn(`adopted when: {${criterion}}`, alliances, many).map((line) => {
        const [code, , number, id, could] =
          /^voting\/([a-z-]+): .*(the (\d+) members of (\w+)).* together (\w+)/.exec(line)?.slice(1) ?? []
        return [code, number, id, could].join(' ')
      })
    assert.deepEqual(said('for: more than half of members'), ['group-decides 32 large adopt'])
    assert.deepEqual(said('for: at least two thirds of members'), ['group-blocks 32 large prevent'])
    assert.deepEqual(said('for: at least three quarters of members'), ['group-blocks 32 large prevent'])
    assert.deepEqual(said('for: at least 56'), ['group-blocks 32 large prevent', 'group-blocks 6 small prevent'])
    assert.deepEqual(said('against: nobody'), [])
  })
})
