import type { Act } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import type { Ledger } from '../engine/ledger.ts'
import { joined } from '../engine/program/amendments.ts'
import { type ChosenAsOf, lastAsOf } from '../engine/reading/as-of.ts'
import type { AsOf, Query } from '../engine/reading/line.ts'
import type { PreambleFacts } from '../engine/reading/preamble.ts'
import { didYouMean } from '../language/phrase/spelling.ts'
import type { Arguments, Options } from './arguments.ts'
import { readInstant } from './instant-option.ts'
import { type Opened, openAgreement } from './opened.ts'
import { Refusal } from './refusal.ts'

/** An agreement with its record, and what is asked of them: what the commands that answer from acts have in common. */
export interface Consultation extends PreambleFacts {
  readonly opened: Opened
  readonly ledger: Ledger
  readonly query: Query
  readonly asOf: ChosenAsOf
}

export const CONSULTATION_OPTIONS = {
  'as-of': {
    value: 'WHEN',
    says: 'A date (the end of that day in the zone of the agreement) or an instant with its offset. Left out: the end of what the record covers, or else the last act. Never the clock of this machine',
  },
  'known-at': { value: 'WHEN', says: 'Only the acts that had come on record by then' },
  party: { value: 'ID', says: 'Only what concerns this party' },
  acts: { value: 'PATH', says: 'The acts in this file or folder instead of those that come with the agreement' },
} as const satisfies Options

export function consult(path: string, { values, flags }: Arguments): Consultation {
  const opened = openAgreement(path, { acts: values.get('acts') })
  const { agreement, record } = opened
  const named = values.get('as-of')
  const asOf = named === undefined ? lastAsOf(agreement, record) : readInstant('--as-of', named, agreement.zone)
  const knownText = values.get('known-at')
  const knownAt = knownText === undefined ? undefined : readInstant('--known-at', knownText, agreement.zone)
  const known = knownAt === undefined ? record.acts : record.acts.filter((act) => cameOnRecord(act, knownAt))
  return {
    opened,
    agreement,
    record,
    known,
    asOf,
    knownAt,
    zoneData: process.versions.tz ?? 'not known',
    leaveOutPlayed: values.has('acts'),
    ledger: ledgerOf(agreement, known),
    query: {
      asOf,
      covers: record.covers,
      party: partyOf(values.get('party'), agreement),
      powers: flags.has('may'),
    },
  }
}

export function ledgerOf(agreement: Agreement, acts: readonly Act[]): Ledger {
  return joined(agreement, acts)
}

/** One output holds one of them. */
export function refuseTwoFormats(command: string, { flags }: Arguments): void {
  if (!flags.has('json') || !flags.has('csv')) return
  throw new Refusal(`pacta ${command}: --json and --csv exclude each other.`, 'Name one of the two.')
}

/** The agreement whose acts are played, if these rules were not in force between those who acted. */
export function playedOverOf({ agreement, leaveOutPlayed }: Consultation): string | undefined {
  return leaveOutPlayed === true ? undefined : agreement.actsOf
}

/** An act that does not say when it was put on record was so when it was transmitted. */
function cameOnRecord(act: Act, by: AsOf): boolean {
  return (act.recordedAt ?? act.transmitted).latest <= by.at
}

function partyOf(id: string | undefined, { parties }: Agreement): string | undefined {
  if (id === undefined || parties.some((party) => party.id === id)) return id
  const ids = parties.map((party) => party.id)
  // Whoever knows a party by its name is told its id.
  const named = parties.find(({ names }) => Object.values(names).includes(id))
  const advice = named === undefined ? didYouMean(id, ids) : `Its id is ${named.id}.`
  throw new Refusal(`--party: the agreement has no party with the id "${id}".`, advice)
}
