import { type ActsFile, readActs } from '../acts/read.ts'
import type { ActsRecord } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import { readAgreement } from '../language/read.ts'
import { readSources, type Sources, type SourcesOf } from '../page/sources.ts'
import { isError, type Problem } from '../problem.ts'
import {
  type ActsRead,
  type Folder,
  readActsAt,
  readActsBeside,
  readAgreementBeside,
  readFolder,
  type SourceFile,
  textOf,
} from './folder.ts'
import { FilesRefused } from './refusal.ts'

/** An agreement and its record, read and found usable. */
export interface Opened {
  readonly folder: Folder
  readonly agreement: Agreement
  readonly record: ActsRecord
  readonly sources: SourcesOf
  /** What is not wrong and should be known. */
  readonly notes: readonly Problem[]
}

/** Everything that can be said about a folder, usable or not. */
export interface Inspected {
  readonly folder?: Folder
  readonly agreement?: Agreement
  readonly record?: ActsRecord
  readonly sources?: SourcesOf
  readonly problems: readonly Problem[]
}

/** Refuses with all problems at once if there is an error among them. */
export function openAgreement(path: string, how: { acts?: string; shownAs?: string } = {}): Opened {
  const { folder, agreement, record, sources = {}, problems } = inspect(path, how)
  if (folder === undefined || agreement === undefined || record === undefined) {
    throw new FilesRefused(problems.filter(isError))
  }
  return { folder, agreement, record, sources, notes: problems }
}

export function inspect(path: string, { acts, shownAs }: { acts?: string; shownAs?: string } = {}): Inspected {
  const read = readFolder(path, shownAs)
  return 'folder' in read ? inspectFolder(read.folder, acts) : { problems: read.problems }
}

function inspectFolder(folder: Folder, actsPath?: string): Inspected {
  const { agreement, problems } = readAgreementOf(folder)
  if (agreement === undefined) return { folder, problems }
  const files = actsPath === undefined ? actsFilesOf(folder, agreement) : readActsAt(actsPath)
  const acts = readActsFrom(files.acts, agreement)
  const all = [...problems, ...files.problems, ...acts.problems]
  const record = files.problems.some(isError) ? undefined : acts.record
  const sources = { rules: readSourcesFrom(folder.sources), acts: readSourcesFrom(files.sources) }
  return { folder, agreement, record, sources, problems: all }
}

function readSourcesFrom(file: SourceFile | undefined): Sources | undefined {
  return file === undefined ? undefined : readSources(file.file, textOf(file.content))
}

export interface AgreementRead {
  readonly agreement?: Agreement
  readonly problems: readonly Problem[]
}

/** With the cast of its cases in the place of its parties; without one, as it is. */
export function readWithCast(folder: Folder): AgreementRead {
  return readAgreementOf(folder, folder.cast)
}

export function readAgreementOf(folder: Folder, cast?: SourceFile): AgreementRead {
  // Only what was read from the folder is there to be asked for, however a name is written.
  const files = new Map(
    [...folder.forms, ...folder.calendars, ...folder.editions].map(({ name, content }) => [name, content]),
  )
  return readAgreement({
    name: folder.name,
    text: folder.agreement.content,
    file: (path) => {
      const content = files.get(path)
      return content === undefined ? undefined : textOf(content)
    },
    beside: (name) => readAgreementBeside(folder, name)?.content,
    cast: cast?.content,
  })
}

/** The acts that an agreement is played over: its own, or those of the folder that it names. */
export function actsFilesOf(folder: Folder, { actsOf }: Agreement): ActsRead {
  if (actsOf !== undefined) return readActsBeside(folder, actsOf)
  return { acts: folder.acts, sources: folder.sources, problems: [] }
}

export function readActsFrom(files: readonly SourceFile[], agreement: Agreement) {
  return readActs(files.map(asActsFile), agreement)
}

export function asActsFile({ file, content }: SourceFile): ActsFile {
  return { name: file, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content }
}
