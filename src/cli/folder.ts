import * as fs from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { CAST_PATH } from '../language/declared/cast.ts'
import { compare, type Problem } from '../problem.ts'
import type { CliCode } from './codes.ts'

/**
 * The folder of an agreement, read into memory:
 *
 *     agreement.md
 *     forms/*.json  calendars/*.yaml  editions/*.md
 *     acts/*.yaml   acts/*.jsonl   acts.jsonl
 *     cases/*.md    cases/cast.md    cases/*.csv    rules.csv
 *     SOURCES.md
 *
 * Agreements come from other parties, so nothing outside the folder is read through it: not by `..`, not by a link.
 */
export interface SourceFile {
  /** As the caller would type it. */
  readonly file: string
  /** In the folder: `forms/question.json`. */
  readonly name: string
  readonly content: Uint8Array | string
}

export function textOf(content: Uint8Array | string): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content)
}

export interface Folder {
  readonly path: string
  /** As it is called in what is printed. */
  readonly name: string
  readonly agreement: SourceFile
  readonly forms: readonly SourceFile[]
  readonly calendars: readonly SourceFile[]
  /** Earlier editions of agreement.md. */
  readonly editions: readonly SourceFile[]
  readonly acts: readonly SourceFile[]
  /** Stories. */
  readonly cases: readonly SourceFile[]
  /** Who takes part in them, in the place of the agreement's parties. */
  readonly cast?: SourceFile
  /** Boundary rows, which are cases too. */
  readonly boundaries: readonly SourceFile[]
  /** The list of the provisions of the source text. */
  readonly provisions?: SourceFile
  readonly sources?: SourceFile
}

/** A folder, or all that is wrong with it. */
export type FolderRead = { readonly folder: Folder } | { readonly problems: readonly Problem[] }

const FILES_MAX = 10_000
const TEXT_BYTES_MAX = 16 * 1024 * 1024
const ACTS_BYTES_MAX = 2 * 1024 * 1024 * 1024

/** `shownAs`: how its files are called in what is printed, if not by the path. */
export function readFolder(path: string, shownAs?: string): FolderRead {
  // Whoever points at agreement.md means the folder that it lies in.
  const folder = basename(path) === 'agreement.md' && isFile(path) ? dirname(path) : path
  const reader = new FolderReader(folder, shownAs)
  if (!reader.exists()) return { problems: [missing(folder)] }
  const agreement = reader.file('agreement.md', TEXT_BYTES_MAX)
  if (agreement === undefined && reader.problems.length === 0) {
    reader.refuse(
      'folder/no-agreement',
      '',
      'The folder has no file agreement.md.',
      'Name the folder of an agreement, for example agreements/northland-westmark.',
    )
  }
  const cases = reader.files('cases', /\.md$/, TEXT_BYTES_MAX)
  const read = {
    path: folder,
    name: shownAs ?? folder,
    forms: reader.files('forms', /\.json$/, TEXT_BYTES_MAX),
    calendars: reader.files('calendars', /\.ya?ml$/, TEXT_BYTES_MAX),
    editions: reader.files('editions', /\.md$/, TEXT_BYTES_MAX),
    acts: actsOf(reader),
    cases: cases.filter(({ name }) => name !== CAST_PATH),
    cast: cases.find(({ name }) => name === CAST_PATH),
    boundaries: reader.files('cases', /\.csv$/, TEXT_BYTES_MAX),
    provisions: reader.file('rules.csv', TEXT_BYTES_MAX),
    sources: sourcesOf(reader),
  }
  if (agreement === undefined || reader.problems.length > 0) return { problems: reader.problems }
  return { folder: { ...read, agreement } }
}

/** Acts, and the file that explains the keys of their sources. */
export interface ActsRead {
  readonly acts: readonly SourceFile[]
  readonly sources?: SourceFile
  readonly problems: readonly Problem[]
}

