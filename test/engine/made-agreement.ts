import fc from 'fast-check'
import type { Agreement } from '../../src/agreement/agreement.ts'
import { readAgreement } from '../../src/language/read.ts'
import { isError } from '../../src/problem.ts'

/**
 * Random agreements, made as text, since the text is what people write: a world of parties and kinds of act, and rules put
 * together from parts that may or may not fit. What the reader refuses is left out, rule by rule, so that all that is left
 * is an agreement that `pacta check` accepts, in combinations that nobody thought of.
 */
const WORLD = `# Made at random

\`\`\`pacta
agreement: made
title: Made at random
zone: ZONE
start: 2026-01-01
---
parties:
  - {id: A, kind: state, name: Aland}
  - {id: B, kind: state, name: Borgia}
  - {id: C, kind: organisation, name: Cestia}
  - {id: D, kind: company, name: Delta, bound: 2026-02-10/2026-03-20}
  - {id: E, kind: person, name: Eve, bound: [2026-01-01/2026-02-15, 2026-03-01/..]}
---
group: inner
name: Inner circle
members: [A, {party: B, span: 2026-01-01/2026-03-01}, C]
---
time: default
TIME
---
{time: business, first day: counted, roll: following, end of month: next day, hours: whole}
---
{channel: post, receipt: 3 days after}
---
{act: question, stage: question, to: some, form: {type: object, properties: {urgent: {type: boolean}, weight: {type: integer, default: 2}, replyBy: {type: string, format: date-time}}}}
---
{act: letter, stage: question, to: some, by: post, form: {type: object, properties: {urgent: {type: boolean, default: false}}}}
---
{act: answer, stage: reply, to: some, refers to: question or letter}
---
{act: joint-answer, stage: joint reply, to: some, refers to: question or letter}
---
{act: adoption, stage: adoption, to: some, refers to: joint-answer}
---
{act: note, stage: acknowledgement, to: some, refers to: question or letter or answer}
---
{act: waiver, stage: waiver, to: some, refers to: question or letter}
---
{act: withdrawal, stage: withdrawal, to: some, refers to: question}
---
{act: meeting-request, stage: meeting request, to: some, refers to: question}
---
{act: meeting, stage: meeting, to: some, refers to: meeting-request or question, form: {type: object, properties: {began: {type: string, format: date-time}}}}
---
{act: insufficiency, stage: claim, to: some, refers to: answer or joint-answer}
---
{act: holding, stage: other, to: some, refers to: question or letter}
---
{act: clarification-request, stage: other, to: some, refers to: question or letter}
---
{act: clarification, stage: other, to: some, refers to: clarification-request}
---
{act: joining, stage: joining, to: some, refers to: question}
---
{act: suspension, stage: other, to: one}
---
{act: readmission, stage: other, to: one}
---
{act: report, stage: return, to: all, refers to: nothing}
---
{act: notice, stage: notification, to: some, refers to: question (optional), form: {type: object, properties: {began: {type: string, format: date-time}}}}
---
{claim: insufficiency, about: answer or joint-answer, who: sender of question, settled by: nobody}
---
{standing: suspended, of: party, whose: addressee, begins: suspension, ends: readmission}
---
{limit: many, counts: question, per: sender, in: calendar year, at most: 2}
RULES
\`\`\`
`

/** What a rule can wait for, with the nouns that it leads to; `R` is an earlier rule, which leads to its own nouns. */
const EVENTS: readonly (readonly [string, readonly string[]])[] = [
  ['question', ['question']],
  ['question', ['question']],
  ['letter', ['letter']],
  ['answer to question', ['question', 'answer']],
  ['meeting-request', ['meeting-request', 'question']],
  ['insufficiency is claimed', ['question']],
  ['R lapses', []],
  ['R lapses', []],
  ['R is performed', []],
  ['R is exercised', []],
  ['R is performed late', []],
  ['R lapses', []],
  ['every quarter', []],
  ['[question, R lapses]', ['question']],
  ['every year', []],
  ['every 2 years from 2025', []],
  ['2026-02-01', []],
]

/** What can be done about a noun. */
const ACTS: Readonly<Record<string, readonly string[]>> = {
  question: [
    'answer to',
    'answer or joint-answer to',
    'adoption or answer about',
    'note to',
    'meeting about',
    'meeting-request to',
    'withdrawal to',
    'notice to',
  ],
  letter: ['answer to', 'note to', 'answer or joint-answer about', 'note about'],
  answer: ['note to'],
  'meeting-request': ['meeting to', 'meeting about'],
}

/** Endings of rules; `N` is a noun. Parts stand several times that are common in agreements. */
const PARTS = {
  who: [
    'each addressee of N',
    'each addressee of N',
    'sender of N',
    'each party',
    'each member of inner',
    'A',
    'B together with C',
    'sender of N or addressee of N',
    'each party other than sender of N',
    'each member of inner other than sender of N',
    'each party that is not suspended other than sender of N',
    'any party other than sender of N',
  ],
  to: ['', '', '', '', 'sender of N', 'all parties', 'addressee of N'],
  clock: [
    '14 days after N is received',
    '48 hours after N is transmitted',
    '5 working days after N is received',
    '1 month after N is transmitted under business',
    'without delay',
    '2026-03-01',
    '14 days after N is received (36 hours if N.urgent)',
    '10 days after it arises',
    '3 weeks after N is received',
  ],
  if: ['', '', '', '', 'N.urgent', 'question.weight > 1', 'N.urgent || question.weight >= 3', 'left("many") >= 1'],
  silence: ['', '', '', 'no answer', 'counts as note', 'counts as answer'],
  timed: ['', '', '', '', 'received', 'meeting.began'],
  changes: [
    '',
    '',
    'ends when waiver to N',
    'ends when withdrawal to question, by sender of question',
    'ends when waiver to N, within 20 days',
    'excused when waiver to N, by sender of N',
    'extended by 7 days when holding to N, by addressee of N, once',
    'extended by 36 hours when holding to N',
    'moves to 1 month when holding to N, within 10 days',
    'stops when clarification-request to N\n  - resumes when clarification to clarification-request',
    'starts again when holding to N, by sender of N',
    'also owed to sender of joining when joining to question',
  ],
} as const

