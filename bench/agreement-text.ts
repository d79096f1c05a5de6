/**
 * The agreement that the workload is played under, as text: `bench/agreement/agreement.md` is what this prints for a
 * million acts. Questions, notifications, visits, and a schedule of yearly returns, one rule each, that every party owes to
 * all the others. Invented from end to end.
 */
export const ZONE = 'Europe/Vienna'
export const PARTY_COUNT = 57
export const FIRST_YEAR = 2005
/** The return that says how many units a party has, from which the number of visits follows that it accepts. */
export const INFORMATION = 0

export function partyId(index: number): string {
  return `P${String(index + 1).padStart(2, '0')}`
}

/** The name of the message of a schedule, which counts from 0. */
export function returnKind(schedule: number): string {
  return schedule === INFORMATION ? 'annual-information' : `return-${String(schedule + 1).padStart(3, '0')}`
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
  const parties = Array.from(
    { length: PARTY_COUNT },
    (_, party) => `  - {id: ${partyId(party)}, kind: other, name: Party ${party + 1}}`,
  )
  const schedules = Array.from({ length: scheduleCount }, (_, schedule) => schedule)
  return [
    HEAD,
    '```pacta',
    'parties:',
    ...parties,
    '```',
    TIME_AND_ACTS,
    '## 7 Returns\n',
    'Each return has its own message and its own day. The first says how many units a party has.\n',
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
  if (schedule === INFORMATION) return ACT_OF_INFORMATION
  return `{act: ${returnKind(schedule)}, noun: return ${schedule + 1}, infinitive: send return ${schedule + 1}, stage: return, to: all}`
}

function ruleOfReturn(schedule: number): string {
  const { month, date } = dueOf(schedule)
  const what = `must: ${returnKind(schedule)} for the year, to: all parties, by: ${date} ${MONTHS[month - 1]}`
  return `{rule: "7.${schedule + 1}", when: every year, who: each party, ${what}}`
}

const ACT_OF_INFORMATION = `act: annual-information
stage: return
to: all
form: {type: object, required: [units], properties: {units: {type: integer, minimum: 0, title: Number of units}}}`

const HEAD = `# The agreement of the benchmark

What the workload \`mixed\` of the benchmarks is played under: questions and answers; notifications and the invitations that
large activities call for; visits; and a schedule of yearly returns that every party owes to all the others. Invented from end
to end, and no model for anything. \`bench/agreement-text.ts\` prints this file.

\`\`\`pacta
agreement: benchmark
title: The agreement of the benchmark
zone: ${ZONE}
start: ${FIRST_YEAR}-01-01
\`\`\`

## 1 Parties
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
act: answer
stage: reply
to: some
refers to: question
---
act: notification
noun: a notification of an activity
infinitive: notify an activity
stage: notification
to: all
form:
  type: object
  required: [start]
  properties:
    start: {type: string, format: date, title: First day of the activity}
    troops: {type: integer, title: Number of troops}
    tanks: {type: integer, title: Number of tanks}
    vehicles: {type: integer, title: Number of armoured vehicles}
    artillery: {type: integer, title: Number of pieces of artillery}
---
act: invitation
noun: an invitation to observe
infinitive: invite observers
stage: statement
to: all
refers to: notification
---
act: evaluation-request
noun: a request for a visit
infinitive: ask for a visit
stage: other
to: one
---
act: acceptance
infinitive: accept a visit
stage: reply
to: one
refers to: evaluation-request
---
act: refusal
infinitive: refuse a visit
stage: reply
to: one
refers to: evaluation-request
---
act: arrival
noun: a notice of arrival
infinitive: arrive
stage: other
to: one
refers to: evaluation-request
---
act: departure
noun: a notice of departure
infinitive: depart
stage: other
to: one
refers to: arrival
---
act: visit-report
noun: a report on a visit
infinitive: report on a visit
stage: return
to: all
refers to: departure
\`\`\`

## 4 Questions

Whoever is asked answers within fourteen days.

\`\`\`pacta
rule: "4"
when: question
who: each addressee
must: answer to question
to: sender of question
by: 14 days after question is received
silence: no answer
\`\`\`

## 5 Activities

An activity is notified at least 42 days before it begins. To a large one all are invited, ten days before it at the latest.

\`\`\`pacta
check: "5.1"
on: notification
in order when: transmitted at least 42 days before notification.start
otherwise: late notice
---
term: large
of: notification
means: notification.troops >= 9000 || notification.tanks >= 250 || notification.vehicles >= 500 || notification.artillery >= 250
---
rule: "5.2"
when: notification
if: notification is large
who: sender of notification
must: invitation to notification
to: all parties
by: 10 days before notification.start
\`\`\`

## 6 Visits

A request for a visit is accepted or refused within 48 hours. Whoever has made a visit reports on it to all within fourteen
days.

\`\`\`pacta
rule: "6.1"
when: evaluation-request
who: addressee of evaluation-request
must: acceptance or refusal to evaluation-request
to: sender of evaluation-request
by: 48 hours after evaluation-request is received
silence: no answer
---
rule: "6.2"
when: departure
who: sender of departure
must: visit-report to departure
to: all parties
by: 14 days after departure is transmitted
\`\`\`

Of every sixty units that a party has it accepts one visit a calendar year, fifteen at most; of them one fifth by the same
party, but one at least; and one visit at a time.

\`\`\`pacta
figure: quota
per: party
is: min(15, ceilDiv(latest(annual-information.units), 60))
---
limit: "6.3"
counts: visit-report
per: addressee of evaluation-request
in: calendar year
at most: quota
otherwise: over quota
---
limit: "6.4"
counts: visit-report
per: [addressee of evaluation-request, sender of evaluation-request]
in: calendar year
at most: min(quota, max(1, floorDiv(quota, 5)))
otherwise: over the share of one party
---
limit: "6.5"
counts: arrival until departure to arrival
per: addressee of evaluation-request
at most: 1
otherwise: another visit is under way
\`\`\`
`
