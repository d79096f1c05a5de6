/**
 * The folder that a drafter begins with: an agreement of one rule that can be checked, tested and played at once, with
 * prose that says what to do next. It holds what a first own agreement needs and nothing that has to be thrown away.
 *
 *     agreement.md             head, parties, two kinds of act, one rule
 *     acts/record.yaml         the record, still empty
 *     cases/1-questions.md     what rule 1 does, as two stories
 *     SOURCES.md               where every fact comes from
 */
export interface StarterFile {
  /** In the folder: `cases/1-questions.md`. */
  readonly name: string
  readonly text: string
}

/** At least two parties, by their ids; the first asks the second in the stories. */
export function starterFiles(id: string, parties: readonly string[]): readonly StarterFile[] {
  const [asker = '', asked = ''] = parties
  return [
    { name: 'agreement.md', text: agreementText(id, parties) },
    { name: 'acts/record.yaml', text: RECORD },
    { name: 'cases/1-questions.md', text: caseText(asker, asked) },
    { name: 'SOURCES.md', text: SOURCES },
  ]
}

function agreementText(id: string, parties: readonly string[]): string {
  const [asker, asked] = parties
  return `# Agreement between ${inWords(parties)}

This is the text of the agreement. Beside each clause stands its rule, in a block marked \`pacta\`. The text is for people,
the block for the register: when you change one, change the other. \`npx pacta explain\` reads every rule back as a sentence.

The head says which agreement this is, in which time zone its days are days, and from when on it holds. Write your own
title, zone (such as Area/City) and start.

\`\`\`pacta
agreement: ${id}
title: Agreement between ${inWords(parties)}
zone: UTC
start: 2026-01-01
---
parties:                  # kind: state, organisation, company, person or other
${parties.map((party) => `  - {id: "${party}", kind: organisation, name: "${party}"}`).join('\n')}
\`\`\`

## What the parties send each other

A party may put a question to another, or to several. An answer says which question it answers. [S1]

\`\`\`pacta
act: question
stage: question           # its place in a case; docs/language.md has all of them
to: some                  # one, some, all, or nobody (to the public)
form:                     # a JSON Schema: what the message holds
  type: object
  properties:
    text: {type: string, title: What is asked}
---
act: answer
stage: reply
to: some
refers to: question       # without it nobody knows what is answered
form:
  type: object
  required: [text]
  properties:
    text: {type: string, title: The answer}
\`\`\`

## 1 Questions

A party that is asked answers the one who asked within ten days after it has received the question. [S1]

\`\`\`pacta
rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is received
silence: no answer        # what it means if nothing comes; another agreement may say: assent
\`\`\`

## Next

This clause has no rule, so nothing follows from it. A rule with a date stands below, between two lines of signs that keep it out
of force: take both lines away, write the words of its clause above it, and see what follows.

<!--
\`\`\`pacta
act: report
stage: return
to: all
---
rule: "2"
when: every year
who: each party
must: report for the year
to: all parties
by: 30 April
\`\`\`
-->

1. \`npx pacta check\` says what is not understood, with the line and what to write instead.
2. \`npx pacta play\` shows what follows: \`question by ${asker} to ${asked} on 2026-03-02\`, then \`to 2026-03-20\`.
3. \`npx pacta test\` plays the stories in \`cases/\`; \`save\` in \`npx pacta play\` writes a new one.
4. \`npx pacta schedule\` lists who has to do what by when, before anything has happened.
5. When the agreement is in force, \`npx pacta record\` puts what the parties do on record, and \`npx pacta register\` says how it stands.
`
}

function inWords(parties: readonly string[]): string {
  return `${parties.slice(0, -1).join(', ')} and ${parties.at(-1)}`
}

const RECORD = `# What the parties did, the first first. \`npx pacta record\` adds to it; spec/acts.md says what an act may hold.
# covers: {window: 2026-01-01/.., note: everything the parties sent each other}
acts: []
`

function caseText(asker: string, asked: string): string {
  const question = `{id: q, kind: question, by: "${asker}", to: "${asked}", transmitted: 2026-03-02, received: 2026-03-02}`
  return `# Rule 1: an answer within ten days

A story says what the parties do, and then what the register says of it, here of the case of question q. Write what you
expect before you run \`npx pacta test\`.

## In time

${asker} asks ${asked} on 2 March. The day of the question is not counted, so the tenth day is 12 March.

\`\`\`acts
acts:
  - ${question}
  - {id: a, kind: answer, by: "${asked}", to: "${asker}", refersTo: q, transmitted: 2026-03-12, body: {text: Here it is.}}
\`\`\`

\`\`\`docket 2026-03-10 question q
1 | ${asked} | ${asker} | q | 12 Mar 2026 | due 12 Mar 2026, in 2 days
\`\`\`

\`\`\`docket 2026-03-12 question q
1 | ${asked} | ${asker} | q | 12 Mar 2026 | answered 12 Mar 2026, in time
\`\`\`

## Never

\`\`\`acts
acts:
  - ${question}
\`\`\`

\`\`\`docket 2026-03-13 question q
1 | ${asked} | ${asker} | q | 12 Mar 2026 | no answer recorded by 12 Mar 2026
\`\`\`
`
}

const SOURCES = `# Sources

- [S1] Whoever drafts this agreement. Say here where each clause and each fact comes from, and name it by its key.
`