/** The acts of the folder with this name beside a folder. */
export function readActsBeside({ path, name: shownAs }: Pick<Folder, 'path' | 'name'>, name: string): ActsRead {
  const beside = join(path, '..', name)
  const reader = new FolderReader(beside, join(shownAs, '..', name))
  if (!isNameOfFolder(name) || !reader.exists()) return { acts: [], problems: [missing(beside)] }
  return { acts: actsOf(reader), sources: sourcesOf(reader), problems: reader.problems }
}

/** The agreement.md of the folder with this name beside a folder, if it can be read. */
export function readAgreementBeside({ path }: Pick<Folder, 'path'>, name: string): SourceFile | undefined {
  return isNameOfFolder(name)
    ? new FolderReader(join(path, '..', name)).file('agreement.md', TEXT_BYTES_MAX)
    : undefined
}

/** Names are ids, so none of them leads elsewhere. */
function isNameOfFolder(name: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)
}

/** Acts from a file or a folder that the caller names: instead of those that the agreement ships. */
export function readActsAt(path: string): ActsRead {
  if (isFile(path)) {
    const reader = new FolderReader(dirname(path))
    const file = reader.file(basename(path), ACTS_BYTES_MAX)
    return { acts: file === undefined ? [] : [file], problems: reader.problems }
  }
  const reader = new FolderReader(path)
  if (!reader.exists()) return { acts: [], problems: [missing(path, ACTS_ADVICE)] }
  const inside = actsOf(reader)
  const acts = inside.length > 0 ? inside : reader.files('', ACTS_NAMES, ACTS_BYTES_MAX)
  return { acts, sources: sourcesOf(reader), problems: reader.problems }
}

/** A file that the caller names, or all that is wrong with it: nothing is read that is no ordinary file, or too large. */
export function readFileAt(path: string, bytesMax: number): Uint8Array | { readonly problems: readonly Problem[] } {
  // Whoever names a link means what it leads to.
  const real = fs.existsSync(path) ? fs.realpathSync(path) : path
  const reader = new FolderReader(dirname(real))
  const file = reader.file(basename(real), bytesMax)
  if (file === undefined) {
    const none = missing(path, 'Look whether the name and the way to it are right.')
    return { problems: reader.problems.length > 0 ? reader.problems : [none] }
  }
  return typeof file.content === 'string' ? new TextEncoder().encode(file.content) : file.content
}

function sourcesOf(reader: FolderReader): SourceFile | undefined {
  return reader.file('SOURCES.md', TEXT_BYTES_MAX)
}

const ACTS_NAMES = /\.(?:ya?ml|jsonl?)$/

function actsOf(reader: FolderReader): SourceFile[] {
  const single = reader.file('acts.jsonl', ACTS_BYTES_MAX)
  // What is no acts file by its name is handed on too: the reader says so, and nothing is left out in silence.
  const several = reader.files('acts', /^[^.].*(?<!~|\.md)$/, ACTS_BYTES_MAX)
  return single === undefined ? several : [single, ...several]
}

const ACTS_ADVICE = 'Name behind --acts an acts file (.yaml or .jsonl), or a folder that holds acts.'

function missing(path: string, advice = nearbyAdvice(path)): Problem {
  const [code, message] = whyMissing(path)
  return { file: path, line: 1, column: 1, code, severity: 'error', message, advice }
}

function whyMissing(path: string): readonly [CliCode, string] {
  try {
    const found = fs.statSync(path)
    if (found.isFile()) return ['folder/missing', 'This is a file, and no acts file or agreement.md.']
    if (!found.isDirectory()) return ['folder/not-a-file', 'This is no regular file and no folder.']
    return ['folder/missing', 'There is no such file or folder.']
  } catch (error) {
    if (isAbsent(error)) return ['folder/missing', 'There is no such file or folder.']
    return ['folder/unreadable', `It cannot be read (${codeOf(error)}).`]
  }
}

/** Whether this is the folder of an agreement, or its file. */
export function holdsAgreement(path: string): boolean {
  return isFile(basename(path) === 'agreement.md' ? path : join(path, 'agreement.md'))
}

