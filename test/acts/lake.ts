import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { Agreement } from '../../src/agreement/agreement.ts'
import type { ActKind } from '../../src/agreement/kind.ts'
import type { PartySet } from '../../src/agreement/rule.ts'
import { dayOf } from '../../src/time/day.ts'
import { zoneOf } from '../../src/time/zone.ts'

/** A small agreement around a lake, by hand: three shores, one of them bound for sixteen months only, and their council. */
const clause = { file: 'agreement.md', line: 30, column: 1, heading: 'Messages', text: '' }
const zone = zoneOf('Europe/Vienna')
if (zone === undefined) throw new Error('no zone Europe/Vienna')

function each(of: PartySet['of'], except: PartySet['except'] = []): ActKind['from'] {
  return { join: 'and', sets: [{ quantifier: 'each', of, except }] }
}

function kind(name: string, fields: Partial<ActKind>): ActKind {
  return {
    name,
    clause,
    noun: `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`,
    infinitive: `send a ${name}`,
    titles: {},
    stage: 'other',
    to: 'some',
    refersTo: [],
    mustRefer: false,
    ...fields,
  }
}

export const lake: Agreement = {
  id: 'lake',
  title: 'Agreement on the lake',
  names: { en: 'Agreement on the lake' },
  zone,
  start: dayOf(2026, 1, 1),
  parties: [
    { id: 'North', kind: 'state', names: { en: 'Northland' }, bound: [{ from: dayOf(2026, 1, 1) }] },
    { id: 'West', kind: 'state', names: { en: 'Westmark' }, bound: [{ from: dayOf(2026, 1, 1) }] },
    {
      id: 'East',
      kind: 'state',
      names: { en: 'Estmark' },
      bound: [{ from: dayOf(2026, 3, 1), until: dayOf(2027, 6, 30) }],
    },
    { id: 'council', kind: 'organisation', names: { en: 'Council of the Lake' }, bound: [{}] },
  ],
  groups: [{ id: 'shore', names: {}, members: [{ party: 'North' }, { party: 'West', until: dayOf(2026, 6, 30) }] }],
  zones: [],
  bodies: [{ id: 'table', names: {}, members: 'parties', chairs: [{ party: 'West', from: dayOf(2026, 7, 1) }] }],
  instruments: [],
  commitments: [
    { id: 'L1', clause, title: 'The lake is open to all', found: [] },
    { id: 'L2', clause, title: 'No shore at the expense of another', found: [] },
  ],
  kinds: [
    kind('question', {
      stage: 'question',
      form: {
        type: 'object',
        required: ['text'],
        properties: { text: { type: 'string' }, urgent: { type: 'boolean' } },
      },
    }),
    kind('answer', {
      stage: 'reply',
      refersTo: ['question'],
      mustRefer: true,
      from: each({ kind: 'addressee', noun: 'question' }),
    }),
    kind('return', {
      stage: 'return',
      to: 'all',
      form: {
        type: 'object',
        properties: {
          boats: { type: 'integer', minimum: 0 },
          landings: {
            type: 'array',
            items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
          },
        },
        additionalProperties: false,
      },
    }),
    kind('statement', { stage: 'statement', to: 'nobody', refersTo: ['question', 'answer', 'statement'] }),
    kind('invitation', { stage: 'offer', to: 'one', from: each({ kind: 'member', group: 'shore' }) }),
    kind('ruling', { to: 'all', from: each({ kind: 'chair', body: 'table' }) }),
    kind('protest', { from: each({ kind: 'parties' }, [{ kind: 'party', party: 'council' }]) }),
  ],
  channels: [],
  regimes: {},
  rules: [],
}

const utf8 = new TextEncoder()

export function file(name: string, text: string): { name: string; bytes: Uint8Array } {
  return { name, bytes: utf8.encode(text) }
}

/** The acts of the first spring, in both formats. */
export const spring = bothFormats(readFileSync(fileURLToPath(new URL('./spring.yaml', import.meta.url)), 'utf8'))

function bothFormats(yaml: string): { readonly yaml: string; readonly jsonl: string } {
  const { acts, ...head } = parse(yaml) as { readonly acts: readonly object[] }
  return { yaml, jsonl: [head, ...acts].map((one) => JSON.stringify(one)).join('\n') }
}
