/** Decisions as they are read: what is said in words comes to the same data, and what cannot be meant is told. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import type { Agreement } from '../../src/agreement/agreement.ts'
import type { Criteria, Tally } from '../../src/agreement/decision.ts'
import { weightOn } from '../../src/agreement/party.ts'
import type { Norm } from '../../src/agreement/rule.ts'
import { unverifiedOf } from '../../src/engine/reading/unverified.ts'
import { isSameRule } from '../../src/language/declared/editions.ts'
import { spokenOf } from '../../src/language/meaning/spoken-of.ts'
import { readAgreement } from '../../src/language/read.ts'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { isError, printProblem } from '../../src/problem.ts'
import { dayOf } from '../../src/time/day.ts'
import { decision, decisionPair, type MadeDecision } from './decision-made.ts'
import { folder } from './folder.ts'

const FILES = folder('test/language/decisions', 'lake')
/** Parties, kinds and standings; what is decided on suspensions, readmissions and prolongations; and these declarations. */
const HEAD = FILES.text.slice(0, FILES.text.indexOf('## 1 Qualified'))
const REST = FILES.text.slice(FILES.text.indexOf('## 6 Prolongation'), FILES.text.indexOf('## 9 Election'))
const withBlock = (block: string) => ({ ...FILES, text: `${HEAD}\`\`\`pacta\n${block}\n\`\`\`\n${REST}` })

function read(block: string): Agreement {
  const { agreement, problems } = readAgreement(withBlock(block))
  assert.deepEqual(problems.filter(isError).map(printProblem), [])
  return agreement as Agreement
}

/** The errors alone, each with what it points at. */
function told(block: string): string[] {
  const lines = withBlock(block).text.split('\n')
  return readAgreement(withBlock(block))
    .problems.filter(isError)
    .map(({ code, line, column }) => `${code}: ${(lines[line - 1] ?? '').slice(column - 1)}`)
}

const whole = readAgreement(FILES).agreement as Agreement
const norm = (id: string, of = whole) => of.rules.find((rule) => rule.id === id) as Norm
const decides = (id: string, of = whole) => norm(id, of).decides as Tally

const decl = (more: string, positions = 'vote to draft') =>
  `decision: "20"\non: draft\npositions: ${positions}\n${more}`
const MORE = 'adopted when: {for: more than half of members}\ncloses: draft.expires'

describe('a decision', () => {
  test('is a power of its members to take a position', () => {
    const { verb, when, who, what, until, timedBy } = norm('2')
    assert.equal(verb, 'may')
    assert.deepEqual(when, [{ kind: 'act', act: 'draft' }])
    assert.deepEqual(who.sets, [{ quantifier: 'each', of: { kind: 'member', group: 'council' }, except: [] }])
    assert.deepEqual(what, {
      acts: ['objection', 'counter-text', 'retraction'],
      link: { kind: 'about', noun: 'draft' },
    })
    assert.equal(until?.kind, 'count')
    assert.equal(timedBy, 'transmitted')
  })
  test('has the parties as members where no body is named', () => {
    assert.deepEqual(norm('6').who.sets, [{ quantifier: 'each', of: { kind: 'parties' }, except: [] }])
  })
  test('says each setting apart', () => {
    const { proxies, presence, quorum, tie, closes, setAsideBy, attached } = decides('1')
    assert.deepEqual(proxies, {
      given: { acts: ['proxy'], link: { kind: 'about', noun: 'sitting' } },
      field: ['behalf'],
      atMost: 1,
    })
    assert.deepEqual(presence, {
      named: [{ noun: 'roll-call', path: ['present'] }],
      by: [{ acts: ['arrival'], link: { kind: 'about', noun: 'sitting' } }],
      left: { acts: ['departure'], link: { kind: 'about', noun: 'sitting' } },
    })
    assert.deepEqual(quorum, {
      kind: 'criterion',
      side: 'present',
      is: { kind: 'share', compare: 'more than', over: 1, under: 2, of: 'members' },
    })
    assert.deepEqual(tie, {
      casting: { join: 'and', sets: [{ quantifier: 'the', of: { kind: 'chair', body: 'council' }, except: [] }] },
    })
    assert.deepEqual(
      closes.map(({ kind }) => kind),
      ['clock', 'act', 'all'],
    )
    assert.deepEqual(setAsideBy, { acts: ['veto'], link: { kind: 'about', noun: 'draft' } })
    assert.deepEqual(attached, ['explanation'])
  })
  test('of sealed ballots lets its members send both acts', () => {
    assert.deepEqual(norm('4').what, { acts: ['sealed-vote', 'opening'], link: { kind: 'about', noun: 'draft' } })
    assert.deepEqual(decides('4').positions, [
      { by: { acts: ['opening'], link: { kind: 'to', noun: 'sealed-vote' } }, sealed: 'sealed-vote' },
    ])
  })
  test('on several kinds has a position on each', () => {
    const agreement = read(
      'decision: "20"\non: draft or budget\npositions: vote to draft or budget\nadopted when: {for: at least 2}\ncloses: 2026-05-01',
    )
    assert.deepEqual(norm('20', agreement).when, [
      { kind: 'act', act: 'draft' },
      { kind: 'act', act: 'budget' },
    ])
    assert.deepEqual(
      decides('20', agreement).positions.map(({ by }) => by.link),
      [
        { kind: 'to', noun: 'draft' },
        { kind: 'to', noun: 'budget' },
      ],
    )
    assert.deepEqual(norm('20', agreement).what, { acts: ['vote'] })
  })
  test('stands in parts for a table as in its sentence', () => {
    assert.match(
      sentenceOf(norm('8'), whole),
      /other than the addressee of the suspension, and nobody else, may be for it/,
    )
  })
})

