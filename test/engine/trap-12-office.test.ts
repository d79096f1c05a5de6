import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { agreementOf, play } from './play.ts'

/** Set selectors at which instant: an office is whoever holds it when it acts; everything else is fixed at the trigger. */
const BODY = `body: council
members: parties
chairs: [{party: B, span: 2026-01-01/2026-03-10}, {party: C, span: 2026-03-11/2026-12-31}]
---
`
const RULE = `${BODY}rule: "1"
when: meeting-request
who: chair of council
must: meeting to meeting-request
to: all parties
by: 10 days after meeting-request is transmitted`
const KINDS = '---\n{act: opening, to: all}\n---\n{act: remark, to: all, refers to: opening}'
const q = '{id: q, kind: question, by: A, to: B, transmitted: 2026-03-01}'
const r = '{id: r, kind: meeting-request, by: A, to: B, refersTo: q, transmitted: 2026-03-05}'
const held = (by: string, at: string) => `{id: m, kind: meeting, by: ${by}, to: all, refersTo: r, transmitted: ${at}}`
const ruled = (...[agreement, acts, day]: Parameters<typeof play>) =>
  play(agreement, acts, day).filter((line) => line.startsWith('1 '))

describe('[trap 12] set selectors at which instant', () => {
  it('[trap 12] who held the office at the act performs; who holds it when the time ends is named', () => {
    const small = agreementOf(RULE)
    assert.deepEqual(ruled(small, [q, r, held('B', '2026-03-10T23:59:59Z')], '2026-03-16'), [
      '1 C: held 10 Mar 2026, in time',
    ])
    assert.deepEqual(ruled(small, [q, r, held('B', '2026-03-11T00:00:00Z')], '2026-03-16'), [
      '1 C: no meeting recorded by 15 Mar 2026',
    ])
    assert.deepEqual(ruled(small, [q, r, held('C', '2026-03-10T23:59:59Z')], '2026-03-16'), [
      '1 C: no meeting recorded by 15 Mar 2026',
    ])
  })

  it('[trap 12] an act whose day is known within two chairs cannot be derived; a narrower window settles it', () => {
    const small = agreementOf(RULE)
    assert.deepEqual(ruled(small, [q, r, held('B', '2026-03-09/2026-03-12')], '2026-03-14'), [
      '1 C: cannot be derived: meeting recorded by Borgia, and who was chair then is not recorded',
    ])
    assert.deepEqual(ruled(small, [q, r, held('B', '2026-03-09/2026-03-10')], '2026-03-14'), [
      '1 C: held 9 - 10 Mar 2026, in time',
    ])
  })

  it('[trap 12] a power of the chair is used by whoever holds the chair, and by nobody else', () => {
    const small = agreementOf(
      `${BODY}rule: "1"\nwhen: opening\nwho: chair of council\nmay: remark to opening\nuntil: 10 days after opening is transmitted`,
      { kinds: KINDS },
    )
    const o = '{id: o, kind: opening, by: A, to: all, transmitted: 2026-03-05}'
    const remark = (by: string) => `{id: x, kind: remark, by: ${by}, to: all, refersTo: o, transmitted: 2026-03-12}`
    assert.deepEqual(ruled(small, [o, remark('B')], '2026-03-16'), ['1 C: not used by 15 Mar 2026'])
    assert.deepEqual(ruled(small, [o, remark('C')], '2026-03-16'), ['1 C: used 12 Mar 2026'])
  })

  it('[trap 12] all others are fixed when the duty arises: whoever joins later is not owed, and owes nothing', () => {
    const small = agreementOf(
      'rule: "1"\nwhen: opening\nwho: each party other than sender of opening\nmust: remark to opening\nto: all parties\nby: 10 days after opening is transmitted',
      { kinds: KINDS, parties: '  - {id: C, kind: state, name: Cestia, bound: 2026-03-08/..}' },
    )
    const o = '{id: o, kind: opening, by: A, to: all, transmitted: 2026-03-05}'
    const x = '{id: x, kind: remark, by: B, to: all, refersTo: o, transmitted: 2026-03-06}'
    assert.deepEqual(ruled(small, [o, x], '2026-03-16'), ['1 B: done 6 Mar 2026, in time'])
  })
})
