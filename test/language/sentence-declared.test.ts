import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Agreement } from '../../src/agreement/agreement.ts'
import { phraseOfField } from '../../src/language/sentence/sentence.ts'
import {
  phraseOfRegime,
  sentenceOfBody,
  sentenceOfCommitment,
  sentenceOfGroup,
  sentenceOfInstrument,
  sentenceOfKind,
  sentenceOfParty,
} from '../../src/language/sentence/sentence-declared.ts'
import {
  capital,
  isPlural,
  listed,
  numberWords,
  periodWords,
  small,
  spoken,
  weekWords,
  withArticle,
} from '../../src/language/sentence/sentence-words.ts'
import { dayOf } from '../../src/time/day.ts'
import { PLAIN, type Regime, regulation1182 } from '../../src/time/regime.ts'
import type { Zone } from '../../src/time/zone.ts'
import { agreement, base, clause, party, sender } from './sentence-world.ts'

const zone = { id: 'Europe/Vienna' } as Zone
const calendar = (id: string) => ({
  id,
  source: 'S1',
  edition: '2026',
  days: [],
  from: dayOf(2026, 1, 1),
  to: dayOf(2026, 12, 31),
})

describe('a time block', () => {
  test('what holds if nothing is said', () => {
    assert.equal(
      phraseOfRegime(PLAIN(zone)),
      'Days are calendar days in Europe/Vienna; the day of the event is not counted; working days are Monday to Friday, and no holidays are taken out; a period ends with its last day even if that is a rest day; where the last month of a period lacks the date, the period ends with the last day of that month; hours run from the event itself.',
    )
  })
  test('Regulation 1182/71', () => {
    assert.equal(
      phraseOfRegime(regulation1182(zone, [calendar('brussels'), calendar('luxembourg')])),
      'Days are calendar days in Europe/Vienna; the day of the event is not counted; working days are Monday to Friday without the days that any of the calendars brussels (2026) and luxembourg (2026) lists; a period whose last day is a rest day ends with the next working day; where the last month of a period lacks the date, the period ends with the last day of that month; hours and days are whole, and hours run from the next full hour; a period of two days or more holds at least 2 working days.',
    )
  })
  test('each setting changes the phrase', () => {
    const start = { ...PLAIN(zone), holidays: [calendar('one'), calendar('two')] }
    const others: readonly Partial<Regime>[] = [
      { zone: { id: 'Europe/Paris' } as Zone },
      { firstDay: 'counted' },
      { workingWeek: [1, 2, 3, 4] },
      { workingWeek: [1, 2, 7] },
      { holidays: [] },
      { holidays: [calendar('one')] },
      { holidayIn: 'all' },
      { roll: 'following' },
      { roll: 'preceding' },
      { endOfMonth: 'next day' },
      { hours: 'whole' },
      { minimumWorkingDays: 1 },
      { minimumWorkingDays: 2 },
    ]
    const phrases = [start, ...others.map((other) => ({ ...start, ...other }))].map(phraseOfRegime)
    assert.equal(new Set(phrases).size, phrases.length)
  })
})

describe('a kind of act', () => {
  const kindNamed = (name: string) => base.kinds.find((kind) => kind.name === name) as Agreement['kinds'][number]
  const cases: readonly (readonly [string, Agreement['kinds'][number], string])[] = [
    [
      'plain',
      kindNamed('question'),
      'Each party may put a question, addressed to one or several parties; it stands alone. It may state urgent, pages, topic and expires.',
    ],
    [
      'with a required field, a default, a channel and a sender',
      {
        ...kindNamed('answer'),
        from: party('the', sender('question')),
        by: 'fax',
        form: {
          required: ['pages'],
          properties: { pages: { type: 'integer' }, full: { type: 'boolean', default: false } },
        },
      },
      'The sender of the question may send an answer, addressed to one or several parties; it must refer to a question; it goes by fax and counts as received at once between 09:00 and 17:00 of a working day, else at the next opening, by the clock of the addressee; in a case it counts as a reply. It must state pages; it may state full (false if left out).',
    ],
    [
      'to the public',
      kindNamed('statement'),
      'Each party may make a public statement, addressed to the public and to no party; it stands alone; in a case it counts as a statement.',
    ],
    [
      'that may stand alone, with an infinitive of its own',
      { ...kindNamed('joining'), refersTo: ['question', 'request'], to: 'one' },
      'Each party may join a question (a notice of joining), addressed to one party; it may refer to a question or a request, or stand alone; in a case it counts as a joining.',
    ],
  ]
  const channel = {
    name: 'fax',
    clause,
    receipt: { kind: 'opening hours', opens: '09:00', closes: '17:00' },
    zone: 'addressee',
  } as const
  for (const [name, kind, sentence] of cases) {
    test(name, () => assert.equal(sentenceOfKind(kind, { ...agreement, channels: [channel] }), sentence))
  }
})