/** A bare name is often that of a folder one level down. */
function nearbyAdvice(path: string): string {
  const below = join('agreements', path)
  if (isFile(join(below, 'agreement.md'))) return `Did you mean ${below}?`
  return 'Name the folder that holds agreement.md, for example agreements/northland-westmark.'
}

function isFile(path: string): boolean {
  try {
    return fs.statSync(path).isFile()
  } catch {
    // Missing, or not to be looked at: the caller says so.
    return false
  }
}

class FolderReader {
  readonly problems: Problem[] = []
  readonly #path: string
  readonly #shownAs: string
  readonly #root: string | undefined

  constructor(path: string, shownAs = path) {
    this.#path = path
    this.#shownAs = shownAs
    this.#root = realFolder(path)
  }

  exists(): boolean {
    return this.#root !== undefined
  }

  refuse(code: CliCode, name: string, message: string, advice: string): void {
    this.problems.push({
      file: join(this.#shownAs, name),
      line: 1,
      column: 1,
      code,
      severity: 'error',
      message,
      advice,
    })
  }

  /** Undefined if there is none, or if it is refused. */
  file(name: string, bytesMax: number): SourceFile | undefined {
    const file = join(this.#path, name)
    try {
      const real = fs.realpathSync(file)
      if (!this.#holds(real)) {
        this.refuse(
          'folder/outside',
          name,
          'This is a link to something outside the folder.',
          'Copy what is needed into the folder: an agreement is read from its own folder alone.',
        )
        return undefined
      }
      const { size } = fs.statSync(real)
      // A pipe or a device would keep us waiting, and is no part of an agreement.
      if (!fs.statSync(real).isFile()) {
        this.refuse('folder/not-a-file', name, 'This is no regular file.', 'Put a file of that name there.')
        return undefined
      }
      if (size > bytesMax) {
        const limit = `${bytesMax / 1024 / 1024} MiB`
        this.refuse('folder/too-large', name, `The file has more than ${limit}.`, 'Divide it into several files.')
        return undefined
      }
      return { file: join(this.#shownAs, name), name, content: fs.readFileSync(real) }
    } catch (error) {
      if (isAbsent(error)) return undefined
      this.#unreadable(name, error)
      return undefined
    }
  }

  files(below: string, names: RegExp, bytesMax: number): SourceFile[] {
    const found = this.#list(below).filter((name) => names.test(name) && !name.startsWith('.'))
    if (found.length > FILES_MAX) {
      this.refuse(
        'folder/too-many-files',
        below,
        `The folder holds ${found.length} files; ${FILES_MAX} are read at most.`,
        'Join small files into larger ones.',
      )
      return []
    }
    return found.flatMap((name) => {
      const file = this.file(join(below, name), bytesMax)
      return file === undefined ? [] : [file]
    })
  }

  #list(below: string): string[] {
    const path = join(this.#path, below)
    try {
      if (!this.#holds(fs.realpathSync(path))) {
        this.file(below, 0) // Says that it leads outside.
        return []
      }
      return fs.readdirSync(path).sort(compare)
    } catch (error) {
      if (!isAbsent(error)) this.#unreadable(below, error)
      return []
    }
  }

  #holds(real: string): boolean {
    const way = relative(this.#root as string, real)
    return way !== '..' && !way.startsWith(`..${sep}`) && !/^(?:[A-Za-z]:)?[\\/]/.test(way)
  }

  #unreadable(name: string, error: unknown): void {
    this.refuse('folder/unreadable', name, `It cannot be read (${codeOf(error)}).`, 'See whether you may read it.')
  }
}

function realFolder(path: string): string | undefined {
  try {
    const real = fs.realpathSync(path)
    return fs.statSync(real).isDirectory() ? real : undefined
  } catch {
    // Missing, or not to be looked at: the caller says so.
    return undefined
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}

function isAbsent(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ENOENT' || code === 'ENOTDIR'
}