describe('an amount', () => {
  const is = (text: string) =>
    (
      decides('20', read(decl(`adopted when: {for: ${text}}\ncloses: draft.expires`))).adopted as Criteria & {
        is: unknown
      }
    ).is
  const share = (compare: string, over: number, under: number, of = 'members') => ({
    kind: 'share',
    compare,
    over,
    under,
    of,
  })
  for (const [text, expected] of [
    ['at least 9', { kind: 'number', compare: 'at least', n: 9 }],
    ['nobody', { kind: 'number', compare: 'at most', n: 0 }],
    ['everybody', share('at least', 1, 1)],
    ['more than half of members', share('more than', 1, 2)],
    ['at least half of the votes', share('at least', 1, 2, 'votes')],
    ['at least a third of present', share('at least', 1, 3, 'present')],
    ['at least two thirds of members', share('at least', 2, 3)],
    ['fewer than three quarters of members', share('fewer than', 3, 4)],
    ['at least 2/3 of members', share('at least', 2, 3)],
    ['at least 55 % of members', share('at least', 55, 100)],
    ['at least 55% of members', share('at least', 55, 100)],
    ['at most 66.67 % of members', share('at most', 6667, 10_000)],
    ['more than against', { kind: 'more than against' }],
  ] as const) {
    test(text, () => assert.deepEqual(is(text), expected))
  }
})

describe('what is said comes to the same data', () => {
  test('whatever a decision says', () => {
    fc.assert(
      fc.property(decision, ({ norm: { who, until, what, decides: expected }, declared }) => {
        const found = norm('20', read(JSON.stringify(declared)))
        assert.deepEqual(found.decides, expected)
        assert.deepEqual(found.who, who)
        assert.deepEqual(found.until, until)
        assert.deepEqual(found.what, what)
      }),
      { numRuns: 120 },
    )
  })
})

