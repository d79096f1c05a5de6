import { join } from 'node:path'
import { parseAsOf } from '../engine/reading/as-of.ts'
import { openingOf } from '../page/prose.ts'
import type { Shown, Site } from '../page/view.ts'
import { ledgerOf } from './consultation.ts'
import { textOf } from './folder.ts'
import { openAgreement } from './opened.ts'
import { Refusal } from './refusal.ts'
import world from './world.json' with { type: 'json' }

/** The small world: which agreements are shown, and as of when, says `src/cli/world.json`. */
export function openWorld(): Site {
  const agreements = join(import.meta.dirname, '../../agreements')
  return {
    shown: world.shown.map(({ folder, asOf }) => open(join(agreements, folder), `agreements/${folder}`, asOf)),
    zoneData: zoneData(),
  }
}

export function zoneData(): string {
  return process.versions.tz ?? 'not known'
}

function open(path: string, shownAs: string, asOf: string): Shown {
  const { folder, agreement, record, sources } = openAgreement(path, { shownAs })
  const text = textOf(folder.agreement.content)
  const first = parseAsOf(asOf, agreement.zone)
  if (first === undefined) throw new Refusal(`src/cli/world.json: "${asOf}" is no date and no instant.`)
  return {
    agreement,
    record,
    ledger: ledgerOf(agreement, record.acts),
    first,
    firstText: asOf,
    text,
    opening: openingOf(text),
    sources,
  }
}
