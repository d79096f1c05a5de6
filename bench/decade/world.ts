import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileProgram } from '../../src/engine/program/program.ts'
import { readAgreement } from '../../src/language/read.ts'
import type { World } from '../world.ts'
import { Chronicle } from './chronicle.ts'
import { addFirstInformation, addYear } from './year.ts'

const FOLDER = fileURLToPath(new URL('../../agreements/vienna-document-2011/', import.meta.url))
const FIRST_YEAR = 2012
export const YEARS = 10

/**
 * A made-up decade of the States of a shipped agreement: exchanges, calendars, notifications, visits, consultations,
 * inspections, evaluations. Nothing in it happened.
 */
export function decadeOf(years: number): World {
  const file = (name: string) => {
    try {
      return readFileSync(join(FOLDER, name), 'utf8')
    } catch {
      return undefined
    }
  }
  const text = readFileSync(join(FOLDER, 'agreement.md'), 'utf8')
  const { agreement, problems } = readAgreement({ name: FOLDER, text, file })
  if (agreement === undefined) throw new Error(problems.map(({ code, message }) => `${code}: ${message}`).join('\n'))
  const told = new Chronicle(new Map(agreement.kinds.map(({ name, form }) => [name, form])))
  const chairs = agreement.bodies[0]?.chairs ?? []
  for (let year = FIRST_YEAR; year < FIRST_YEAR + years; year++) {
    const day = Date.UTC(year, 0, 1) / 86_400_000
    const bound = agreement.parties.filter(({ bound }) => bound.some(({ from = day }) => from <= day))
    const states = bound.map(({ id }) => id)
    const units = new Map(states.map((id) => [id, told.random.below(420)]))
    const chair =
      chairs.find(({ from = day, until = day }) => from <= day && day <= until)?.party ?? (states[0] as string)
    if (year === FIRST_YEAR) addFirstInformation(told, { year, states, chair, units })
    addYear(told, { year, states, chair, units })
  }
  const lines = told.lines()
  const bytes = Buffer.from(lines.join(''))
  const offsets = new Float64Array(lines.length + 1)
  lines.forEach((line, at) => {
    offsets[at + 1] = (offsets[at] as number) + Buffer.byteLength(line)
  })
  const lastDay = `${FIRST_YEAR + years - 1}-12-31`
  return {
    workload: { bytes, offsets, kinds: new Uint8Array(lines.length), schedules: 0, lastDay },
    program: compileProgram(agreement),
    acts: lines.length,
    asOf: { at: Date.parse(`${lastDay}T22:59:59.999Z`), printed: `the end of ${lastDay}` },
  }
}
