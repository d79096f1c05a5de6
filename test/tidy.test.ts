/**
 * Style that matters is a test, and each complaint names the way out:
 *
 *     src/engine/reading/register.ts:31: the core has no clock; take the instant as an argument
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, test } from 'node:test'

interface File {
  readonly path: string
  readonly text: string
}

interface Rule {
  readonly name: string
  readonly complaints: (file: File) => string[]
  /** What the rule must catch, and what it must let pass. */
  readonly bad: readonly File[]
  readonly good: readonly File[]
}

/** Rooms of src/, lowest first. A room imports from lower rows only; rooms of one row do not know each other. */
const ROOMS = [
  ['problem.ts'],
  ['time'],
  ['agreement'],
  ['acts', 'language'],
  ['engine'],
  ['linter', 'page', 'sheets'],
  ['cli'],
]
/** The shell may see the world; every other room is core. */
const SHELL = ['cli']
const LINES_MAX = 500

const WORLD: readonly (readonly [RegExp, string])[] = [
  [
    /\bDate\.now\b|\bnew Date\b|\bTemporal\.Now\b|\bperformance\.(?:now|timeOrigin)\b/,
    'the core has no clock; take the instant as an argument',
  ],
  [/\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/, 'the core has no randomness; take the value as an argument'],
  [
    /\bIntl\.|\btoLocale|\blocaleCompare\b/,
    'the answer would change with the machine; compare code units, print by our own rule',
  ],
  [/\bprocess\.|\bglobalThis\b/, 'the core does not see the process; take the value as an argument, return the result'],
  [/\bconsole\./, 'the core does not print; return the text'],
  [
    /\bfetch\(|\bset(?:Timeout|Interval|Immediate)\(/,
    'the core neither waits nor calls; let the shell do it and pass the result in',
  ],
]

const STATES = regionNames()
const TREATIES =
  /\b(Vienna|Helsinki|Astana|Istanbul|Budapest|Minsk|Open Skies|New START|CFE|OSCE|CSCE|NATO|North Atlantic|CSTO|Warsaw|Soviet|USSR|Britain|Congo|Turkey)\b/

const rules: readonly Rule[] = [
  {
    name: 'the core does not see the world',
    complaints: (file) => (isCore(file.path) ? [...importsOfTheMachine(file), ...usesOfTheWorld(file)] : []),
    bad: [
      { path: 'src/engine/a.ts', text: "import { readFileSync } from 'node:fs'" },
      { path: 'src/language/a.ts', text: "const fs = await import('fs')" },
      { path: 'src/time/a.ts', text: 'const now = Temporal.Now.instant()' },
      { path: 'src/problem.ts', text: 'process.exit(1)' },
      { path: 'src/acts/a.ts', text: 'names.sort((a, b) => a.localeCompare(b))' },
      { path: 'src/agreement/a.ts', text: '/* why */ const id = Math.random()' },
    ],
    good: [
      { path: 'src/cli/a.ts', text: "import { readFileSync } from 'node:fs'\nDate.now()" },
      {
        path: 'src/engine/a.ts',
        text: '/** Never Date.now(). */\nconst a = 1 // nor process.env\nconst processed = 2',
      },
      { path: 'src/language/a.ts', text: "import { parse } from 'yaml'" },
    ],
  },
  {
    name: 'imports point down',
    complaints: importsUpward,
    bad: [
      { path: 'src/time/a.ts', text: "import type { Rule } from '../agreement/rule.ts'" },
      { path: 'src/acts/a.ts', text: "import { read } from '../language/read.ts'" },
      { path: 'src/problem.ts', text: "import { day } from './time/day.ts'" },
      { path: 'src/engine/a.ts', text: "export { main } from '../cli/main.ts'" },
      { path: 'src/engine/a.ts', text: "import { world } from '../../test/world.ts'" },
      { path: 'src/attic/a.ts', text: '' },
    ],
    good: [
      {
        path: 'src/cli/main.ts',
        text: "import { register } from '../engine/register.ts'\nimport { open } from './open.ts'",
      },
      { path: 'src/engine/a.ts', text: "import { compare } from '../problem.ts'" },
      { path: 'src/cli/a.ts', text: "const { version } = await import('../../package.json')" },
      { path: 'test/a.test.ts', text: "import { main } from '../src/cli/main.ts'" },
    ],
  },
  {
    name: 'files are named for the domain',
    complaints: ({ path }) => {
      const name = posix.basename(path)
      if (/^util/i.test(name)) return [`${path}: name it for its one concept, or move each helper beside its only user`]
      if (/^index\.m?[jt]sx?$/.test(name)) return [`${path}: no barrel; import from the file that defines the name`]
      return []
    },
    bad: [
      { path: 'src/time/util.ts', text: '' },
      { path: 'test/utils.ts', text: '' },
      { path: 'src/engine/index.ts', text: '' },
    ],
    good: [{ path: 'src/time/period.ts', text: '' }],
  },
  {
    name: `code files have fewer than ${LINES_MAX} lines`,
    complaints: ({ path, text }) => {
      const lineCount = text.split('\n').length - 1
      if (!isCode(path) || lineCount < LINES_MAX) return []
      return [`${path}: ${lineCount} lines, ${LINES_MAX - 1} at most; give its second concept a file of its own`]
    },
    bad: [{ path: 'src/engine/a.ts', text: '\n'.repeat(LINES_MAX) }],
    good: [
      { path: 'src/engine/a.ts', text: '\n'.repeat(LINES_MAX - 1) },
      { path: 'docs/a.md', text: '\n'.repeat(LINES_MAX) },
    ],
  },
  {
    name: 'the code knows no treaty and no State',
    complaints: (file) =>
      file.path.startsWith('src/')
        ? [TREATIES, STATES].flatMap((name) =>
            find(
              file,
              name,
              (word) => `"${word}" belongs in an agreement's folder; in code write a setting or an invented name`,
            ),
          )
        : [],
    bad: [
      { path: 'src/cli/a.ts', text: "const zone = 'Europe/Vienna'" },
      { path: 'src/time/a.ts', text: '// as in the OSCE' },
      { path: 'src/engine/a.ts', text: "if (party === 'Russia') return" },
      { path: 'src/engine/a.ts', text: "const all = ['United States']" },
    ],
    good: [
      { path: 'src/engine/a.ts', text: '/** Northland asks Westmark. */ const natoms = 1' },
      { path: 'agreements/a/agreement.md', text: 'The OSCE and its participating States' },
    ],
  },
  {
    name: 'nothing is left for later',
    complaints: (file) =>
      find(file, /\b(TO-?DO|FIX-?ME)\b/, (word) => `${word}: do it now, or say in the text what is missing and why`),
    bad: [{ path: 'docs/a.md', text: `a\n${'TO'}${'DO'}: b` }],
    good: [{ path: 'src/cli/a.ts', text: "test('a', { todo: true })" }],
  },
  {
    name: 'lines end without spaces',
    // In a vector they may be the very thing that is tried.
    complaints: (file) =>
      file.path.startsWith('spec/vectors/')
        ? []
        : find(file, /[ \t\r]+$/, () => 'spaces (or a carriage return) at the end of the line; remove them'),
    bad: [
      { path: 'docs/a.md', text: 'a \nb' },
      { path: 'docs/a.md', text: 'a\r\nb' },
    ],
    good: [
      { path: 'docs/a.md', text: 'a\n b\n' },
      { path: 'spec/vectors/time/period_invalid.txt', text: '36 hours ' },
    ],
  },
]

describe('tidy', () => {
  const files = textFiles()
  test('there is something to look at', () => assert.ok(files.some(({ path }) => path === 'src/problem.ts')))
  for (const rule of rules) {
    test(rule.name, () => {
      for (const file of rule.bad) assert.notDeepEqual(rule.complaints(file), [], `must be caught: ${file.text}`)
      for (const file of rule.good) assert.deepEqual(rule.complaints(file), [])
      const complaints = files.flatMap(rule.complaints)
      if (complaints.length > 0) assert.fail(`\n${complaints.join('\n')}\n`)
    })
  }
})

/** What git tracks, or would be asked to track; binary files are left out. */
function textFiles(): File[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  })
  return list
    .split('\0')
    .filter((path) => path !== '' && path !== 'test/tidy.test.ts' && existsSync(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
    .filter(({ text }) => !text.includes('\0'))
}

function isCode(path: string): boolean {
  return /\.m?[jt]sx?$/.test(path)
}

function isCore(path: string): boolean {
  return isCode(path) && path.startsWith('src/') && !SHELL.includes(roomOf(path))
}

function roomOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function importsOfTheMachine(file: File): string[] {
  return imports(file)
    .filter(({ from }) =>
      /^(node:|(fs|net|https?|child_process|process|os|path|crypto|worker_threads)(\/|$))/.test(from),
    )
    .map(
      ({ line, from }) =>
        `${file.path}:${line}: the core does not import "${from}"; let src/cli do it and pass the result in`,
    )
}

function usesOfTheWorld(file: File): string[] {
  const code = { path: file.path, text: withoutComments(file.text) }
  return WORLD.flatMap(([pattern, advice]) => find(code, pattern, () => advice))
}

function importsUpward(file: File): string[] {
  if (!isCode(file.path) || !file.path.startsWith('src/')) return []
  const own = roomOf(file.path)
  const rank = (room: string) => ROOMS.findIndex((rooms) => rooms.includes(room))
  if (rank(own) < 0) return [`${file.path}: src/${own} has no place yet; give it one in ROOMS in test/tidy.test.ts`]
  return imports(file)
    .filter(({ from }) => from.startsWith('.'))
    .map(({ line, from }) => ({ line, to: posix.join(posix.dirname(file.path), from) }))
    .filter(({ to }) => !(to === 'package.json' && SHELL.includes(own))) // Its version.
    .filter(({ to }) => !to.startsWith('src/') || (roomOf(to) !== own && rank(roomOf(to)) >= rank(own)))
    .map(({ line, to }) => `${file.path}:${line}: ${to} is not below src/${own}; move what both need to a lower room`)
}

function imports(file: File): { line: number; from: string }[] {
  const pattern = /\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g
  const text = withoutComments(file.text)
  return [...text.matchAll(pattern)].map((match) => ({ line: lineAt(text, match.index), from: match[1] ?? '' }))
}

/** One complaint a line. */
function find(file: File, pattern: RegExp, advice: (found: string) => string): string[] {
  return file.text.split('\n').flatMap((line, lineIndex) => {
    const found = pattern.exec(line)
    return found === null ? [] : [`${file.path}:${lineIndex + 1}: ${advice(found[0])}`]
  })
}

/** Good enough for our own style; line numbers stay. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, '')).replace(/(^|\s)\/\/.*$/gm, '$1')
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Every State and territory that the platform knows, so that there is no list to keep. */
function regionNames(): RegExp {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const display = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const names = letters.flatMap((a) => letters.map((b) => display.of(a + b))).filter((name) => name !== undefined)
  return new RegExp(`\\b(${names.map((name) => RegExp.escape(name)).join('|')})\\b`)
}
