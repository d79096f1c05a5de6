import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { describe, it } from 'node:test'

/** Every command that the documents show runs, with the exit status that a reader expects: 0. */
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/cases.md',
  'docs/language.md',
  'spec/acts.md',
  'bench/README.md',
]

/** Tested elsewhere, or this very test: they run everything. */
const ELSEWHERE = /^npm (start|test|ci|run (check|bench|mutate)\b)|^git /

function commandsIn(document: string): string[] {
  const text = fs.readFileSync(document, 'utf8')
  return [...text.matchAll(/^```(?:sh|bash|console)\n(.*?)^```/gms)].flatMap(([, block]) =>
    (block as string)
      .split('\n')
      .map((line) =>
        line
          .replace(/^\$ /, '')
          .replace(/\s+#.*$/, '')
          .trim(),
      )
      .filter((line) => line !== ''),
  )
}

describe('documents', () => {
  for (const document of DOCUMENTS.filter((name) => fs.existsSync(name))) {
    for (const command of commandsIn(document)) {
      it(`${document}: ${command}`, { skip: ELSEWHERE.test(command) ? 'run as a whole elsewhere' : false }, () => {
        const pacta = /^npx pacta (.*)$/.exec(command)
        assert.ok(pacta, `a document shows a command that no test runs: ${command}`)
        const words = ((pacta[1] as string).match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) =>
          word.replace(/^["']|["']$/g, ''),
        )
        const run = spawnSync(process.execPath, ['bin/pacta.mjs', ...words], { encoding: 'utf8' })
        assert.equal(run.status, 0, `${command}\n${run.stdout}${run.stderr}`)
        assert.notEqual(run.stdout, '')
      })
    }
  }
  it('README.md shows the two commands and the main ones', () => {
    const commands = commandsIn('README.md')
    for (const wanted of ['npm start', 'npm test']) assert.ok(commands.includes(wanted), wanted)
    for (const verb of ['register', 'why', 'explain', 'docket']) {
      assert.ok(
        commands.some((command) => command.startsWith(`npx pacta ${verb} `)),
        verb,
      )
    }
  })
})
