import * as fs from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { listed } from '../language/sentence/sentence-words.ts'
import { type StarterFile, starterFiles } from '../language/starter.ts'
import { wordsOf } from './arguments.ts'
import type { CliCode } from './codes.ts'
import type { Command } from './command.ts'
import { ArgumentsRefused, type Fault } from './faults.ts'
import type { Folder } from './folder.ts'
import { readAgreementOf } from './opened.ts'
import { EXIT_FINE, FilesRefused, Refusal } from './refusal.ts'

/** Invented, and in the order of the alphabet. */
const PARTIES = 'Alder,Birch,Cedar'
const PARTIES_MAX = 200
const FOLDER_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const PARTY_ID = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/

/** `pacta new`: the folder of a new agreement, whole or not at all. */
export const command: Command = {
  usage: 'pacta new FOLDER [options]',
  says: 'Begins an agreement: a folder with one rule, a story and what to do next.',
  more: ['The last part of FOLDER becomes the id of the agreement. What is there already is never written over.'],
  options: {
    parties: { value: 'A,B,C', says: `The ids of the parties, two or more; left out: ${PARTIES}` },
  },
  examples: ['pacta new my-agreement', 'pacta new drafts/lake-water --parties North,South'],
  run({ words, values }) {
    const [path] = wordsOf('new', words, ['FOLDER'], 1)
    if (path === '') throw new Refusal('pacta new: FOLDER is empty.', 'Name it like my-agreement.')
    const folder = resolve(path as string)
    const parties = (values.get('parties') ?? PARTIES).split(',').map((id) => id.trim())
    const faults = [...folderFaults(folder), ...partyFaults(parties)]
    if (faults.length > 0) throw new ArgumentsRefused('new', faults)
    const files = starterFiles(basename(folder), parties)
    refuseUnreadable(folder, files)
    write(folder, files)
    process.stdout.write(said(path as string, files, parties))
    return EXIT_FINE
  },
}

function folderFaults(folder: string): Fault[] {
  const name = basename(folder)
  const faults: Fault[] = []
  if (!FOLDER_NAME.test(name)) {
    const better = name
      .replace(/[äöüÄÖÜ]/g, (letter) => `${letter}e`)
      .replace(/ß/g, 'ss')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
    faults.push({
      at: 'FOLDER',
      code: 'new/folder-name' satisfies CliCode,
      message: `"${name}" cannot be the id of an agreement: it holds something other than small letters, digits and hyphens between them.`,
      advice: better === '' ? 'Name it like my-agreement.' : `Name it ${better}.`,
    })
  }
  if (fs.existsSync(folder)) faults.push(thereAlready(folder))
  return faults
}

function thereAlready(folder: string): Fault {
  return {
    at: 'FOLDER',
    code: 'new/exists' satisfies CliCode,
    message: `${basename(folder)} is there already, and was left as it is.`,
    advice: 'Name a folder that is not there yet.',
  }
}

function partyFaults(parties: readonly string[]): Fault[] {
  const fault = (message: string, advice: string): Fault => ({
    at: '--parties',
    code: 'new/parties' satisfies CliCode,
    message,
    advice,
  })
  const wrong = parties.filter((id) => !PARTY_ID.test(id))
  const twice = parties.filter((id, index) => parties.indexOf(id) !== index)
  return [
    ...[...new Set(wrong)].map((id) =>
      id === ''
        ? fault('A party without an id stands between two commas.', 'Take one comma away, or name the party.')
        : fault(
            `"${id}" cannot be the id of a party: it holds something other than letters, digits and hyphens between them.`,
            'Take a short id; the full name is written into agreement.md.',
          ),
    ),
    ...[...new Set(twice)].map((id) => fault(`"${id}" stands twice.`, 'Name each party once.')),
    ...(parties.length < 2 ? [fault('An agreement has two parties or more.', 'Write --parties North,South.')] : []),
    ...(parties.length > PARTIES_MAX
      ? [
          fault(
            `${parties.length} parties are too many to type; ${PARTIES_MAX} are taken.`,
            'Add the others to agreement.md.',
          ),
        ]
      : []),
  ]
}

/** What the language says to ids that are its own words, before anything is written. */
function refuseUnreadable(path: string, files: readonly StarterFile[]): void {
  const [agreement] = files.map(({ name, text }) => ({ file: name, name, content: text }))
  const folder: Folder = {
    path,
    name: basename(path),
    agreement: agreement as Folder['agreement'],
    forms: [],
    editions: [],
    calendars: [],
    acts: [],
    cases: [],
    boundaries: [],
  }
  const { problems } = readAgreementOf(folder)
  if (problems.length > 0) throw new FilesRefused(problems)
}

/** Into a folder beside it that then takes its name: whoever stops us half-way finds nothing that looks like an agreement. */
function write(folder: string, files: readonly StarterFile[]): void {
  const parent = dirname(folder)
  fs.mkdirSync(parent, { recursive: true })
  const draft = fs.mkdtempSync(join(parent, `.${basename(folder)}-`))
  try {
    for (const { name, text } of files) {
      fs.mkdirSync(dirname(join(draft, name)), { recursive: true })
      fs.writeFileSync(join(draft, name), text)
    }
    fs.chmodSync(draft, 0o777 & ~process.umask())
    fs.renameSync(draft, folder)
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true })
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(code)) throw new ArgumentsRefused('new', [thereAlready(folder)])
    throw error
  }
}

function said(path: string, files: readonly StarterFile[], parties: readonly string[]): string {
  const [asker, asked] = parties
  const typed = /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
  return `${path}: an agreement between ${listed(parties, 'and')}.
${files.map(({ name }) => `  ${name}\n`).join('')}
Next:
  npx pacta explain ${typed}
  npx pacta play ${typed} "question by ${asker} to ${asked} on 2026-03-02" "to 2026-03-20"
Then open ${join(path, 'agreement.md')} in an editor: its last part says how to go on.
`
}
