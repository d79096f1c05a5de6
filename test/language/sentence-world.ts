/**
 * An agreement built by hand for the tests of sentences, and short ways to write rules. It covers every kind of noun that
 * makes a difference in English: with and without a tail, with its own infinitive, plural.
 */
import type { Json } from '../../src/agreement/act.ts'
import type { Agreement } from '../../src/agreement/agreement.ts'
import type { Clause } from '../../src/agreement/clause.ts'
import type { Anchor, Clock } from '../../src/agreement/clock.ts'
import type { Guard, GuardText } from '../../src/agreement/guard.ts'
import type { ActKind, Stage } from '../../src/agreement/kind.ts'
import type {
  Change,
  Check,
  Claim,
  Event,
  Link,
  Norm,
  PartyExpr,
  PartySet,
  Role,
  Term,
} from '../../src/agreement/rule.ts'
import { readGuard } from '../../src/language/guard/guard.ts'
import { withArticle } from '../../src/language/sentence/sentence-words.ts'
import { dayOf } from '../../src/time/day.ts'
import { type Period, PLAIN, parsePeriod } from '../../src/time/regime.ts'
import type { Zone } from '../../src/time/zone.ts'

export const clause: Clause = { file: '-', line: 1, column: 1, heading: '', text: '' }

const notificationForm: Json = {
  type: 'object',
  properties: {
    troops: { type: 'integer', title: 'Troops' },
    tanks: { type: 'integer', title: 'Battle tanks' },
    acvs: { type: 'integer', title: 'ACVs' },
    brigades: { type: 'integer', title: 'Number of brigades' },
    start: { type: 'string', format: 'date', title: 'Start' },
    end: { type: 'string', format: 'date', title: 'End' },
    without_advance_notice: { type: 'boolean', title: 'Without advance notice to the troops' },
    designation: { type: 'string' },
    area: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' } } },
    forces: { type: 'array', items: { enum: ['sea', 'land'] } },
  },
}

function kind(name: string, stage: Stage, more: Partial<ActKind> = {}): ActKind {
  const noun = more.noun ?? withArticle(name.replaceAll('-', ' '))
  const infinitive = `send ${noun}`
  return { name, clause, noun, infinitive, titles: {}, stage, to: 'some', refersTo: [], mustRefer: false, ...more }
}

const zone = { id: 'Europe/Vienna' } as Zone
const regime = PLAIN(zone)

export const base: Agreement = {
  id: 'test',
  title: 'Test',
  names: {},
  zone,
  start: dayOf(2026, 1, 1),
  parties: [
    { id: 'N', kind: 'state', names: { en: 'Northland' }, bound: [{ from: dayOf(2026, 1, 1) }] },
    {
      id: 'W',
      kind: 'state',
      names: { en: 'Westmark' },
      bound: [{ from: dayOf(2026, 3, 1), until: dayOf(2027, 6, 30) }],
    },
    { id: 'LU', kind: 'organisation', names: { en: 'Lake Union' }, bound: [{ from: dayOf(2026, 1, 1) }] },
  ],
  groups: [
    {
      id: 'lake',
      names: { en: 'Members of the Lake Union' },
      members: [{ party: 'N' }, { party: 'W', from: dayOf(2026, 3, 1) }],
    },
    { id: 'south', names: { en: 'Southern partners' }, members: [{ party: 'N' }] },
  ],
  zones: [],
  bodies: [{ id: 'council', names: { en: 'permanent council' }, members: 'parties', chairs: [] }],
  instruments: [],
  commitments: [],
  kinds: [
    kind('question', 'question', {
      infinitive: 'put a question',
      form: {
        type: 'object',
        properties: {
          urgent: { type: 'boolean' },
          pages: { type: 'integer' },
          topic: { enum: ['sea', 'land'] },
          expires: { type: 'string' },
        },
      },
    }),
    kind('request', 'question'),
    kind('reply', 'reply', { infinitive: 'reply', refersTo: ['request'], mustRefer: true }),
    kind('answer', 'reply', {
      refersTo: ['question'],
      mustRefer: true,
      form: { type: 'object', properties: { full: { type: 'boolean' }, pages: { type: 'integer' } } },
    }),
    kind('holding-reply', 'other', { refersTo: ['question'], mustRefer: true }),
    kind('acknowledgement', 'acknowledgement', { refersTo: ['question'], mustRefer: true }),
    kind('joint-answer', 'joint reply', { refersTo: ['question'], mustRefer: true }),
    kind('adoption-of-answer', 'adoption', {
      noun: 'an adoption of a joint answer',
      infinitive: 'adopt a joint answer as its own',
    }),
    kind('follow-up', 'follow-up', { noun: 'a follow-up question', infinitive: 'put a follow-up question' }),
    kind('meeting-request', 'meeting request', { noun: 'a request for a meeting', infinitive: 'ask for a meeting' }),
    kind('meeting', 'meeting', {
      infinitive: 'hold a meeting',
      form: { type: 'object', properties: { began: { type: 'string', format: 'date-time' } } },
    }),
    kind('joining', 'joining', { noun: 'a notice of joining', infinitive: 'join a question' }),
    kind('withdrawal', 'withdrawal', { infinitive: 'withdraw the question' }),
    kind('waiver', 'waiver', { refersTo: ['question'] }),
    kind('notification', 'notification', { form: notificationForm, to: 'all' }),
    kind('calendar', 'return', {
      noun: 'an annual calendar',
      to: 'all',
      form: { type: 'object', properties: { activities: { type: 'array', title: 'Activities' } } },
    }),
    kind('nil-calendar', 'return', { noun: 'a nil statement', to: 'all' }),
    kind('minutes', 'other', { noun: 'minutes', infinitive: 'send minutes' }),
    kind('draft', 'other'),
    kind('adoption', 'other', { noun: 'an adoption', infinitive: 'adopt the measure' }),
    kind('detailed-opinion', 'other'),
    kind('insufficiency', 'claim', {
      noun: 'a claim that an answer is insufficient',
      infinitive: 'claim that an answer is insufficient',
    }),
    kind('frozen', 'claim', { infinitive: 'claim that its participation is frozen' }),
    kind('denial', 'denial'),
    kind('statement', 'statement', { to: 'nobody', noun: 'a public statement', infinitive: 'make a public statement' }),
  ],
  channels: [],
  regimes: { default: regime, eu: { ...regime, id: 'eu' } },
  rules: [],
}