describe('the sentence of a decision', () => {
  const ruleOf = ({ norm: said }: MadeDecision): Norm => ({ ...norm('8'), id: '20', ...said, when: norm('2').when })
  /** Criteria that are joined to nothing are what they join; a body of which the members are named is that body. */
  const meaning = ({ decides: { body, ...decided } = decides('2'), ...said }: Norm): unknown =>
    JSON.parse(
      JSON.stringify([said, isNamed(said.who, body) ? undefined : body, decided], (_, value) => {
        let here = value
        while (Array.isArray(here?.of) && here.of.length === 1) here = here.of[0]
        return here
      }),
    )
  const isNamed = ({ sets }: Norm['who'], body: string | undefined) =>
    sets.every(({ of }) => of.kind === 'member' && of.group === body)
  test('differs wherever two decisions differ', () => {
    fc.assert(
      fc.property(decisionPair, ([key, one, other]) => {
        fc.pre(!isDeepStrictEqual(meaning(ruleOf(one)), meaning(ruleOf(other))))
        const sentence = sentenceOf(ruleOf(one), whole)
        assert.notEqual(sentenceOf(ruleOf(other), whole), sentence, `${key}: ${sentence}`)
      }),
      { numRuns: 1500 },
    )
  })
  test('has no gap and no word of blame', () => {
    fc.assert(
      fc.property(decision, (one) => {
        const sentence = sentenceOf(ruleOf(one), whole)
        assert.match(sentence, /^[A-Z].*\.$/)
        assert.doesNotMatch(sentence, / {2}| [,.;]|undefined|null|NaN|\[object|\(\)/)
        assert.doesNotMatch(sentence, /violat|breach|fail|guilt|fault|reject/i)
      }),
      { numRuns: 500 },
    )
  })
  test('is read aloud', () => {
    assert.equal(
      sentenceOf(norm('2'), whole),
      'When a draft is transmitted, provided that the draft\'s method is "silence", each member of the Council, and nobody else, may object to it by an objection or a counter text, or take its position back by a retraction about the draft, until the first of these: 7 days after the last addressee has received the draft; or an objection in response to the draft is transmitted. It is then adopted unless a member has objected to it.',
    )
    assert.equal(
      sentenceOf(norm('5'), whole),
      'When a budget is transmitted, each member of the Council, and nobody else, may take a position on it by a vote, until 14 days after the budget is transmitted. It is then adopted if those for it hold at least two thirds of the votes of those that vote, and no member of the group Permanent members is against it, and (either at most 1 member abstains, or fewer than 2 members stay out of it). An abstention is a vote. If as many are for it as against it, it is adopted.',
    )
  })
})

describe('what waits for a decision', () => {
  test('names what it came to', () => {
    assert.deepEqual(norm('10.1').when, [{ kind: 'act', act: 'draft', decided: 'adopted' }])
    assert.deepEqual(norm('10.3').when, [
      { kind: 'act', act: 'draft', decided: 'not adopted' },
      { kind: 'act', act: 'draft', decided: 'set aside' },
    ])
    const [item] = norm('10.2').when
    assert.equal(item?.kind === 'item' ? item.decided : undefined, 'adopted')
  })
  test('counts from its adoption', () => {
    const { until } = norm('10.1')
    assert.deepEqual(until?.kind === 'count' ? until.from : undefined, { kind: 'act', noun: 'draft', is: 'adopted' })
  })
  test('is changed by it, and a standing is moved by it', () => {
    assert.deepEqual(
      norm('1').changes.map(({ when }) => when.decided),
      [undefined, undefined, 'adopted'],
    )
    const standing = whole.rules.find(({ kind }) => kind === 'standing')
    assert.ok(standing?.kind === 'standing')
    assert.deepEqual(standing.begins, [{ event: { kind: 'act', act: 'suspension', decided: 'adopted' } }])
    assert.deepEqual(standing.ends, [
      {
        after: { period: { n: 30, unit: 'day' }, regime: 'default' },
        event: { kind: 'act', act: 'readmission', decided: 'adopted' },
      },
    ])
  })
  test('binds whoever was for it, against it, or took part', () => {
    const roles = ['10.1', '10.2', '10.3'].map((id) => norm(id).who.sets[0]?.of)
    assert.deepEqual(roles, [
      { kind: 'voter', noun: 'draft', is: 'for' },
      { kind: 'voter', noun: 'draft', is: 'taking part' },
      { kind: 'voter', noun: 'draft', is: 'against' },
    ])
  })
  test('may refer to something: prolongation to draft is adopted', () => {
    const agreement = read(
      `${decl(MORE)}\n---\nrule: "21"\nwhen: prolongation to draft is adopted\nwho: sender of draft\nmust: report about draft\nto: all parties\nby: 2026-05-01`,
    )
    assert.deepEqual(norm('21', agreement).when, [
      { kind: 'act', act: 'prolongation', link: { kind: 'to', noun: 'draft' }, decided: 'adopted' },
    ])
  })
})

describe('a weight', () => {
  test('may change from day to day', () => {
    const party = whole.parties.find(({ id }) => id === 'Westmark')
    assert.ok(party !== undefined)
    assert.equal(weightOn(party, 'population', dayOf(2026, 6, 30)), 20)
    assert.equal(weightOn(party, 'population', dayOf(2026, 7, 1)), 21)
    assert.equal(weightOn(party, 'votes', dayOf(2026, 7, 1)), 2)
    assert.equal(weightOn(party, 'area', dayOf(2026, 7, 1)), undefined)
  })
  test('that does is not followed by a figure', () => {
    const figure = `${decl(MORE)}\n---\nfigure: those-for\nis: weight(consent, population)`
    assert.deepEqual(
      told(figure).map((each) => each.split(':')[0]),
      ['language/not-built-yet'],
    )
  })
})

describe('what cannot be meant is told', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['an unknown kind', decl(MORE, 'vot to draft'), ['kind/unknown: vot to draft']],
    ['an unknown body', decl(`in: counsel\n${MORE}`), ['body/unknown: counsel']],
    [
      'an unknown group and weight',
      decl('adopted when: {for: at least 2, among: permanents, by: populations}\ncloses: draft.expires'),
      ['group/unknown: permanents, by: populations}', 'figure/weight: populations}'],
    ],
    ['a position without a link', decl(MORE, 'vote'), ['rule/no-link: ']],
    [
      'a position on something else',
      decl(MORE, '{for: consent to draft, against: objection about sitting}'),
      ['decision/position: sitting}'],
    ],
    ['a position that does not refer', decl(MORE, '{for: arrival to draft}'), ['noun/unreachable: draft}']],
    ['a kind without the field', decl(MORE, 'consent to draft'), ['decision/position: consent to draft']],
    [
      'a share over all, and of nothing',
      decl(
        'adopted when: {any of: [{for: at least 101 % of members}, {for: at least 0 % of members}]}\ncloses: draft.expires',
      ),
      ['criterion/amount: 101 % of members}, {for: at least 0 % of members}]}', 'criterion/amount: 0 % of members}]}'],
    ],
    [
      'a side that no position says',
      decl('adopted when: {against: nobody}\ncloses: draft.expires', '{for: consent to draft}'),
      ['criterion/side: nobody}'],
    ],
    [
      'votes of those who have none',
      decl('adopted when: {not for: fewer than half of votes}\ncloses: draft.expires'),
      ['criterion/side: fewer than half of votes}'],
    ],
    [
      'more than any other, of no others',
      decl('adopted when: {for: more than any other}\ncloses: draft.expires'),
      ['criterion/one-of: more than any other}'],
    ],
    ['one of, without more than any other', decl(`one of: sitting\n${MORE}`), ['criterion/one-of: sitting']],
    ['nothing that closes', decl('adopted when: {for: everybody}\ncloses: []'), ['decision/closes: []']],
    ['no number', decl('adopted when: {for: everybody}\ncloses: without delay'), ['decision/closes: without delay']],
    [
      'proxies for no party',
      decl(`proxies: {given by: proxy about sitting, for: vote.behal}\n${MORE}`),
      ['field/unknown: behal}'],
    ],
    [
      'proxies for a number',
      `${decl('adopted when: {for: everybody}\ncloses: draft.expires', 'ballot to draft')}\nproxies: {given by: proxy about sitting, for: ballot.count}\n---\nact: ballot\nrefers to: draft\nform: {type: object, properties: {count: {type: integer}, position: {enum: [for, against]}}}`,
      ['party/field: ballot.count}'],
    ],
    [
      'a weight that no party has',
      decl('adopted when: {for: at least 2, by: area}\ncloses: draft.expires'),
      ['figure/weight: area}'],
    ],
    ['a body as one', decl(`who: council\n${MORE}`), ['party/quantifier: council']],
    ['all as one', decl(`who: all parties\n${MORE}`), ['party/quantifier: all parties']],
    ['one for another', decl(`who: Northland or Westmark\n${MORE}`), ['phrase/join: Northland or Westmark']],
    [
      'two clocks',
      decl('adopted when: {for: everybody}\ncloses: [draft.expires, 2026-05-01]'),
      ['decision/closes: 2026-05-01]'],
    ],
    [
      'an office that nobody holds',
      `${decl(`tie: as chair of assembly\n${MORE}`)}\n---\n{body: assembly, members: parties}`,
      ['decision/casting: as chair of assembly'],
    ],
    [
      'two decisions that nothing divides',
      `${decl(`if: draft.method == "silence"\n${MORE}`)}\n---\n${decl(MORE).replace('20', '21')}`,
      ['decision/twice: draft'],
    ],
    [
      'what nothing sets aside',
      `${decl(MORE)}\n---\nrule: "21"\nwhen: draft is set aside\nwho: Northland\nmust: report about draft\nto: all parties\nby: 2026-05-01`,
      ['decision/never: set aside'],
    ],
    ['a sealed act that nothing opens', decl(`sealed: sealed-vote\n${MORE}`), ['decision/sealed: sealed-vote']],
    ['presence about something else', decl(`present: roll-call.presen\n${MORE}`), ['field/unknown: presen']],
    ['attached to nothing', decl(`attached: arrival\n${MORE}`), ['noun/unreachable: arrival']],
    ['what is no map', decl('adopted when: everybody\ncloses: draft.expires'), ['value/type: everybody']],
    [
      'two sides in one',
      decl('adopted when: {for: everybody, against: nobody}\ncloses: draft.expires'),
      ['key/unknown: against: nobody}'],
    ],
    [
      'a misspelt side',
      decl('adopted when: {four: everybody}\ncloses: draft.expires'),
      ['key/unknown: four: everybody}'],
    ],
    ['a misspelt amount', decl('adopted when: {for: at leat 2}\ncloses: draft.expires'), ['phrase/syntax: at leat 2}']],
    [
      'an unknown proposal, and the rest all the same',
      'decision: "20"\non: draught\npositions: vot to draft\nadopted when: {for: most}\ncloses: draft.expires',
      ['kind/unknown: draught', 'kind/unknown: vot to draft', 'phrase/syntax: most}'],
    ],
    [
      'a rule as what is adopted',
      `${decl(MORE)}\n---\nrule: "21"\nwhen: 20 is adopted\nwho: Northland\nmust: report about draft\nto: all parties\nby: 2026-05-01`,
      ['phrase/syntax: 20 is adopted'],
    ],
    [
      'voters on what is not decided',
      `${decl(MORE)}\n---\nrule: "21"\nwhen: budget\nwho: each voter for budget\nmust: vote to budget\nby: 2026-05-01`,
      ['decision/none: budget'],
    ],
  ]
  for (const [what, block, expected] of cases) test(what, () => assert.deepEqual(told(block), expected))
})

