import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))

/** A peer's package, from this folder: installed by its own lockfile when it is asked for first, without install scripts. */
export async function load(name: string): Promise<unknown> {
  if (!existsSync(`${FOLDER}node_modules/${name}`)) install()
  return import(pathToFileURL(createRequire(import.meta.url).resolve(name)).href)
}

function install(): void {
  const { npm_execpath: npm = '', npm_node_execpath: node = process.execPath } = process.env
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', FOLDER]
  // npm's words go to the error stream: somebody may be reading the other with a program.
  const stdio = ['ignore', process.stderr, 'inherit'] as const
  if (npm.endsWith('npm-cli.js')) execFileSync(node, [npm, ...options], { stdio: [...stdio], cwd: FOLDER })
  else execFileSync('npm', options, { stdio: [...stdio], cwd: FOLDER, shell: process.platform === 'win32' })
}
