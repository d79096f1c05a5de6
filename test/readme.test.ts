import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

/** Every command that the documents show runs, with the exit status that a reader expects: 0. */
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/cases.md',
  'docs/language.md',
  'docs/sheets.md',
  'spec/acts.md',
  'bench/README.md',
]

/** Tested elsewhere, or this very test: they run everything. */
const ELSEWHERE = /^npm (start|test|ci|run (check|bench|mutate|fuzz)\b)|^git /

/** A command as it is typed, or lines that the reader adds to the agreement of her own. */
type Step = { readonly command: string } | { readonly added: string }

function stepsIn(document: string): Step[] {
  const text = fs.readFileSync(document, 'utf8')
  const blocks = text.matchAll(/^```(?:sh|bash|console)\n(.*?)^```|^````markdown\n(.*?)^````/gms)
  return [...blocks].flatMap(([, shell, added]): Step[] => {
    if (added !== undefined) return [{ added }]
    return (shell as string)
      .split('\n')
      .map((line) =>
        line
          .replace(/^\$ /, '')
          .replace(/\s+#.*$/, '')
          .trim(),
      )
      .filter((line) => line !== '')
      .map((command) => ({ command }))
  })
}

function commandsIn(document: string): string[] {
  return stepsIn(document).flatMap((step) => ('command' in step ? [step.command] : []))
}

/** As a shell takes them apart: quotation marks may begin inside a word. */
function wordsOf(typed: string): string[] {
  return (typed.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) => word.replace(/["']/g, ''))
}

const root = process.cwd()

describe('documents', () => {
  for (const document of DOCUMENTS.filter((name) => fs.existsSync(name))) {
    describe(document, () => {
      // What a reader makes stays out of the project; what the project holds is there to be read.
      const place = fs.mkdtempSync(join(tmpdir(), 'pacta-readme-'))
      fs.cpSync('agreements', join(place, 'agreements'), { recursive: true })
      after(() => fs.rmSync(place, { recursive: true }))
      for (const step of stepsIn(document)) {
        if ('added' in step) {
          it('lines are added to the new agreement', () => {
            fs.appendFileSync(join(place, 'my-agreement/agreement.md'), `\n${step.added}`)
          })
          continue
        }
        const { command } = step
        it(command, { skip: ELSEWHERE.test(command) ? 'run as a whole elsewhere' : false }, () => {
          const pacta = /^npx pacta (.*)$/.exec(command)
          assert.ok(pacta, `a document shows a command that no test runs: ${command}`)
          const args = [join(root, 'bin/pacta.mjs'), ...wordsOf(pacta[1] as string)]
          const run = spawnSync(process.execPath, args, { cwd: place, encoding: 'utf8' })
          assert.equal(run.status, 0, `${command}\n${run.stdout}${run.stderr}`)
          assert.notEqual(run.stdout, '')
          if (command.endsWith('play my-agreement "to 2026-05-01"')) {
            assert.match(run.stdout, /^1 May 2026 +not recorded +2 +Alder, Birch +all .* not recorded by 30 Apr 2026$/m)
          }
        })
      }
    })
  }
  it('README.md shows the two commands and the main ones', () => {
    const commands = commandsIn('README.md')
    for (const wanted of ['npm start', 'npm test']) assert.ok(commands.includes(wanted), wanted)
    for (const verb of ['register', 'why', 'explain', 'docket', 'new', 'play', 'record']) {
      assert.ok(
        commands.some((command) => command.startsWith(`npx pacta ${verb} `)),
        verb,
      )
    }
  })
})
