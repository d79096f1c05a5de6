/**
 * The agreement that the workload is played under, as text: `bench/agreement/agreement.md` is what this prints for a
 * million acts. Questions and what follows from them, and a schedule of yearly returns, one rule each, that every party
 * owes to all the others. Invented from end to end.
 */
export const ZONE = 'Europe/Vienna'
export const PARTY_COUNT = 57
export const FIRST_YEAR = 2005
/** Parties that joined or left on the way; all others are bound throughout. Indexes count from 0. */
export const JOINED: ReadonlyMap<number, number> = new Map([
  [54, 2009],
  [55, 2013],
])
export const LEFT_AFTER: ReadonlyMap<number, number> = new Map([[56, 2018]])

export function partyId(index: number): string {
  return `P${String(index + 1).padStart(2, '0')}`
}

export function isBoundIn(party: number, year: number): boolean {
  return year >= (JOINED.get(party) ?? 0) && year <= (LEFT_AFTER.get(party) ?? 9999)
}

/** The name of the message of a schedule, which counts from 0. */
export function returnKind(schedule: number): string {
  return `return-${String(schedule + 1).padStart(3, '0')}`
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** The day of the year on which a schedule's return is due: spread from February to November. */
export function dueOf(schedule: number): { readonly month: number; readonly date: number } {
  return { month: 2 + (schedule % 10), date: 1 + ((schedule * 7) % 28) }
}

export function agreementText(scheduleCount: number): string {
  const parties = Array.from({ length: PARTY_COUNT }, (_, party) => {
    const until = LEFT_AFTER.get(party)
    const bound = `${JOINED.get(party) ?? FIRST_YEAR}-01-01/${until === undefined ? '..' : `${until}-12-31`}`
    return `  - {id: ${partyId(party)}, kind: other, name: Party ${party + 1}, bound: ${bound}}`
  })
  const schedules = Array.from({ length: scheduleCount }, (_, schedule) => schedule)
  return [
    HEAD,
    '```pacta',
    'parties:',
    ...parties,
    '```',
    TIME_AND_ACTS,
    '## 6 Returns\n',
    'Each return has its own message and its own day.\n',
    '```pacta',
    schedules.map((schedule) => actOfReturn(schedule)).join('\n---\n'),
    '```\n',
    '```pacta',
    schedules.map((schedule) => ruleOfReturn(schedule)).join('\n---\n'),
    '```',
    '',
  ].join('\n')
}

function actOfReturn(schedule: number): string {
  return `{act: ${returnKind(schedule)}, noun: return ${schedule + 1}, infinitive: send return ${schedule + 1}, stage: return, to: all}`
}

function ruleOfReturn(schedule: number): string {
  const { month, date } = dueOf(schedule)
  const what = `must: ${returnKind(schedule)} for the year, to: all parties, by: ${date} ${MONTHS[month - 1]}`
  return `{rule: "6.${schedule + 1}", when: every year, who: each party, ${what}}`
}

const HEAD = `# The agreement of the benchmark

What the workload of the benchmarks is played under: questions with acknowledgements and answers, what may follow when no
answer comes, and a schedule of yearly returns that every party owes to all the others. Invented from end to end, and no
model for anything. \`bench/agreement-text.ts\` prints this file.

\`\`\`pacta
agreement: benchmark
title: The agreement of the benchmark
zone: ${ZONE}
start: ${FIRST_YEAR}-01-01
\`\`\`

## 1 Parties

Two of them join on the way, one leaves.
`

const TIME_AND_ACTS = `
## 2 Time

\`\`\`pacta
time: default
first day: not counted
working week: [Mon, Tue, Wed, Thu, Fri]
holidays: []
roll: none
hours: elapsed
\`\`\`

## 3 Messages

\`\`\`pacta
act: question
infinitive: put a question
stage: question
to: some
form: {type: object, properties: {text: {type: string}}}
---
act: acknowledgement
stage: acknowledgement
to: some
refers to: question
---
act: answer
stage: reply
to: some
refers to: question
---
act: reminder
stage: reminder
to: some
refers to: question
---
act: follow-up
infinitive: put a follow-up question
stage: follow-up
to: some
refers to: question or answer
---
act: waiver
infinitive: waive what is owed
stage: waiver
to: some
refers to: question or meeting-request
---
act: meeting-request
noun: a request for a meeting
infinitive: ask for a meeting
stage: meeting request
to: some
refers to: question
---
act: meeting
infinitive: hold a meeting
stage: meeting
to: some
refers to: question or meeting-request
form:
  type: object
  required: [began]
  properties: {began: {type: string, format: date-time}}
\`\`\`

## 4 Questions

Whoever is asked says within two working days that the question has arrived.

\`\`\`pacta
rule: "4.1"
when: question
who: each addressee
must: acknowledgement to question
to: sender of question
by: 2 working days after question is received
silence: no acknowledgement
\`\`\`

Whoever is asked answers within fourteen days; the one who asked may say that no answer is needed any more.

\`\`\`pacta
rule: "4.2"
when: question
who: each addressee
must: answer to question
to: sender of question
by: 14 days after question is received
silence: no answer
changes:
  - ends when waiver to question, by sender of question
\`\`\`

## 5 Meetings

When an answer has not come in time, the one who asked may ask for a meeting about the question.

\`\`\`pacta
rule: "5.1"
when: '"4.2" lapses'
who: sender of question
may: meeting-request about question
until: 60 days after "4.2" lapses
\`\`\`

Whoever is asked for a meeting holds it within ten working days. What counts is when the meeting began.

\`\`\`pacta
rule: "5.2"
when: meeting-request
who: each addressee
must: meeting about question
to: sender of question
by: 10 working days after meeting-request is transmitted
timed by: meeting.began
changes:
  - ends when waiver to meeting-request, by sender of question
\`\`\`
`