export function guard(text: string): GuardText {
  const nouns = new Map(base.kinds.map((k) => [k.name, k.form]))
  const answer = readGuard(text, { nouns, terms: new Map() })
  if (answer.guard === undefined) throw new Error(`${text}: ${answer.faults.map((f) => f.message).join(' ')}`)
  return { text, guard: answer.guard as Guard }
}

export function period(text: string): Period {
  const found = parsePeriod(text)
  if (found === undefined) throw new Error(text)
  return found
}

export const act = (name: string, link?: Link): Event => ({ kind: 'act', act: name, ...(link ? { link } : {}) })
export const to = (noun: string): Link => ({ kind: 'to', noun })
export const about = (noun: string): Link => ({ kind: 'about', noun })
export const sender = (noun?: string): Role => ({ kind: 'sender', ...(noun ? { noun } : {}) })
export const addressee = (noun?: string): Role => ({ kind: 'addressee', ...(noun ? { noun } : {}) })
export const set = (quantifier: PartySet['quantifier'], of: Role, ...except: Role[]): PartySet => ({
  quantifier,
  of,
  except,
})
export const party = (quantifier: PartySet['quantifier'], of: Role, ...except: Role[]): PartyExpr => ({
  join: 'and',
  sets: [set(quantifier, of, ...except)],
})
export const joined = (join: PartyExpr['join'], ...sets: PartySet[]): PartyExpr => ({ join, sets })
export const received = (noun: string): Anchor => ({ kind: 'act', noun, is: 'received' })
export const transmitted = (noun: string): Anchor => ({ kind: 'act', noun, is: 'transmitted' })
export const stated = (noun: string, ...path: string[]): Anchor => ({ kind: 'field', noun, path })
export const count = (length: string, direction: 'after' | 'before', from: Anchor, more: object = {}): Clock => ({
  kind: 'count',
  period: period(length),
  variants: [],
  direction,
  from,
  regime: 'default',
  ...more,
})

export function norm(part: Partial<Norm>): Norm {
  return {
    kind: 'norm',
    id: '1',
    clause,
    verb: 'must',
    when: [act('question')],
    who: party('each', { kind: 'addressee' }),
    what: { acts: ['answer'], link: { kind: 'to', noun: 'question' } },
    timedBy: 'transmitted',
    changes: [],
    survives: false,
    ...part,
  }
}
export const check = (part: Partial<Check>): Check => ({
  kind: 'check',
  id: 'c',
  clause,
  on: 'notification',
  mark: 'late notice',
  ...part,
})
export const claim = (part: Partial<Claim>): Claim => ({
  kind: 'claim',
  id: 'insufficiency',
  clause,
  about: ['answer'],
  who: party('the', sender('question')),
  ...part,
})
export const change = (part: Partial<Change>): Change => ({
  verb: 'end',
  when: { acts: ['waiver'], link: to('question') },
  once: false,
  ...part,
})

const power: Norm = norm({ id: '16.2', verb: 'may' })
const duty: Norm = norm({ id: '4.2' })
export const large: Term = {
  kind: 'term',
  id: 'large',
  clause,
  of: 'notification',
  means: guard('notification.troops >= 9000 || notification.tanks >= 250'),
}
export const agreement: Agreement = { ...base, rules: [duty, power, large] }