const RULES_MAX = 6

/** Numbers drawn from a list, so that fast-check can shrink an agreement. */
type Draw = <T>(items: readonly T[]) => T

function drawing(bytes: readonly number[]): Draw {
  let at = 0
  return (items) => items[((bytes[at++ % bytes.length] as number) + at * 7) % items.length] as (typeof items)[number]
}

/** An agreement that the reader accepted, with its text. */
export interface Made extends Agreement {
  readonly made: string
}

export function madeAgreements(): fc.Arbitrary<Made> {
  return fc.array(fc.nat(251), { minLength: 120, maxLength: 240 }).map((bytes) => make(drawing(bytes)))
}

interface Rule {
  readonly text: string
  readonly nouns: readonly string[]
}

function make(draw: Draw): Made {
  const zone = draw(['UTC', 'Europe/Vienna', 'America/Sao_Paulo', 'Pacific/Chatham'])
  const time = draw(['holidays: []', 'first day: counted', 'roll: following', 'hours: whole'])
  const head = WORLD.replace('ZONE', zone).replace('TIME', time)
  let rules: readonly Rule[] = []
  for (let tries = 0; tries < RULES_MAX * 2 && rules.length < RULES_MAX; tries++) {
    const more = [...rules, ruleOf(draw, rules)]
    if (read(head, more) !== undefined) rules = more
  }
  return { ...(read(head, rules) as Agreement), made: textOf(head, rules) }
}

function textOf(head: string, rules: readonly Rule[]): string {
  return head.replace('RULES', rules.map(({ text }) => `---\n${text}`).join('\n'))
}

function read(head: string, rules: readonly Rule[]): Agreement | undefined {
  const { agreement, problems } = readAgreement({ name: 'made', text: textOf(head, rules), file: () => undefined })
  return problems.some(isError) ? undefined : agreement
}

/** What the event leads to: its own nouns, or those of the rule that it waits for. */
function nounsOf(event: string, own: readonly string[], others: readonly string[]): readonly string[] {
  if (own.length > 0) return own
  return event.startsWith('R') ? others : []
}

function ruleOf(draw: Draw, others: readonly Rule[]): Rule {
  const id = others.length + 1
  const other = others.length === 0 ? 1 : draw(others.map((_, i) => i + 1))
  const [event, own] = draw(EVENTS.filter(([text]) => others.length > 0 || !text.includes('R')))
  const nouns = nounsOf(event, own, others[other - 1]?.nouns ?? [])
  const noun = nouns.length === 0 ? undefined : draw(nouns)
  const fill = (text: string) => text.replaceAll(/\bN\b/g, noun ?? 'question').replaceAll(/\bR\b/g, String(other))
  const waits = event.startsWith('R ')
  const more: Partial<Record<keyof typeof PARTS, readonly string[]>> = waits
    ? { who: ['debtor of R', 'debtor of R'], clock: [`20 days after ${event}`, `20 days after ${event}`] }
    : {}
  const part = (key: keyof typeof PARTS) => fill(draw<string>([...PARTS[key], ...(more[key] ?? [])]))
  const line = (key: string, value: string) => (value === '' ? [] : [`${key}: ${value}`])
  if (noun === undefined) return { text: calendarRule(id, fill(event), draw), nouns }
  const verb = draw(['must', 'must', 'must', 'may', 'may', 'must not'] as const)
  const isDuty = verb === 'must'
  const changes = part('changes')
  const text = [
    `rule: "${id}"`,
    `when: ${fill(event)}`,
    ...line('if', part('if')),
    `who: ${part('who')}`,
    `${verb}: ${draw(ACTS[noun] ?? ['note to'])} ${noun}`,
    ...(verb === 'must not' ? [] : line('to', part('to'))),
    ...(!isDuty && draw([true, false, false]) ? [`from: ${part('clock')}`] : []),
    ...(isDuty || draw([true, false]) ? [`${isDuty ? 'by' : 'until'}: ${part('clock')}`] : []),
    ...(isDuty ? line('timed by', part('timed')) : []),
    ...(verb === 'must not' ? [] : line('silence', part('silence'))),
    ...(verb === 'may' && draw([true, false, false]) ? ['uses: once'] : []),
    ...(isDuty && draw([true, false, false]) ? ['survives: yes'] : []),
    ...(changes !== '' ? ['changes:', `  - ${changes}`] : []),
  ]
  return { text: text.join('\n'), nouns }
}

function calendarRule(id: number, event: string, draw: Draw): string {
  const who = draw(['each party', 'each member of inner', 'A'])
  const links: Readonly<Record<string, string>> = {
    'every quarter': ' for the quarter',
    'every 2 years from 2025': ' for the period',
  }
  const link = links[event] ?? draw([' for the year', ' for the next year', ''])
  const by = draw([
    '15 March',
    '28 February',
    '2026-03-01',
    'without delay',
    '10 days after the quarter ends',
    'the end of the period',
  ])
  return `rule: "${id}"\nwhen: ${event}\nwho: ${who}\nmust: report${link}\nto: all parties\nby: ${by}`
}
