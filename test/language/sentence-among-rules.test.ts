/** What the sentence of a rule takes from other rules and from the declarations of acts. Read aloud, as the others. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Agreement } from '../../src/agreement/agreement.ts'
import type { Clock } from '../../src/agreement/clock.ts'
import type { ActKind } from '../../src/agreement/kind.ts'
import type { Norm, Rule } from '../../src/agreement/rule.ts'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { sentenceOfKind } from '../../src/language/sentence/sentence-declared.ts'
import { ordinalWords, thirdPerson } from '../../src/language/sentence/sentence-words.ts'
import {
  about,
  act,
  addressee,
  base,
  change,
  claim,
  count,
  joined,
  norm,
  party,
  received,
  sender,
  set,
  to,
  transmitted,
} from './sentence-world.ts'

const duty = norm({ id: '4.2' })
const lapse = { kind: 'outcome', rule: '4.2', is: 'lapses' } as const
const meeting: Partial<Norm> = {
  when: [act('meeting-request')],
  what: { acts: ['meeting'], link: about('question') },
  until: count('5 working days', 'after', transmitted('meeting-request')),
}
const asks: Partial<Norm> = {
  verb: 'may',
  who: party('the', sender('question')),
  what: { acts: ['meeting-request'], link: about('question') },
}

function among(rule: Rule, others: readonly Rule[], kinds: readonly ActKind[] = base.kinds): string {
  const agreement: Agreement = { ...base, kinds, rules: [rule, ...others] }
  return sentenceOf(rule, agreement)
}

/** The world, with one kind of act declared otherwise. */
function kindsWith(name: string, part: Partial<ActKind>): ActKind[] {
  return base.kinds.map((kind) => (kind.name === name ? { ...kind, ...part } : kind))
}

describe('an act that uses a power', () => {
  test('may have come too early, and then counts from when it takes effect', () => {
    assert.equal(
      among(norm(meeting), [duty, norm({ ...asks, id: '3', when: [lapse] })]),
      'When a request for a meeting is transmitted or, if it came too early, takes effect, each addressee owes the sender of the question a meeting about it, not later than 5 working days after the request for a meeting is transmitted or, if that is later, takes effect.',
    )
  })
  test('cannot come too early where the power opens with the very act that it is about', () => {
    assert.equal(
      among(norm(meeting), [norm({ ...asks, id: '3' })]),
      'When a request for a meeting is transmitted, each addressee owes the sender of the question a meeting about it, not later than 5 working days after the request for a meeting is transmitted.',
    )
  })
  test('can where that act may have to wait itself, and two powers that wait for each other are no endless search', () => {
    const followUp = norm({
      id: '5',
      verb: 'may',
      when: [lapse],
      what: { acts: ['follow-up'], link: about('question') },
    })
    const request = {
      ...asks,
      id: '3',
      when: [act('follow-up')],
      what: { acts: ['meeting-request'], link: to('follow-up') },
    }
    assert.match(among(norm(meeting), [duty, followUp, norm(request)]), /or, if it came too early, takes effect, each/)
    const circle = norm({
      id: '6',
      verb: 'may',
      when: [act('meeting-request')],
      what: { acts: ['follow-up'], link: to('meeting-request') },
    })
    assert.doesNotMatch(among(norm(meeting), [norm(request), circle]), /too early/)
  })
  test('counts from receipt, if it has effect by then', () => {
    const followUp = norm({
      id: '5',
      verb: 'may',
      when: [lapse],
      what: { acts: ['follow-up'], link: about('question') },
    })
    const answer = norm({
      when: [act('follow-up')],
      what: { acts: ['answer'], link: to('follow-up') },
      until: count('14 days', 'after', received('follow-up')),
    })
    assert.equal(
      among(answer, [duty, followUp]),
      'When a follow-up question is transmitted or, if it came too early, takes effect, each addressee must send the sender of the follow-up question an answer to it, not later than 14 days after it has received the follow-up question or, if that is later, the follow-up question takes effect.',
    )
  })
  test('of a noun in the plural', () => {
    const power = norm({ id: '5', verb: 'may', when: [lapse], what: { acts: ['minutes'], link: about('question') } })
    const denial = norm({
      when: [act('minutes')],
      who: party('each', { kind: 'parties' }),
      what: { acts: ['denial'], link: to('minutes') },
      until: count('14 days', 'after', transmitted('minutes')),
    })
    assert.equal(
      among(denial, [duty, power]),
      'When minutes are transmitted or, if they came too early, take effect, each party must send the sender of the minutes a denial of them, not later than 14 days after the minutes are transmitted or, if that is later, take effect.',
    )
  })
  test('ends a duty as an act of its holder', () => {
    const ends = norm({
      covering: 'question',
      changes: [change({ when: { acts: ['withdrawal'], link: to('question') } })],
    })
    const power = { verb: 'may', what: { acts: ['withdrawal'], link: to('question') } } as const
    assert.equal(
      among(ends, [norm({ ...power, id: '4.10', who: party('the', sender('question')) })]),
      'When a question is transmitted, each addressee must send the sender of the question an answer to it, covering each limb that the question cites (one that names no limb covers all). The duty ends when the sender of the question withdraws that question under rule 4.10, for whomever the withdrawal is sent to; if the withdrawal names limbs, for those limbs alone.',
    )
    const unnamed = norm({ ...power, id: '4.10', who: party('the', sender()) })
    assert.match(
      among(ends, [unnamed]),
      /when a withdrawal of the question is transmitted under rule 4\.10, for whoever sends/,
    )
    const two = ['4.10', '4.11'].map((id) => norm({ ...power, id, who: party('the', sender('question')) }))
    assert.match(among(ends, two), /is transmitted by whoever may, for whoever sends the withdrawal or is sent it; if/)
  })
})