test('a decision is the same rule in two editions where it says the same, wherever it stands', () => {
  const [one, other] = [norm('2', whole), norm('2', readAgreement({ ...FILES, text: `\n\n${FILES.text}` }).agreement)]
  assert.ok(isSameRule(one, other) && one.clause.line !== other.clause.line)
  assert.ok(!isSameRule(one, { ...other, decides: { ...decides('2'), abstentionsAreVotes: true } }))
})

test('what a decision carries of the text is said as of any rule', () => {
  const carrier = whole.carriers?.find(({ what, id }) => what === 'decision' && id === '2')
  assert.equal(carrier?.unverified, 'The seven days are remembered, not seen.')
  assert.equal(unverifiedOf(whole, '2'), 'The seven days are remembered, not seen.')
  assert.ok(spokenOf(norm('5')).has('group permanent'))
})

describe('the guide', () => {
  const section = readFileSync('docs/language.md', 'utf8').split('\n## Decisions\n')[1]?.split('\n## ')[0] ?? ''
  test('shows a decision that can be read', () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(section) ?? []
    assert.ok(decides('16.4', read(example)).closes.length === 3)
  })
  test('shows each method in a row that can be read', () => {
    const rows = section.split('\n').filter((line) => /^\| .* \| .*`.*`/.test(line))
    assert.equal(rows.length, 5)
    const kinds = [
      'act: text\nrefers to: election (optional)\nform: {type: object, properties: {expires: {type: string, format: date}, concerned: {type: string}}}',
      'act: refusal\nrefers to: text',
      'act: assent\nrefers to: text',
    ]
    const positions = '{for: assent to text, against: refusal to text}'
    let silence = ''
    for (const row of rows) {
      const spans = [...row.matchAll(/`([^`]+)`/g)].map((found) => (found[1] ?? '').replaceAll('objection', 'refusal'))
      if (row.startsWith('| consensus, silence')) silence = spans.join('\n')
      const said = row.startsWith('| consensus minus') ? [silence, ...spans] : spans
      const keys = said.join('\n')
      const more = [
        /^positions:/m.test(keys) ? '' : `positions: ${positions}\n`,
        /^closes:/m.test(keys) ? '' : 'closes: text.expires\n',
      ].join('')
      read(`${kinds.join('\n---\n')}\n---\ndecision: "30"\non: text\nin: council\n${more}${keys}`)
    }
  })
})
