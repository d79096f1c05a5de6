import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { Norm, Rule } from '../../src/agreement/rule.ts'
import { type AgreementFiles, readAgreement } from '../../src/language/read.ts'
import { AGREEMENT_BYTES_MAX } from '../../src/language/source/bytes.ts'
import { printProblem } from '../../src/problem.ts'
import { dayOf } from '../../src/time/day.ts'
import { BLOCK_LINE, folder, SAMPLE, withBlock } from './folder.ts'

function agreementIn(files: AgreementFiles) {
  const { agreement, problems } = readAgreement(files)
  assert.deepEqual(problems.map(printProblem), [])
  assert.ok(agreement !== undefined)
  return agreement
}

function ruleOf(rules: readonly Rule[], id: string): Rule {
  const rule = rules.find((each) => each.id === id)
  assert.ok(rule !== undefined, id)
  return rule
}

/** Code, line and column of each problem. */
function told(files: AgreementFiles): string[] {
  return readAgreement(files).problems.map(({ code, line, column }) => `${line}:${column} ${code}`)
}

describe('the sample, which has every element once', () => {
  const agreement = agreementIn(SAMPLE)
  const norm = (id: string) => {
    const { clause: _, ...rest } = ruleOf(agreement.rules, id) as Norm
    return rest
  }

  test('head', () => {
    const { id, title, names, zone, start, actsOf } = agreement
    assert.deepEqual(
      { id, title, names, zone: zone.id, start, actsOf },
      {
        id: 'sample',
        title: 'Agreement of the sample',
        names: { en: 'Agreement of the sample', de: 'Vertrag des Beispiels' },
        zone: 'Europe/Vienna',
        start: dayOf(2026, 1, 1),
        actsOf: 'other-agreement',
      },
    )
  })

  test('parties, groups, bodies', () => {
    const first = dayOf(2026, 1, 1)
    assert.deepEqual(agreement.parties, [
      { id: 'NL', code: 'NL', kind: 'state', names: { en: 'Northland' }, bound: [{ from: first }] },
      {
        id: 'WM',
        kind: 'state',
        names: { en: 'Westmark' },
        bound: [{ from: dayOf(2026, 3, 1), until: dayOf(2027, 6, 30) }],
      },
      {
        id: 'EM',
        kind: 'company',
        names: { en: 'Estmark', fr: 'Estmarque' },
        bound: [{ from: first, until: dayOf(2026, 1, 31) }, { from: dayOf(2026, 3, 1) }],
      },
      { id: 'LU', kind: 'organisation', names: { en: 'Lake Union' }, bound: [{ from: first }] },
    ])
    assert.deepEqual(agreement.groups, [
      {
        id: 'LU-members',
        names: { en: 'Members of the Lake Union' },
        members: [
          { party: 'NL' },
          { party: 'WM', from: first, until: dayOf(2026, 1, 31) },
          { party: 'WM', from: dayOf(2026, 3, 1) },
        ],
      },
    ])
    assert.deepEqual(agreement.bodies, [
      {
        id: 'council',
        names: { en: 'Permanent council' },
        members: 'parties',
        chairs: [
          { party: 'NL', from: first, until: dayOf(2026, 6, 30) },
          { party: 'WM', from: dayOf(2026, 7, 1) },
        ],
      },
    ])
  })

  test('instruments and commitments', () => {
    const [charter, second] = agreement.instruments
    assert.equal(charter?.adopted, '1990-11-21')
    assert.deepEqual(charter?.source, ['S10'])
    assert.equal(second?.adopted, '1999')
    assert.deepEqual(agreement.commitments[0]?.found, [
      { instrument: 'LAKE-1990', paragraph: '3' },
      { instrument: 'LAKE-1999', paragraph: '8', certainty: 'unverified' },
    ])
  })

  test('time blocks and channels', () => {
    const { default: plain, eu, eager } = agreement.regimes
    assert.deepEqual(plain?.holidays[0]?.days.length, 4)
    assert.equal(eu?.id, '1182/71')
    assert.equal(eu?.roll, 'following')
    const { firstDay, roll, endOfMonth, hours, holidayIn } = eager ?? assert.fail()
    assert.deepEqual(
      { firstDay, roll, endOfMonth, hours, holidayIn },
      { firstDay: 'counted', roll: 'preceding', endOfMonth: 'next day', hours: 'whole', holidayIn: 'all' },
    )
    assert.deepEqual(
      agreement.channels.map(({ name, receipt, zone }) => ({ name, receipt, zone })),
      [
        { name: 'fax', receipt: { kind: 'opening hours', opens: '09:00', closes: '17:00' }, zone: 'addressee' },
        { name: 'post', receipt: { kind: 'after', period: { n: 3, unit: 'day' } }, zone: 'agreement' },
        { name: 'wire', receipt: { kind: 'at once' }, zone: 'agreement' },
      ],
    )
  })

  test('kinds, those that claims make included', () => {
    const kind = (name: string) => agreement.kinds.find((each) => each.name === name)
    assert.deepEqual(kind('follow-up')?.refersTo, ['answer', 'joint-answer'])
    assert.equal(kind('answer')?.noun, 'an answer')
    assert.equal(kind('answer')?.infinitive, 'send an answer')
    assert.equal(kind('statement')?.mustRefer, false)
    assert.equal(kind('insufficiency')?.stage, 'claim')
    assert.deepEqual(kind('insufficiency')?.refersTo, ['answer', 'joint-answer'])
    assert.match(JSON.stringify(kind('notification')?.form), /^\{"\$schema"/)
  })

  test('a duty with every key, in a quotation', () => {
    assert.deepEqual(norm('4.2'), {
      kind: 'norm',
      id: '4.2',
      verb: 'must',
      when: [{ kind: 'act', act: 'question' }],
      if: { text: 'question.urgent', guard: { op: 'field', noun: 'question', path: ['urgent'] } },
      unless: {
        text: 'has(question.expires)',
        guard: { op: 'call', name: 'has', args: [{ op: 'field', noun: 'question', path: ['expires'] }] },
      },
      who: { join: 'and', sets: [{ quantifier: 'each', of: { kind: 'addressee' }, except: [] }] },
      to: { join: 'and', sets: [{ quantifier: 'the', of: { kind: 'sender', noun: 'question' }, except: [] }] },
      what: { acts: ['answer', 'adoption'], link: { kind: 'about', noun: 'question' } },
      covering: 'question',
      until: {
        kind: 'count',
        period: { n: 14, unit: 'day' },
        variants: [
          {
            period: { n: 48, unit: 'hour' },
            if: { text: 'question.urgent', guard: { op: 'field', noun: 'question', path: ['urgent'] } },
          },
          {
            period: { n: 30, unit: 'day' },
            if: {
              text: 'has(question.expires)',
              guard: { op: 'call', name: 'has', args: [{ op: 'field', noun: 'question', path: ['expires'] }] },
            },
          },
        ],
        direction: 'after',
        from: { kind: 'act', noun: 'question', is: 'received' },
        regime: 'eu',
      },
      timedBy: 'received',
      silence: { word: 'no answer' },
      changes: [
        {
          verb: 'end',
          when: { acts: ['waiver'], link: { kind: 'to', noun: 'question' } },
          who: { join: 'and', sets: [{ quantifier: 'the', of: { kind: 'sender', noun: 'question' }, except: [] }] },
          within: { n: 5, unit: 'day' },
          once: false,
        },
        { verb: 'end', when: { acts: ['answer'], link: { kind: 'about', noun: 'question' } }, once: false },
      ],
      survives: false,
    })
  })

  test('events', () => {
    assert.deepEqual(norm('4.3.1').when, [
      { kind: 'act', act: 'answer', link: { kind: 'to', noun: 'question' } },
      { kind: 'outcome', rule: '4.2', is: 'lapses' },
      { kind: 'outcome', rule: '4.2', is: 'performed' },
    ])
    assert.deepEqual(norm('4.4').when, [{ kind: 'outcome', rule: '4.3.1', is: 'exercised' }])
    assert.deepEqual(norm('4.5').when, [{ kind: 'claim', claim: 'insufficiency' }])
    assert.deepEqual(norm('5').when, [{ kind: 'every', unit: 'year' }])
    assert.deepEqual(norm('5.1').when, [{ kind: 'date', day: dayOf(2026, 5, 1) }])
  })

  test('parties of rules', () => {
    assert.equal(norm('4.3.1').who.join, 'or')
    assert.deepEqual(norm('4.4').who, {
      join: 'together with',
      sets: [
        { quantifier: 'the', of: { kind: 'addressee', noun: 'question' }, except: [] },
        { quantifier: 'the', of: { kind: 'debtor', rule: '4.2' }, except: [] },
      ],
    })
    const except = [
      { kind: 'party', party: 'NL' },
      { kind: 'party', party: 'WM' },
    ]
    assert.deepEqual(norm('4.4').to?.sets, [{ quantifier: 'each', of: { kind: 'parties' }, except }])
    assert.deepEqual(norm('5').who.sets[0]?.of, { kind: 'member', group: 'LU-members' })
  })

  test('times', () => {
    assert.deepEqual(norm('4.4').until, { kind: 'open', word: 'as soon as possible' })
    assert.deepEqual(norm('4.4').timedBy, { noun: 'meeting', path: ['began'] })
    assert.deepEqual(norm('4.5').until, { kind: 'at', at: { kind: 'field', noun: 'question', path: ['expires'] } })
    assert.deepEqual(norm('5').until, { kind: 'annual date', month: 11, date: 15 })
    assert.deepEqual(norm('5').what.link, { kind: 'period', unit: 'year', offset: 1 })
    assert.deepEqual(norm('5.1').until, { kind: 'date', day: dayOf(2026, 6, 1) })
    const before = norm('5.2').until
    assert.ok(before?.kind === 'count' && before.direction === 'before')
  })

  test('checks, terms, claims', () => {
    const check = ruleOf(agreement.rules, '38')
    assert.ok(check.kind === 'check')
    const start = { kind: 'field', noun: 'notification', path: ['start'] }
    assert.deepEqual(check.window, { kind: 'at least', period: { n: 42, unit: 'day' }, before: start, regime: 'eu' })
    assert.deepEqual((ruleOf(agreement.rules, '38b') as typeof check).window, { kind: 'not later than', at: start })
    assert.deepEqual((ruleOf(agreement.rules, '38c') as typeof check).window, {
      kind: 'between',
      first: { n: 5, unit: 'day' },
      last: { n: 36, unit: 'hour' },
      before: start,
      regime: 'default',
    })
    const large = ruleOf(agreement.rules, 'large')
    assert.ok(large.kind === 'term')
    assert.doesNotMatch(JSON.stringify(large.means.guard), /armoured/, 'a term is put in place of its name')
    const claim = ruleOf(agreement.rules, 'insufficiency')
    assert.ok(claim.kind === 'claim')
    assert.deepEqual(
      [claim.about, claim.deniedWith, claim.settledBy],
      [['answer', 'joint-answer'], 'denial', undefined],
    )
  })

  test('a rule knows its clause, without mark-up', () => {
    assert.deepEqual(ruleOf(agreement.rules, '4.2').clause, {
      file: 'sample/agreement.md',
      line: SAMPLE.text.split('\n').indexOf('> rule: "4.2"') + 1,
      column: 3,
      heading: '4.2 Answers',
      text: 'Each addressee answers in full within 14 days.',
    })
  })
})

test('the example that opens the reader is one', () => {
  const source = readFileSync(new URL('../../src/language/read.ts', import.meta.url), 'utf8')
  const lines = source.slice(source.indexOf('a small example:'), source.indexOf('The reader never stops')).split('\n')
  const text = lines
    .slice(1)
    .map((line) => line.replace(/^ \* {0,5}/, ''))
    .join('\n')
  const agreement = agreementIn({ name: 'example', text, file: () => undefined })
  assert.deepEqual(
    agreement.rules.map(({ id, clause }) => `${id} ${clause.heading}`),
    ['1 1 Questions'],
  )
})

describe('places', () => {
  test('are the same with other line ends, and with a byte order mark', () => {
    const text = SAMPLE.text.replace('when: question\n', 'when: qestion\n')
    const [line, ...rest] = told({ ...SAMPLE, text })
    assert.match(line ?? '', /^\d+:9 kind\/unknown$/)
    for (const other of [text.replaceAll('\n', '\r\n'), `\uFEFF${text}`]) {
      assert.deepEqual(told({ ...SAMPLE, text: other }), [line, ...rest])
      assert.deepEqual(told({ ...SAMPLE, text: new TextEncoder().encode(other) }), [line, ...rest])
    }
  })

  const rule = (must: string) => `rule: "1"\nwhen: question\nwho: each addressee\n${must}\nby: without delay`
  const line = BLOCK_LINE + 3
  const cases: [string, string, string][] = [
    ['a plain scalar', 'must: awnser to question', `${line}:7`],
    ['a noun further on', 'must: answer to qestion', `${line}:17`],
    ['double quotation marks', 'must: "answer to qestion"', `${line}:18`],
    ['an escape before it', 'must: "answer\\x20to qestion"', `${line}:21`],
    ['a doubled mark before it', "must: 'answer to ''qestion'' about'", `${line}:18`],
    ['a folded line', 'must: answer to\n  qestion', `${line + 1}:3`],
    ['a folded block', 'must: >-\n  answer to\n  qestion', `${line + 2}:3`],
    ['a literal block', 'must: |-\n  answer to\n    qestion', `${line + 2}:5`],
    ['an emoji before it', 'must: "\\U0001F680 answer"', `${line}:8`],
  ]
  for (const [name, must, place] of cases) {
    test(name, () => assert.equal(told(withBlock(rule(must)))[0]?.split(' ')[0], place))
  }

  test('of a condition inside a variant', () => {
    const block = rule('must: answer to question').replace(
      'without delay',
      '2 days after question is received (1 day if question.urgnt)',
    )
    assert.deepEqual(told(withBlock(block)), [`${BLOCK_LINE + 4}:58 guard/unknown-field`])
  })
})

describe('what rules say of each other', () => {
  const rule = (id: string, lines: string) => `rule: "${id}"\nwho: Northland\n${lines}`
  const duty = 'must: answer to question\nto: Westmark\nby: 2026-05-01'
  const codes = (block: string) =>
    readAgreement(withBlock(block)).problems.map(({ code, line }) => `${line - BLOCK_LINE} ${code}`)

  test('a check has no outcome and no debtor', () => {
    const check = '{check: "9", on: question, where: question.urgent, otherwise: slow}\n---\n'
    assert.deepEqual(codes(check + rule('1', `when: 9 lapses\n${duty}`)), ['4 rule/unknown'])
    const debtor = 'rule: "1"\nwhen: question\nwho: debtor of 9\nmust: answer to question\nby: 2026-05-01'
    assert.deepEqual(codes(check + debtor), ['4 rule/unknown'])
  })

  test('nouns are those that every trigger has at hand', () => {
    const later = '\n---\nrule: "2"\nwhen: [answer, 1 lapses]\nwho: sender of NOUN\nmay: answer about question'
    const first = rule('1', `when: question\n${duty}`)
    assert.deepEqual(codes(first + later.replace('NOUN', 'question')), [])
    assert.deepEqual(codes(first + later.replace('NOUN', 'answer')), ['9 noun/unreachable'])
  })

  test('what performed a rule is at hand when it is performed, and not when it lapses', () => {
    const later = (event: string) =>
      `\n---\nrule: "2"\nwhen: 1 ${event}\nwho: sender of answer\nmay: answer about question`
    const first = rule('1', `when: question\n${duty}`)
    assert.deepEqual(codes(first + later('is performed')), [])
    assert.deepEqual(codes(first + later('lapses')), ['9 noun/unreachable'])
  })

  test('rules that wait for each other and for an act do arise', () => {
    const asked = `rule: "2"\nwhen: 1 lapses\nwho: sender of question\nmay: answer about question`
    const two = `${rule('1', `when: [question, '"2" is exercised']\n${duty}`)}\n---\n${asked}`
    assert.deepEqual(codes(two), [])
  })

  test('rules that only lapses lead from one to the other would go on for ever', () => {
    const two = `${rule('1', `when: [question, 2 lapses]\n${duty}`)}\n---\n${rule('2', `when: 1 lapses\n${duty}`)}`
    assert.deepEqual(codes(two), ['2 rule/endless', '9 rule/endless'])
  })

  test('a time after a lapse is of a lapse that the rule waits for', () => {
    const other = `${rule('1', `when: question\n${duty}`)}\n---\n`
    const by = 'must: answer to question\nto: Westmark\nby: 2 days after 1 lapses'
    assert.deepEqual(codes(other + rule('2', `when: 1 lapses\n${by}`)), [])
    assert.deepEqual(codes(other + rule('2', `when: question\n${by}`)), ['12 noun/unreachable'])
  })

  test('without a link or to: it is not known to whom a duty is owed', () => {
    assert.deepEqual(codes(rule('1', 'when: 2026-05-01\nmust: question\nby: 2026-06-01')), ['0 key/missing'])
  })

  test('a kind may refer to its own kind', () => {
    const kind = '{act: note, stage: other, refers to: note (optional)}\n---\n'
    assert.deepEqual(
      codes(`${kind}rule: "1"\nwhen: note\nwho: each addressee\nmust: note about note\nby: without delay`),
      [],
    )
  })

  test('a declared kind of a claim keeps its words', () => {
    const block =
      '{act: doubt, stage: claim, noun: a doubt, refers to: answer}\n---\n{claim: doubt, about: answer, who: sender of question}'
    const { agreement } = readAgreement(withBlock(block))
    assert.equal(agreement?.kinds.find(({ name }) => name === 'doubt')?.noun, 'a doubt')
  })

  test('hundreds of notes leave the agreement usable', () => {
    const kinds = Array.from({ length: 700 }, (_, i) => `{act: k${i}}`).join('\n---\n')
    const { agreement, problems } = readAgreement(withBlock(kinds))
    assert.ok(agreement !== undefined && problems.length === 100)
  })
})

describe('bounds', () => {
  const refused = (text: string | Uint8Array) => told({ name: 'a', text, file: () => undefined })

  test('an empty file', () => {
    for (const text of ['', ' \n\n', new Uint8Array(), '\uFEFF'])
      assert.deepEqual(refused(text), ['1:1 agreement/empty'])
  })

  test('50 MB are refused at once', () => {
    const bytes = new Uint8Array(50_000_000).fill(0x61)
    assert.deepEqual(refused(bytes), ['1:1 agreement/too-large'])
    assert.deepEqual(refused('a'.repeat(AGREEMENT_BYTES_MAX + 1)), ['1:1 agreement/too-large'])
  })

  test('what is not UTF-8 is told by offset, line and column', () => {
    const bytes = new Uint8Array([0x61, 0x0a, 0xc3, 0xbc, 0x62, 0xfc, 0x63])
    const [problem] = readAgreement({ name: 'a', text: bytes, file: () => undefined }).problems
    assert.equal(`${problem?.line}:${problem?.column} ${problem?.code}`, '2:3 agreement/not-utf8')
    assert.match(problem?.message ?? '', /byte FC at offset 5/)
    assert.deepEqual(refused(new Uint8Array([0x61, 0xe2, 0x82])), ['1:2 agreement/not-utf8'])
    // In Latin-1 the E4 of "Läke" could begin a character of three bytes; it is not the k that is wrong.
    const latin = Buffer.concat([Buffer.from('# ä '), Buffer.from('L\u00e4ke', 'latin1')])
    const [behind] = readAgreement({ name: 'a', text: latin, file: () => undefined }).problems
    assert.equal(`${behind?.line}:${behind?.column}`, '1:6')
    assert.match(behind?.message ?? '', /byte E4 at offset 6/)
  })

  const fence = (block: string) => `\`\`\`pacta\n${block}\n\`\`\`\n`
  const hostile: [string, string, string][] = [
    ['brackets', fence('['.repeat(500_000)), 'yaml/depth'],
    ['dashes', fence('a:\n  '.padEnd(60, '- ')), 'markdown/bounds'],
    ['braces', fence('{a: '.repeat(200_000)), 'yaml/depth'],
    ['question marks', fence('? '.repeat(200_000)), 'yaml/depth'],
    ['aliases', fence(`a: &a [1]\nb: [${'*a, '.repeat(1000)}]`), 'yaml/alias-bomb'],
    ['documents', fence('---\nact: a\n'.repeat(60_000)), 'block/too-many'],
    ['blocks', fence('act: a').repeat(2_001), 'block/too-many'],
    ['quotations', `${'> '.repeat(400_000)}\n`, 'markdown/bounds'],
    ['quotations one by one', '> a\n\n'.repeat(100_000), 'markdown/bounds'],
    ['lists', '- a\n\n  b\n\nc\n'.repeat(50_000), 'markdown/bounds'],
    ['nested lists', Array.from({ length: 700 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'), 'markdown/bounds'],
    ['a paragraph', '[a]: b\n'.repeat(100_000), 'markdown/bounds'],
    ['links', '[a]('.repeat(200_000), 'agreement/no-block'],
    ['emphasis', 'a**b'.repeat(200_000), 'agreement/no-block'],
    ['a long phrase', fence(`rule: "1"\nwhen: ${'a or '.repeat(50_000)}`), 'phrase/syntax'],
    ['a long name', fence(`act: ${'a'.repeat(500_000)}`), 'id/form'],
  ]
  for (const [name, text, code] of hostile) {
    test(`many ${name}`, () => {
      const lines = refused(text)
      assert.ok(
        lines.some((line) => line.endsWith(code)),
        `${lines}`,
      )
    })
  }

  test('two thousand unknown names among two thousand names', () => {
    const kinds = Array.from(
      { length: 2_000 },
      (_, i) => `{act: ${'a'.repeat(50)}${i}, refers to: ${'b'.repeat(50)}${i}}`,
    )
    assert.ok(told(withBlock(kinds.join('\n---\n'))).length >= 200)
  })

  test('kinds in a long chain, forms with long chains', () => {
    const kinds = Array.from(
      { length: 1_500 },
      (_, i) => `{act: k${i}, stage: other, refers to: k${i + 1}, from: sender of k${i + 1}}`,
    )
    assert.doesNotThrow(() => told(withBlock(kinds.join('\n---\n'))))
    const defs = Array.from({ length: 3_000 }, (_, i) => `a${i}: {allOf: [{$ref: "#/$defs/a${i + 1}"}]}`)
    const form = `act: notice\nform: {type: object, properties: {a: {$ref: "#/$defs/a0"}}, $defs: {${defs.join(', ')}, a3000: true}}`
    assert.match(told(withBlock(form)).join(), /form\/too-large/)
  })

  test('terms in a long chain, rules in a long chain', () => {
    const terms = Array.from({ length: 2_000 }, (_, i) => `{term: t${i}, of: question, means: question is t${i + 1}}`)
    assert.doesNotThrow(() => told(withBlock(terms.join('\n---\n'))))
    const rules = Array.from(
      { length: 2_000 },
      (_, i) =>
        `{rule: r${i}, when: [r${i + 1} lapses, r${i + 2} lapses], who: debtor of r${i + 1} and debtor of r${i + 2}, must: answer about question, by: 2 days after r${i + 1} lapses}`,
    )
    assert.doesNotThrow(() => told(withBlock(rules.join('\n---\n'))))
  })
})

describe('agreements of this checkout', () => {
  for (const name of [
    'northland-westmark',
    'indivisible-security',
    'organisations-dialogue',
    'euro-atlantic-consultation',
  ]) {
    test(`${name} has no error`, () => {
      const { problems } = readAgreement(folder(`agreements/${name}`))
      assert.deepEqual(problems.filter(({ severity }) => severity === 'error').map(printProblem), [])
    })
  }
})