describe('parties, groups, bodies, instruments, commitments', () => {
  test('parties', () => {
    assert.deepEqual(
      base.parties.map((one) => sentenceOfParty(one, base)),
      [
        'Northland is a State, bound since 1 January 2026.',
        'Westmark is a State, bound from 1 March 2026 to 30 June 2027.',
        'The Lake Union is an organisation, bound since 1 January 2026.',
      ],
    )
  })
  test('groups', () => {
    assert.deepEqual(
      base.groups.map((one) => sentenceOfGroup(one, base)),
      [
        'The group of members of the Lake Union consists of Northland and Westmark (since 1 March 2026).',
        'The group Southern partners consists of Northland.',
      ],
    )
  })
  test('bodies', () => {
    const chairs = [{ party: 'N', from: dayOf(2026, 1, 1), until: dayOf(2026, 6, 30) }]
    const body = { id: 'council', names: { en: 'permanent council' }, members: 'lake', chairs }
    assert.equal(
      sentenceOfBody(body, base),
      'The permanent council consists of the members of the Lake Union; its chair is Northland (from 1 January 2026 to 30 June 2026).',
    )
  })
  test('instruments and commitments', () => {
    const instrument = {
      id: 'D',
      clause,
      title: 'Lake Declaration',
      adopted: '2010-12-03',
      level: 'ministers',
      participants: 'three partners',
      force: 'political',
      source: [],
      certainty: 'confirmed',
    }
    assert.equal(
      sentenceOfInstrument(instrument),
      'Lake Declaration, adopted 2010-12-03 by three partners at the level of ministers; its force is political (confirmed).',
    )
    const commitment = {
      id: 'L6',
      clause,
      title: 'No partner closes its landing',
      found: [
        { instrument: 'D', paragraph: '3' },
        { instrument: 'X', paragraph: '8', certainty: 'unverified' },
      ],
    }
    assert.equal(
      sentenceOfCommitment(commitment, { ...base, instruments: [instrument] }),
      'Commitment L6: "No partner closes its landing"; it is found in paragraph 3 of the Lake Declaration and paragraph 8 of the X (unverified).',
    )
  })
  test('a field that is missing', () => {
    assert.equal(phraseOfField('notification.tanks', agreement), 'battle tanks in the notification')
    assert.equal(phraseOfField('notification.area.size', agreement), 'size of the area in the notification')
  })
})

describe('small words', () => {
  test('numbers', () => {
    const numbers: readonly (readonly [number, string])[] = [
      [0, '0'],
      [-3, '-3'],
      [999, '999'],
      [9000, '9,000'],
      [-1234567, '-1,234,567'],
      [1234.5678, '1,234.5678'],
      [1e21, '1e+21'],
    ]
    for (const [n, words] of numbers) assert.equal(numberWords(n), words)
    assert.equal(periodWords({ n: 1, unit: 'day' }), '1 day')
    assert.equal(periodWords({ n: 2, unit: 'working day' }), '2 working days')
  })
  test('lists, weeks, capitals', () => {
    assert.equal(listed([], 'or'), '')
    assert.equal(listed(['a'], 'or'), 'a')
    assert.equal(listed(['a', 'b', 'c'], 'and'), 'a, b and c')
    assert.equal(weekWords([1, 2, 3, 4, 5]), 'Monday to Friday')
    assert.equal(weekWords([7, 1, 3]), 'Monday, Wednesday and Sunday')
    assert.equal(capital('a b'), 'A b')
    assert.equal(spoken('joint-answer_x'), 'joint answer x')
  })
  test('articles', () => {
    for (const word of ['answer', 'offer', 'hour', 'unusual act', 'evaluation'])
      assert.equal(withArticle(word), `an ${word}`)
    for (const word of ['question', 'one-page answer', 'union', 'European act', 'use'])
      assert.equal(withArticle(word), `a ${word}`)
  })
  test('titles of fields inside a sentence', () => {
    assert.equal(small('Battle tanks'), 'battle tanks')
    assert.equal(small('ACVs'), 'ACVs')
    assert.equal(small('A'), 'A')
    for (const label of ['troops', 'battle tanks', 'numbers of tanks', 'people']) assert.ok(isPlural(label), label)
    for (const label of ['number of tanks', 'class', 'status', 'area', 'basis']) assert.ok(!isPlural(label), label)
  })
})
