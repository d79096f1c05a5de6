import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { appendedTo, begunWith } from '../acts/appended.ts'
import type { Draft } from '../acts/draft.ts'
import type { ActsRecord } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import { isSameAct } from '../agreement/same-act.ts'
import { compare } from '../problem.ts'
import type { CliCode } from './codes.ts'
import { ArgumentsRefused } from './faults.ts'
import { type Folder, type SourceFile, textOf } from './folder.ts'
import { readActsFrom } from './opened.ts'

/**
 * How an act gets into the files of a record. Only one process adds at a time; the file is written anew beside the old one
 * and then takes its name. So whoever is stopped at any instant leaves the record as it was or as it was to become.
 */
const FIRST_FILE = 'acts/record.yaml'
const ACTS_FILE = /\.(?:ya?ml|jsonl)$/

/** The file that an act is added to: the one that is named, or the last one by its name, or a first one. */
export function fileFor(folder: Folder, named: string | undefined): SourceFile {
  const files = folder.acts.filter(({ name }) => ACTS_FILE.test(name))
  if (named === undefined) {
    const last = [...files].sort((a, b) => compare(a.name, b.name)).at(-1)
    return last ?? { file: join(folder.path, FIRST_FILE), name: FIRST_FILE, content: '' }
  }
  const found = files.find(({ name, file }) => name === named || file === named || basename(name) === named)
  if (found !== undefined) return found
  throw new ArgumentsRefused('record', [
    {
      at: '--file',
      code: 'record/unknown-file' satisfies CliCode,
      message: `The folder has no acts file "${named}".`,
      advice:
        files.length === 0
          ? `It has none yet: leave --file out, and ${FIRST_FILE} is begun.`
          : `It has ${files.map(({ name }) => name).join(', ')}.`,
    },
  ])
}

/** The files of the folder as they will be; refuses where the act cannot be added without touching what is there. */
export function withAct(
  folder: Folder,
  target: SourceFile,
  draft: Draft,
  agreement: Agreement,
  before: ActsRecord,
): string {
  const isNew = !folder.acts.some(({ name }) => name === target.name)
  const text = isNew ? begunWith(target.name, draft) : appendedTo(target.name, textOf(target.content), draft)
  if (text !== undefined) {
    const files = isNew ? [...folder.acts, { ...target, content: text }] : folder.acts
    const changed = files.map((one) => (one.name === target.name ? { ...one, content: text } : one))
    const { record } = readActsFrom(changed, agreement)
    if (record !== undefined && isOneMore(before, record, draft.id as string)) return text
  }
  throw new ArgumentsRefused('record', [
    {
      at: target.file,
      code: 'record/not-appended' satisfies CliCode,
      message: 'An act cannot be added to this file without touching what stands in it.',
      advice: 'Write its acts as a list of lines below `acts:`, or name another file of the record with --file.',
    },
  ])
}

/** All acts that were there, unchanged, and this one. */
function isOneMore(before: ActsRecord, after: ActsRecord, id: string): boolean {
  const rest = after.acts.filter((act) => act.id !== id)
  if (after.acts.length !== before.acts.length + 1 || rest.length !== before.acts.length) return false
  return rest.every((act, index) => isSameAct(act, before.acts[index] as typeof act))
}

/** The bytes are on the disk before the file takes its name: a machine that stops here leaves the old file. */
export function replaceFile(command: string, file: string, text: string | Uint8Array): void {
  try {
    fs.mkdirSync(dirname(file), { recursive: true })
    const real = fs.existsSync(file) ? fs.realpathSync(file) : file
    const mode = fs.existsSync(real) ? fs.statSync(real).mode : 0o666
    renewed(real, join(dirname(real), `.${basename(real)}.${process.pid}.draft`), mode, text)
  } catch (error) {
    throw notWritten(command, file, error)
  }
}

function renewed(real: string, draft: string, mode: number, text: string | Uint8Array): void {
  try {
    const handle = fs.openSync(draft, 'w', mode)
    try {
      fs.writeFileSync(handle, text)
      fs.fsyncSync(handle)
    } finally {
      fs.closeSync(handle)
    }
    fs.renameSync(draft, real)
  } catch (error) {
    fs.rmSync(draft, { force: true })
    throw error
  }
}

const WAIT_MS = 10_000
const LOCK = '.pacta-lock'

/**
 * Runs while nobody else adds to this record. The lock is one of the system's, taken through SQLite, and ends with the
 * process however that ends; the empty file that it is taken on stays.
 */
export async function alone<T>(command: string, folder: Folder, run: () => T | Promise<T>): Promise<T> {
  const lock = opened(command, join(folder.path, LOCK))
  try {
    lock.exec(`PRAGMA busy_timeout = ${WAIT_MS}`)
    try {
      lock.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      if (isBusy(error)) throw busy(command, folder)
      throw isNoDatabase(error) ? notTheLock(command, join(folder.path, LOCK)) : error
    }
    return await run()
  } finally {
    lock.close()
  }
}

/** SQLite says of a folder in which nobody may write only that it cannot open a file; the system says why. */
function opened(command: string, file: string): DatabaseSync {
  try {
    fs.closeSync(fs.openSync(file, 'a'))
  } catch (error) {
    throw notWritten(command, file, error)
  }
  return new DatabaseSync(file)
}

/** The system's own word for it is kept: it is what one looks up. */
function notWritten(command: string, file: string, error: unknown): ArgumentsRefused {
  const { code } = error as NodeJS.ErrnoException
  return code === 'EISDIR'
    ? notTheLock(command, file)
    : refused(command, file, `Nothing can be written here (${code}).`, 'See whether you may write in this folder.')
}

function notTheLock(command: string, file: string): ArgumentsRefused {
  return refused(
    command,
    file,
    'This is not the empty file by which one process at a time adds to the record.',
    'It holds nothing of the record: move it away, and give the same command again.',
  )
}

function refused(command: string, file: string, message: string, advice: string): ArgumentsRefused {
  return new ArgumentsRefused(command, [{ at: file, code: 'record/not-written' satisfies CliCode, message, advice }])
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /\blocked\b/.test(error.message)
}

function isNoDatabase(error: unknown): boolean {
  return error instanceof Error && /\bnot a database\b/.test(error.message)
}

function busy(command: string, folder: Folder): ArgumentsRefused {
  return new ArgumentsRefused(command, [
    {
      at: folder.path,
      code: 'record/busy' satisfies CliCode,
      message: `Somebody else has been adding to this record for ${WAIT_MS / 1000} seconds.`,
      advice: 'Try again when the other one is done.',
    },
  ])
}
