import type { Change } from '../engine/reading/difference.ts'
import { printInstant } from '../time/instant.ts'
import type { Command } from './command.ts'
import { EFFECT_OPTIONS, type Effect, effectOf, printEffect } from './effect.ts'
import { EXIT_FINE } from './refusal.ts'
import { lineJson } from './register-export.ts'

/** `pacta what-if`: what an act would change, before anybody sends it. */
export const command: Command = {
  usage: 'pacta what-if [AGREEMENT] KIND [options]',
  says: 'What an act would change in the register. Nothing is written.',
  more: [
    'The act is worded as for `pacta record`. Two registers for one instant are compared, without it and with it.',
  ],
  options: { ...EFFECT_OPTIONS, json: { says: 'One JSON document' } },
  examples: [
    'pacta what-if agreements/northland-westmark question --by Westmark --to Northland --transmitted 2026-11-23 --received 2026-11-23',
  ],
  run(args, terminal) {
    const effect = effectOf('what-if', args)
    process.stdout.write(args.flags.has('json') ? effectJson(effect) : printEffect(effect, terminal))
    return EXIT_FINE
  },
}

function effectJson({ opened, read, sections }: Effect): string {
  const { agreement } = opened
  const notes = [...read.departures, ...read.notes].map(({ of, code, message, advice }) => ({
    of,
    code,
    message,
    advice,
  }))
  const registers = sections.map(({ asOf, changes, marks, editions }) => ({
    asOf: { at: printInstant(asOf.at), printed: asOf.printed, because: asOf.because },
    changes: changes.map(changeJson),
    marks,
    ...(editions.length === 0 ? {} : { editions }),
  }))
  return `${JSON.stringify({ agreement: { id: agreement.id, title: agreement.title }, act: read.draft, registers, notes }, null, 2)}\n`
}

function changeJson({ kind, before, after }: Change): Record<string, unknown> {
  return {
    change: kind,
    before: before === undefined ? null : lineJson(before),
    after: after === undefined ? null : lineJson(after),
  }
}
