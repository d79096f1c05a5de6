/** Sentences as a lawyer would say them. Read aloud before changing one: each was. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Rule } from '../../src/agreement/rule.ts'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import {
  about,
  act,
  addressee,
  agreement,
  change,
  check,
  claim,
  count,
  guard,
  joined,
  large,
  norm,
  party,
  period,
  received,
  sender,
  set,
  stated,
  to,
  transmitted,
} from './sentence-world.ts'

const sentences: readonly (readonly [name: string, rule: Rule, sentence: string])[] = [
  [
    'a duty for each limb, with an urgent variant and a waiver',
    norm({
      until: count('14 days', 'after', received('question'), {
        variants: [{ period: period('48 hours'), if: guard('question.urgent') }],
      }),
      covering: 'question',
      silence: { word: 'no answer' },
      to: party('the', sender('question')),
      changes: [change({ who: party('the', sender('question')) })],
    }),
    'When a question is transmitted, each addressee must send the sender of the question an answer to it, covering each limb that the question cites (one that names no limb covers all), not later than 14 days after it has received the question (48 hours if the question is urgent). The duty ends when the sender of the question sends a waiver as to the question, for whomever the waiver is sent to; if the waiver names limbs, for those limbs alone. Silence means: no answer.',
  ],
  [
    'a power that opens at a lapse',
    norm({
      when: [{ kind: 'outcome', rule: '4.2', is: 'lapses' }],
      verb: 'may',
      who: party('the', sender('question')),
      what: { acts: ['meeting-request'], link: about('question') },
      until: count('20 days', 'after', { kind: 'outcome', rule: '4.2', is: 'lapses' }),
    }),
    'When rule 4.2 has not been performed in time, the sender of the question, and nobody else, may ask for a meeting about the question, until the end of the 20th day after the last day for performing rule 4.2.',
  ],
  [
    'the time that counts is stated',
    norm({
      when: [act('meeting-request')],
      what: { acts: ['meeting'], link: to('meeting-request') },
      to: party('the', sender('meeting-request')),
      until: count('10 working days', 'after', transmitted('meeting-request')),
      timedBy: { noun: 'meeting', path: ['began'] },
    }),
    'When a request for a meeting is transmitted, each addressee must hold a meeting in response to the request for a meeting, owed to its sender, not later than 10 working days after the request for a meeting is transmitted. What counts is the time that the record of the meeting states as "began".',
  ],
  [
    'a power that opens at a lapse or a claim',
    norm({
      when: [
        { kind: 'outcome', rule: '4.2', is: 'lapses' },
        { kind: 'claim', claim: 'insufficiency' },
      ],
      verb: 'may',
      who: party('the', sender('question')),
      what: { acts: ['follow-up', 'meeting-request'], link: about('question') },
    }),
    'When rule 4.2 has not been performed in time or a claim that an answer is insufficient is made, the sender of the question, and nobody else, may put a follow-up question or ask for a meeting, in either case about the question.',
  ],
  [
    'adopting a joint answer',
    norm({
      when: [act('joint-answer')],
      verb: 'may',
      who: party('each', addressee('question')),
      what: { acts: ['adoption-of-answer'], link: to('joint-answer') },
    }),
    'When a joint answer is transmitted, any addressee of the question, and nobody else, may adopt that joint answer as its own.',
  ],
  [
    'two acts with different verbs',
    norm({ what: { acts: ['answer', 'adoption-of-answer'], link: about('question') }, covering: 'question' }),
    'When a question is transmitted, each addressee must send an answer or adopt a joint answer as its own, in either case about the question and addressed to its sender, covering each limb that the question cites (one that names no limb covers all).',
  ],
  [
    'either party may',
    norm({
      verb: 'may',
      who: joined('or', set('the', sender('question')), set('the', addressee('question'))),
      what: { acts: ['meeting-request'], link: about('question') },
    }),
    'When a question is transmitted, the sender of the question or any addressee of the question, and nobody else, may ask for a meeting about the question.',
  ],
  [
    'third parties join',
    norm({
      verb: 'may',
      who: party('each', { kind: 'parties' }, sender('question'), addressee('question')),
      what: { acts: ['joining'], link: to('question') },
      until: count('10 days', 'after', transmitted('question')),
    }),
    'When a question is transmitted, any party that is neither the sender of the question nor an addressee of the question, and nobody else, may join that question, until 10 days after the question is transmitted.',
  ],
  [
    'only the one who asked withdraws',
    norm({ verb: 'may', who: party('the', sender('question')), what: { acts: ['withdrawal'], link: to('question') } }),
    'When a question is transmitted, the sender of the question, and nobody else, may withdraw that question.',
  ],
  [
    'one act performs for both',
    norm({
      when: [{ kind: 'outcome', rule: '16.2', is: 'exercised' }],
      who: joined(
        'together with',
        set('the', { kind: 'chair', body: 'council' }),
        set('the', { kind: 'party', party: 'LU' }),
      ),
      what: { acts: ['meeting'], link: about('request') },
      to: party('all', { kind: 'parties' }),
      until: count('48 hours', 'after', transmitted('meeting-request')),
    }),
    'When the power of rule 16.2 is used, the chair of the permanent council together with the Lake Union owes all other parties a meeting about the request (one act by either counts for both), not later than 48 hours after the request for a meeting is transmitted.',
  ],
  [
    'no number is agreed',
    norm({
      when: [act('request'), act('reply', to('request'))],
      who: party('the', sender()),
      what: { acts: ['minutes'] },
      to: party('all', { kind: 'parties' }),
      until: { kind: 'open', word: 'without delay' },
    }),
    'When a request is transmitted or a reply to the request is transmitted, the sender must send minutes to all other parties, without delay (no number is agreed, so nothing is shown as overdue).',
  ],
  [
    'the shortest duty',
    norm({
      when: [act('request')],
      what: { acts: ['reply'], link: to('request') },
      until: count('48 hours', 'after', transmitted('request')),
    }),
    'When a request is transmitted, each addressee must reply to the request, owed to its sender, not later than 48 hours after the request is transmitted.',
  ],
  [
    'a prohibition whose end is moved, under other time rules',
    norm({
      when: [act('draft')],
      verb: 'must not',
      who: party('the', sender('draft')),
      what: { acts: ['adoption'], link: about('draft') },
      until: count('3 months', 'after', received('draft'), { regime: 'eu' }),
      changes: [
        change({
          verb: 'to',
          length: period('6 months'),
          when: { acts: ['detailed-opinion'], link: about('draft') },
          who: party('any', { kind: 'parties' }, sender('draft')),
          within: period('3 months'),
        }),
        change({ verb: 'restart', when: { acts: ['detailed-opinion'], link: about('draft') } }),
      ],
    }),
    'When a draft is transmitted, the sender of the draft must not adopt the measure about the draft, until 3 months after the last addressee has received the draft, counted under the time rules "eu". The end moves to 6 months from the same start, unless it is later already, when any party other than the sender of the draft sends a detailed opinion about the draft within the first 3 months. The clock starts again, with the length that it had at first, when a detailed opinion about the draft is transmitted by anybody.',
  ],
  [
    'no party other than',
    norm({
      verb: 'must not',
      who: party('any', { kind: 'parties' }, sender('question')),
      what: { acts: ['withdrawal'], link: to('question') },
    }),
    'When a question is transmitted, no party other than the sender of the question may withdraw that question.',
  ],
  [
    'each item of a list',
    norm({
      when: [{ kind: 'item', as: 'activity', act: 'calendar', path: ['activities'], key: 'designation' }],
      who: party('the', sender('calendar')),
      what: {
        acts: ['notification'],
        link: { kind: 'with', field: ['designation'], noun: 'activity', equals: ['designation'] },
      },
      to: party('all', { kind: 'parties' }),
      until: count('42 days', 'before', stated('activity', 'start')),
    }),
    'When an annual calendar lists an activity under activities, told apart by its designation, the sender of the annual calendar must send all other parties a notification with the designation stated in the activity, not later than 42 days before the start stated in the activity.',
  ],
  [
    'both if and unless',
    norm({
      if: guard('question.urgent && question.pages > 3 || !question.urgent'),
      unless: guard('question.topic == "sea"'),
      until: { kind: 'date', day: 20000 },
    }),
    'When a question is transmitted, provided that (the question is urgent and its pages are more than 3) or it is not urgent, and unless the question\'s topic is "sea", each addressee must send the sender of the question an answer to it, not later than the end of 4 October 2024.',
  ],
  [
    'counted back from a stated date',
    check({
      window: {
        kind: 'at least',
        period: period('42 days'),
        before: stated('notification', 'start'),
        regime: 'default',
      },
      unless: guard('notification.without_advance_notice'),
    }),
    'A notification is in order only if it is transmitted at least 42 days before the start stated in the notification, unless it says yes to "without advance notice to the troops"; otherwise it is marked "late notice".',
  ],
  [
    'a window and more',
    check({
      window: {
        kind: 'between',
        first: period('5 days'),
        last: period('36 hours'),
        before: stated('notification', 'start'),
        regime: 'default',
      },
      where: guard('notification.troops >= 0 && notification.end >= notification.start'),
      if: guard('notification.brigades == 2'),
    }),
    'A notification is in order only if it is transmitted not earlier than 5 days before the start stated in the notification and not later than 36 hours before it and only if its troops are at least 0 and its end is not earlier than its start; otherwise it is marked "late notice". This applies only if the notification\'s number of brigades is exactly 2.',
  ],
  [
    'a long guard',
    check({
      where: guard(
        'notification.troops + 3 * notification.tanks >= max(3, notification.brigades) && (ceilDiv(notification.troops, 60) > 2 || notification.designation != "x" ) && notification.area.size in [1,2] && "sea" in notification.forces && has(notification.area.name) && !(notification.start < "2026-03-01")',
      ),
    }),
    'A notification is in order only if its troops plus (3 times its battle tanks) is at least (the larger of 3 and its number of brigades) and ((its troops divided by 60, rounded up) is more than 2 or its designation is not "x") and the size of its area is either 1 or 2 and "sea" is among its forces and the name of its area is stated and it is not so that (its start is before 1 March 2026); otherwise it is marked "late notice".',
  ],
  [
    'a term',
    large,
    'A notification is "large" when its troops are at least 9,000 or its battle tanks are at least 250.',
  ],
  [
    'a claim with its denial',
    claim({ deniedWith: 'denial', deniedBy: party('the', sender('answer')) }),
    'The sender of the question may claim that an answer is insufficient; the sender of the answer may deny it. Both are shown with their authors; neither changes what is owed.',
  ],
  [
    'a claim about nothing else, settled by a rule',
    claim({ id: 'frozen', about: [], settledBy: '9' }),
    'The sender of the question may claim that its participation is frozen, about no act in particular; anybody may deny it in any form. Both are shown with their authors; rule 9 decides between them.',
  ],
  [
    'each owes its own',
    norm({
      when: [{ kind: 'outcome', rule: '16.2', is: 'exercised' }],
      who: joined('and', set('the', sender('question')), set('each', addressee('question'))),
      what: { acts: ['minutes'], link: about('question') },
      to: party('all', { kind: 'parties' }),
      until: { kind: 'date', day: 20513 },
    }),
    'When the power of rule 16.2 is used, the sender of the question and each addressee of the question must each send all other parties minutes about the question, not later than the end of 1 March 2026.',
  ],
  [
    'any of three performs',
    norm({
      who: joined(
        'or',
        set('the', { kind: 'party', party: 'N' }),
        set('the', { kind: 'party', party: 'W' }),
        set('the', { kind: 'party', party: 'LU' }),
      ),
    }),
    'When a question is transmitted, Northland, Westmark or the Lake Union must send the sender of the question an answer to it (any of them may).',
  ],
  [
    'a permission',
    norm({ when: [], verb: 'is free to', who: party('each', { kind: 'parties' }), what: { acts: ['statement'] } }),
    'Each party is free to make a public statement.',
  ],
  [
    'a permission of all',
    norm({ when: [], verb: 'is free to', who: party('all', { kind: 'parties' }), what: { acts: ['statement'] } }),
    'All parties are free to make a public statement.',
  ],
  [
    'a date as trigger, a policy',
    norm({
      when: [{ kind: 'date', day: 20513 }],
      who: party('each', { kind: 'member', group: 'lake' }, { kind: 'party', party: 'N' }),
      what: { acts: ['calendar'] },
      until: { kind: 'open', word: 'as soon as possible', policy: period('10 days') },
    }),
    'On 1 March 2026, each member of the Lake Union other than Northland must send an annual calendar, as soon as possible (no number is agreed, so nothing is shown as overdue; as a matter of policy, 10 days).',
  ],
  [
    'a date among triggers',
    norm({
      when: [{ kind: 'date', day: 20513 }, act('meeting')],
      who: party('each', { kind: 'member', group: 'south' }),
      what: { acts: ['minutes'], link: about('meeting') },
    }),
    'When 1 March 2026 comes or a meeting is transmitted, each member of the group Southern partners must send the sender of the meeting minutes about it.',
  ],
  [
    'a reparation',
    norm({
      when: [{ kind: 'outcome', rule: '4.2', is: 'lapses' }],
      who: party('the', { kind: 'debtor', rule: '4.2' }),
      what: { acts: ['minutes'], link: about('question') },
      to: party('each', { kind: 'creditor', rule: '4.2' }),
      until: count('30 days', 'after', { kind: 'outcome', rule: '4.2', is: 'performed late' }),
    }),
    'When rule 4.2 has not been performed in time, the debtor under rule 4.2 must send minutes about the question, owed to each creditor under rule 4.2, not later than 30 days after rule 4.2 is performed late.',
  ],
  [
    'not before, not after',
    norm({
      when: [
        { kind: 'outcome', rule: '4.2', is: 'performed' },
        { kind: 'outcome', rule: '4.2', is: 'performed late' },
      ],
      verb: 'may',
      who: party('the', sender('question')),
      what: { acts: ['follow-up'], link: to('answer') },
      from: count('2 working days', 'after', received('answer')),
      until: { kind: 'at', at: stated('question', 'expires') },
      timedBy: 'received',
    }),
    'When rule 4.2 has been performed or rule 4.2 has been performed late, the sender of the question, and nobody else, may put a follow-up question to the answer, from the end of 2 working days after it (or, if it is no addressee, the last addressee) has received the answer, until the expires stated in the question. What counts is the time of receipt.',
  ],
  [
    'silence counts as an act',
    norm({
      when: [act('minutes')],
      verb: 'may',
      who: party('each', { kind: 'parties' }),
      what: { acts: ['denial'], link: to('minutes') },
      until: count('15 days', 'after', transmitted('minutes')),
      silence: { word: 'assent', deemed: 'adoption' },
      survives: true,
    }),
    'When minutes are transmitted, any party, and nobody else, may send a denial of the minutes, until 15 days after the minutes are transmitted. Silence means: assent. It counts as an adoption. This holds for a party even after it has left.',
  ],
  [
    'every other change',
    norm({
      until: count('14 days', 'after', received('question')),
      changes: [
        change({
          verb: 'by',
          length: period('7 days'),
          when: { acts: ['holding-reply'], link: to('question') },
          who: party('the', addressee('question')),
          once: true,
          if: guard('question.urgent'),
        }),
        change({ verb: 'stop', when: { acts: ['request'], link: about('question') } }),
        change({ verb: 'resume', when: { acts: ['reply'], link: to('request') } }),
        change({ verb: 'add creditor', when: { acts: ['joining'], link: to('question') } }),
        change({
          verb: 'end',
          when: { acts: ['withdrawal', 'waiver'], link: to('question') },
          if: guard('question.urgent'),
        }),
      ],
    }),
    'When a question is transmitted, each addressee must send the sender of the question an answer to it, not later than 14 days after it has received the question. The time is extended by 7 days when any addressee of the question sends a holding reply in response to the question, once only, provided that the question is urgent, for whoever sends the holding reply or is sent it. The clock stops when a request about the question is transmitted by anybody, for whoever sends the request or is sent it. The clock goes on when a reply to the request is transmitted by anybody, for whoever sends the reply or is sent it. The duty is owed also to its sender when a notice of joining in response to the question is transmitted by anybody. The duty ends when a withdrawal or a waiver in response to the question is transmitted by anybody, provided that the question is urgent, for whoever sends the act or is sent it.',
  ],
  [
    'the performing act has a condition',
    norm({ what: { acts: ['answer'], link: to('question'), if: guard('answer.full') } }),
    'When a question is transmitted, each addressee must send the sender of the question an answer to it, such that the answer is full.',
  ],
  [
    'a power that each holder can use once',
    norm({
      verb: 'may',
      who: party('any', addressee('question')),
      what: { acts: ['follow-up'], link: to('question') },
      uses: 'once',
    }),
    'When a question is transmitted, any addressee of the question, and nobody else, may put a follow-up question to the question. Each of them can use the power once.',
  ],
  [
    'a power that one of two can use once',
    norm({
      verb: 'may',
      who: joined('or', set('the', sender('question')), set('any', addressee('question'))),
      what: { acts: ['follow-up'], link: to('question') },
      uses: 'once',
    }),
    'When a question is transmitted, the sender of the question or any addressee of the question, and nobody else, may put a follow-up question to the question. The power can be used once.',
  ],
  [
    'a clock that starts again where nothing else moves it',
    norm({
      until: count('14 days', 'after', transmitted('question')),
      who: party('the', sender('question')),
      changes: [change({ verb: 'restart', when: { acts: ['withdrawal'], link: to('question') } })],
    }),
    'When a question is transmitted, the sender of the question must send the sender of the question an answer to it, not later than 14 days after the question is transmitted. The clock starts again when a withdrawal of the question is transmitted by anybody.',
  ],
  [
    'from when it arises',
    norm({ until: count('10 days', 'after', { kind: 'born' }) }),
    'When a question is transmitted, each addressee must send the sender of the question an answer to it, not later than 10 days after the duty arises.',
  ],
  [
    'a term by its name',
    norm({
      if: guard('notification.troops >= 9000 || notification.tanks >= 250'),
      when: [act('notification')],
      verb: 'may',
      who: party('any', { kind: 'parties' }, sender('notification')),
      what: { acts: ['question'], link: about('notification') },
    }),
    'When a notification is transmitted, provided that the notification is "large", any party other than the sender of the notification, and nobody else, may put a question about the notification.',
  ],
  [
    'a party named in a message',
    norm({
      when: [act('notification')],
      who: party('the', { kind: 'field', noun: 'notification', path: ['designation'] }),
      what: { acts: ['acknowledgement'], link: to('notification') },
    }),
    'When a notification is transmitted, the party that the notification names as designation must send the sender of the notification an acknowledgement of it.',
  ],
  [
    'each quarter',
    norm({
      when: [{ kind: 'every', unit: 'quarter' }],
      who: party('each', { kind: 'parties' }),
      what: { acts: ['calendar'] },
      to: party('all', { kind: 'parties' }),
      until: { kind: 'at', at: { kind: 'outcome', rule: '4.2', is: 'closes' } },
    }),
    'When a calendar quarter begins, each party must send an annual calendar to all other parties, not later than the moment when rule 4.2 closes.',
  ],
  [
    'not later than an event',
    check({ window: { kind: 'not later than', at: received('calendar') }, mark: 'late' }),
    'A notification is in order only if it is transmitted not later than the moment when the annual calendar is received; otherwise it is marked "late".',
  ],
  [
    'not later than a period after an event',
    check({
      window: {
        kind: 'not later than',
        at: transmitted('calendar'),
        plus: { period: period('5 working days'), regime: 'eu' },
      },
      mark: 'told late',
    }),
    'A notification is in order only if it is transmitted not later than 5 working days after the annual calendar is transmitted, counted under the time rules "eu"; otherwise it is marked "told late".',
  ],
  [
    'a check under other time rules',
    check({
      window: { kind: 'at least', period: period('5 working days'), before: transmitted('meeting'), regime: 'eu' },
    }),
    'A notification is in order only if it is transmitted at least 5 working days before the meeting is transmitted, counted under the time rules "eu"; otherwise it is marked "late notice".',
  ],
  [
    'a check that applies sometimes',
    check({
      where: guard('notification.troops >= 0 || notification.tanks >= 0'),
      if: guard('!notification.without_advance_notice'),
      unless: guard('has(notification.area)'),
    }),
    'A notification is in order only if its troops are at least 0 or its battle tanks are at least 0, unless its area is stated; otherwise it is marked "late notice". This applies only if the notification says no to "without advance notice to the troops".',
  ],
]

describe('a rule is read out', () => {
  for (const [name, rule, sentence] of sentences) test(name, () => assert.equal(sentenceOf(rule, agreement), sentence))
})
