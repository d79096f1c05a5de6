import { writeFileSync } from 'node:fs'
import { Refusal } from './refusal.ts'
import { visible } from './visible.ts'

/** Writes a file whole; what the machine says against it is a refusal. */
export function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Refusal(`${visible(file)} cannot be written (${code}): see whether you may change it.`)
  }
}
