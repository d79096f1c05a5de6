import * as fs from 'node:fs'
import { basename, join } from 'node:path'
import type { Agreement } from '../agreement/agreement.ts'
import { compare, isError, type Problem } from '../problem.ts'
import { type Folder, holdsAgreement, readFolder } from './folder.ts'
import { readAgreementOf } from './opened.ts'
import { FilesRefused, Refusal } from './refusal.ts'

/** An agreement of a library: a folder of folders. */
export interface Shelved {
  /** The name of its folder. */
  readonly name: string
  readonly folder: Folder
  readonly agreement: Agreement
}

/**
 * Every agreement in these folders, by name: of a folder that holds an agreement that one, of any other those one level down. Whatever
 * is wrong with them is told all at once; their acts are not read.
 */
export function libraryOf(command: string, folders: readonly string[]): readonly Shelved[] {
  const problems: Problem[] = []
  const shelved = folders
    .flatMap((path) => agreementsIn(command, path))
    .flatMap((path): Shelved[] => {
      const read = readFolder(path)
      if ('problems' in read) {
        problems.push(...read.problems)
        return []
      }
      const one = readAgreementOf(read.folder)
      if (one.agreement !== undefined) return [{ name: basename(path), folder: read.folder, agreement: one.agreement }]
      problems.push(...one.problems.filter(isError))
      return []
    })
  if (problems.length > 0) throw new FilesRefused(problems)
  return shelved
}

function agreementsIn(command: string, path: string): readonly string[] {
  if (holdsAgreement(path)) return [path]
  const found = namesIn(path)
    .sort(compare)
    .map((name) => join(path, name))
    .filter(holdsAgreement)
  if (found.length > 0) return found
  throw new Refusal(
    `pacta ${command}: there is no agreement in ${path}.`,
    'Name a folder that holds agreements, each in a folder of its own: agreements.',
  )
}

function namesIn(path: string): string[] {
  try {
    return fs.readdirSync(path)
  } catch {
    // Not there, or no folder: there is no agreement in it, which is said.
    return []
  }
}
