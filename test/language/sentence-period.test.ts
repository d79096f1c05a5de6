/** Rules that are for each year, quarter or month: of which one a return is, and of which one its date. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Rule } from '../../src/agreement/rule.ts'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { agreement, count, norm, party } from './sentence-world.ts'

const sentences: readonly (readonly [name: string, rule: Rule, sentence: string])[] = [
  [
    'a yearly return',
    norm({
      when: [{ kind: 'every', unit: 'year' }],
      who: party('each', { kind: 'parties' }),
      what: { acts: ['calendar'], link: { kind: 'period', unit: 'year', offset: 0 } },
      to: party('all', { kind: 'parties' }),
      until: { kind: 'annual date', month: 4, date: 30 },
    }),
    'When a calendar year begins, each party must send an annual calendar for that year to all other parties, not later than the end of 30 April of that year.',
  ],
  [
    'a yearly return for the next year, or nil',
    norm({
      when: [{ kind: 'every', unit: 'year' }],
      who: party('each', { kind: 'parties' }),
      what: { acts: ['calendar', 'nil-calendar'], link: { kind: 'period', unit: 'year', offset: 1 } },
      to: party('all', { kind: 'parties' }),
      until: { kind: 'annual date', month: 11, date: 15 },
    }),
    'When a calendar year begins, each party must send an annual calendar or a nil statement for the next year to all other parties, not later than the end of 15 November of the year that has begun.',
  ],
  [
    'a yearly return for the second following year',
    norm({
      when: [{ kind: 'every', unit: 'year' }],
      who: party('each', { kind: 'parties' }),
      what: { acts: ['calendar'], link: { kind: 'period', unit: 'year', offset: 2 } },
      to: party('all', { kind: 'parties' }),
      until: { kind: 'annual date', month: 11, date: 15 },
    }),
    'When a calendar year begins, each party must send an annual calendar for the year after next to all other parties, not later than the end of 15 November of the year that has begun.',
  ],
  [
    'a return for the month before',
    norm({
      when: [{ kind: 'every', unit: 'month' }],
      who: party('each', { kind: 'parties' }),
      what: { acts: ['calendar'], link: { kind: 'period', unit: 'month', offset: -1 } },
      to: party('all', { kind: 'parties' }),
      until: count('5 days', 'after', { kind: 'period end', unit: 'month' }),
    }),
    'When a calendar month begins, each party must send an annual calendar for the month before to all other parties, not later than 5 days after the month that has begun ends.',
  ],
]

describe('a rule for each period is read out', () => {
  for (const [name, rule, sentence] of sentences) test(name, () => assert.equal(sentenceOf(rule, agreement), sentence))
})
