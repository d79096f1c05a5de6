import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { pacta } from './process.ts'

/** Importing into a copy of the agreement of test/sheets, as somebody types it. */
export const scratch = fs.mkdtempSync(join(tmpdir(), 'pacta-import-'))
after(() => fs.rmSync(scratch, { recursive: true }))

export const BOOKS = 'test/sheets/workbooks'

export function begun(name: string): string {
  const path = join(scratch, name)
  fs.cpSync('test/sheets/agreement', path, { recursive: true })
  return path
}

/** Writes a mapping of its own into the folder. */
export function mapping(path: string, name: string, text: string): string {
  const file = join(path, 'mappings', `${name}.yaml`)
  fs.writeFileSync(file, text)
  return file
}

export function imported(path: string, file: string, map: string, ...more: string[]) {
  return pacta(['import', path, file, '--mapping', map, ...more])
}

export function actsOf(path: string, name: string): Record<string, unknown>[] {
  const file = join(path, 'acts', `${name}.jsonl`)
  if (!fs.existsSync(file)) return []
  const lines = fs.readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
}

/** Where, and which code. */
export function told(err: string): string[] {
  return [...err.matchAll(/^(?:\S+\.(?:xlsx|csv)) (.*?) {2}(\S+)$/gm)].map(([, at, code]) => `${at} ${code}`)
}