describe('who ends a duty', () => {
  const ends = (part: Parameters<typeof change>[0], kinds?: readonly ActKind[]) =>
    among(norm({ changes: [change(part)] }), [], kinds).replace(/^.*?\. The duty/, 'The duty')
  test('several', () => {
    assert.equal(
      ends({ who: joined('or', set('the', sender('question')), set('any', addressee('question'))) }),
      'The duty ends when a waiver as to the question is transmitted by the sender of the question or any addressee of the question, for whoever sends the waiver or is sent it.',
    )
    assert.match(ends({ who: party('all', { kind: 'parties' }) }), /is transmitted by all parties, for whoever/)
  })
  test('anybody, with an act that goes to all', () => {
    const all = kindsWith('waiver', { to: 'all' })
    assert.equal(ends({}, all), 'The duty ends when a waiver as to the question is transmitted by anybody.')
  })
  test('with one of two acts', () => {
    assert.equal(
      ends({ when: { acts: ['waiver', 'withdrawal'], link: to('question') }, who: party('the', sender('question')) }),
      'The duty ends when the sender of the question sends a waiver or withdraws the question, in either case in response to the question, for whomever the act is sent to.',
    )
  })
})

describe('a receipt', () => {
  const by = (part: Partial<Norm>, kinds?: readonly ActKind[]) =>
    among(norm({ until: count('3 days', 'after', received('question')), ...part }), [], kinds).replace(
      /^.*, not later than /,
      '',
    )
  test('is the debtor’s own, else the last', () => {
    assert.equal(
      by({ who: party('all', addressee('question')) }),
      '3 days after each of them has received the question.',
    )
    assert.equal(
      by({ who: party('the', sender('question')) }),
      '3 days after the last addressee has received the question.',
    )
    assert.equal(
      by({ who: party('the', sender('question')) }, kindsWith('question', { to: 'one' })),
      '3 days after the addressee has received the question.',
    )
    assert.equal(
      by({ who: party('each', { kind: 'parties' }) }),
      '3 days after it (or, if it is no addressee, the last addressee) has received the question.',
    )
    const others = {
      join: 'and',
      sets: [{ ...set('each', { kind: 'parties' }), except: [addressee('question')] }],
    } as const
    assert.equal(by({ who: others }), '3 days after the last addressee has received the question.')
  })
  test('of several that owe it together', () => {
    const two = [set('the', addressee('question')), set('the', { kind: 'party', party: 'LU' })] as const
    assert.equal(
      by({ who: joined('together with', ...two) }),
      '3 days after the last of them (or, if one is no addressee, the last addressee) has received the question.',
    )
    assert.equal(by({ who: joined('or', two[0], two[0]) }), '3 days after the last of them has received the question.')
  })
  test('of one act among several triggers', () => {
    assert.match(by({ when: [act('question'), act('request')] }), /after it \(or, if it is no addressee/)
  })
})

describe('days after the end of another clock', () => {
  const until = (length: string, more: object = {}, regimes = base.regimes) => {
    const rule = norm({ ...asks, when: [lapse], until: count(length, 'after', lapse, more) })
    return sentenceOf(rule, { ...base, regimes, rules: [rule, duty] }).replace(/^.*question, /, '')
  }
  const plain = base.regimes.default as NonNullable<(typeof base.regimes)['default']>
  test('each unit', () => {
    assert.equal(
      until('21 working days'),
      'until the end of the 21st working day after the last day for performing rule 4.2.',
    )
    assert.equal(until('2 weeks'), 'until 2 weeks after the last day for performing rule 4.2.')
    assert.equal(until('48 hours'), 'until 48 hours after the time limit of rule 4.2 passes.')
    assert.equal(until('3 days', { direction: 'before' }), 'until 3 days before the time limit of rule 4.2 passes.')
  })
  test('where the time rules make another day the last, no day is named', () => {
    const text = 'until 20 days after the last day for performing rule 4.2.'
    assert.equal(until('20 days', {}, { default: { ...plain, firstDay: 'counted' } }), text)
    assert.equal(until('20 days', {}, { default: { ...plain, roll: 'following' } }), text)
  })
  test('of a power; a beginning', () => {
    const from: Clock = count('3 days', 'after', lapse)
    const rule = norm({ ...asks, when: [lapse], from, until: from })
    assert.equal(
      among(rule, [{ ...duty, verb: 'may' }]).replace(/^.*question, /, ''),
      'from the end of 3 days after the time limit of rule 4.2 passes, until the end of the 3rd day after the last day for using the power of rule 4.2.',
    )
  })
})

describe('to whom', () => {
  test('a power towards the debtors of a rule', () => {
    const towards = { to: party('the', { kind: 'debtor', rule: '4.2' }) } as const
    const asked = norm({ ...asks, ...towards, when: [lapse] })
    assert.equal(
      among(asked, [duty]),
      'When rule 4.2 has not been performed in time, the sender of the question, and nobody else, may ask for a meeting about the question, addressed only to debtors under rule 4.2 of whom this is so.',
    )
    assert.match(among(norm({ ...asks, ...towards }), [duty]), /addressed only to the debtor under rule 4\.2\.$/)
    const two = { acts: ['follow-up', 'meeting-request'], link: about('question') }
    assert.match(
      among({ ...asked, what: two }, [duty]),
      /, in either case about the question and addressed only to debtors under rule 4\.2 of whom this is so\.$/,
    )
    const each = party('each', { kind: 'debtor', rule: '4.2' })
    assert.match(among({ ...asked, to: each }, [duty]), /only to each debtor under rule 4\.2 of whom this is so\.$/)
  })
  test('one of three acts', () => {
    const three = { acts: ['answer', 'joint-answer', 'adoption-of-answer'], link: about('question') }
    assert.equal(
      among(norm({ what: three }), []),
      'When a question is transmitted, each addressee must send an answer or a joint answer, or adopt a joint answer as its own, in each case about the question and addressed to its sender.',
    )
  })
  test('an act with a verb of its own', () => {
    const adopts = norm({
      when: [act('joint-answer')],
      what: { acts: ['adoption-of-answer'], link: to('joint-answer') },
    })
    assert.match(among(adopts, []), /must adopt that joint answer as its own, owed to its sender\.$/)
  })
  test('each of two owes', () => {
    const two = joined('and', set('the', sender('question')), set('each', addressee('question')))
    const owes = norm({ ...meeting, who: two, to: party('the', { kind: 'party', party: 'LU' }) })
    assert.match(
      among(owes, []),
      /each addressee of the question each owe the Lake Union a meeting about the question, /,
    )
    assert.match(
      among({ ...owes, who: party('all', { kind: 'parties' }) }, []),
      /all parties owe the Lake Union a meeting/,
    )
  })
  test('all, and who is excepted', () => {
    const sends = norm({ what: { acts: ['minutes'] }, who: party('each', { kind: 'parties' }) })
    const each = party('each', { kind: 'parties' })
    assert.match(among({ ...sends, to: each }, []), /must send minutes to each other party\.$/)
    const roles = [sender('question'), addressee('question'), { kind: 'member', group: 'lake' }] as const
    assert.match(
      among({ ...sends, to: party('all', { kind: 'parties' }, ...roles) }, []),
      /to all parties that are none of the sender of the question, an addressee of the question and a member of the Lake Union\.$/,
    )
    const no = norm({ verb: 'must not', who: party('any', { kind: 'parties' }, sender(), addressee()) })
    assert.match(among(no, []), /no party other than the sender and an addressee may send an answer/)
  })
})

describe('claims', () => {
  const waiting = norm({ ...asks, id: '4.4', when: [{ kind: 'claim', claim: 'insufficiency' }] })
  test('the rules that wait for one', () => {
    const made = claim({
      about: ['answer', 'joint-answer'],
      deniedWith: 'denial',
      deniedBy: joined('or', set('the', sender('answer')), set('the', sender('joint-answer'))),
    })
    assert.equal(
      among(made, [waiting]),
      'The sender of the question may claim that an answer or a joint answer is insufficient; whoever sent the act that the claim is about may deny it. Both are shown with their authors; neither changes what is owed, save where a rule says so (rule 4.4).',
    )
    assert.match(
      among(made, [waiting, { ...waiting, id: '4.5' }]),
      /save where a rule says so \(rules 4\.4 and 4\.5\)\.$/,
    )
    assert.equal(
      among(waiting, [made]),
      'When a claim that an answer is insufficient is made by the sender of the question, the sender of the question, and nobody else, may ask for a meeting about the question.',
    )
  })
  test('about acts that its words do not name, denied in another way', () => {
    assert.match(
      among(
        claim({ about: ['joint-answer'], deniedWith: 'waiver', deniedBy: party('each', addressee('question')) }),
        [],
      ),
      /^The sender of the question may claim that an answer is insufficient, with regard to a joint answer; any addressee of the question may deny it by a waiver\./,
    )
  })
})

describe('a field whose title says when something was', () => {
  const kinds = kindsWith('meeting', {
    form: { required: ['began'], properties: { began: { type: 'string', title: 'When the meeting began' } } },
  })
  test('is read as a clause', () => {
    const counts = norm({ ...meeting, timedBy: { noun: 'meeting', path: ['began'] } })
    assert.match(
      among(counts, [], kinds),
      /What counts is when the meeting began, as the record of the meeting states\.$/,
    )
    const stated = norm({ until: { kind: 'at', at: { kind: 'field', noun: 'meeting', path: ['began'] } } })
    assert.match(among(stated, [], kinds), /not later than the time "when the meeting began" stated in the meeting\.$/)
    const kind = kinds.find(({ name }) => name === 'meeting') as ActKind
    assert.match(sentenceOfKind(kind, { ...base, kinds }), /It must state when the meeting began\.$/)
  })
})

test('ordinals, and what one party does', () => {
  assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 20, 21, 101, 112, 1023].map(ordinalWords), [
    '1st',
    '2nd',
    '3rd',
    '4th',
    '11th',
    '12th',
    '13th',
    '20th',
    '21st',
    '101st',
    '112th',
    '1,023rd',
  ])
  assert.deepEqual(
    ['withdraw that question', 'reply', 'say so', 'pass', 'be there', 'have a word', 'go', 'publish it'].map(
      thirdPerson,
    ),
    ['withdraws that question', 'replies', 'says so', 'passes', 'is there', 'has a word', 'goes', 'publishes it'],
  )
})
