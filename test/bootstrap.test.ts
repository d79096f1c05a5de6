import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { findNode, run, Unavailable } from '../bin/node26.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const node26 = join(root, 'bin/node26.mjs')

describe('finding Node 26', () => {
  const old = { version: '18.0.0', execPath: '/usr/bin/node' }

  test('a Node that is new enough is used as it is, on any platform', () => {
    for (const version of ['26.0.0', '27.1.0', '100.0.0']) {
      assert.equal(findNode({ version, execPath: '/n', platform: 'plan9-mips' }, '/modules'), '/n')
    }
  })

  test('an older one gives way to the package of its platform, which the lockfile pins with integrity', () => {
    const packages = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    for (const platform of ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64', 'win32-x64']) {
      const [, name = ''] = /^\/modules.([^/\\]+)/.exec(findNode({ ...old, platform }, '/modules')) ?? []
      const locked = packages[`node_modules/${name}`]
      assert.match(locked.integrity, /^sha512-/, platform)
      assert.match(locked.version, /^26\./, platform)
      assert.equal(`${locked.os}-${locked.cpu}`, platform)
    }
  })

  test('a platform without such a package is told what to do', () => {
    const unknown = () => findNode({ ...old, platform: 'sunos-x64' }, '/modules')
    assert.throws(unknown, Unavailable)
    assert.throws(unknown, /sunos-x64[\s\S]*Install Node 26/)
  })

  test('a program that cannot start is told of with advice', async () => {
    await assert.rejects(
      run('/nowhere/node', [], { stdio: 'ignore' }),
      /could not be started \(ENOENT\)[\s\S]*install Node 26/,
    )
  })
})

describe('what it runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pacta-'))
  after(() => rmSync(folder, { recursive: true }))
  const program = join(folder, 'program.ts')

  test('gets its arguments, Node 26 and the streams', async () => {
    writeFileSync(
      program,
      'const a: string[] = process.argv.slice(2); console.log(parseInt(process.version.slice(1)) >= 26, a)',
    )
    const { stdout, code } = await start(program, 'x y', '--z').ended
    assert.equal(stdout, "true [ 'x y', '--z' ]\n")
    assert.equal(code, 0)
  })

  test('ends, and we end alike', async () => {
    writeFileSync(program, 'process.exit(Number(process.argv[2]))')
    for (const status of [0, 1, 2, 77]) assert.equal((await start(program, `${status}`).ended).code, status)
  })

  test('is asked to stop, and may say so in its own way', { skip: process.platform === 'win32' }, async () => {
    const listen = "for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => { console.log(s); process.exit(5) })"
    writeFileSync(program, `${listen}; setInterval(() => {}, 1000); console.log('ready')`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const { child, ended } = start(program)
      await once(child.stdout, 'data')
      child.kill(signal)
      const { stdout, code } = await ended
      assert.equal(stdout, `ready\n${signal}\n`)
      assert.equal(code, 5)
    }
  })

  test('is asked to stop by the death of the shell that npx put before us', {
    skip: process.platform === 'win32',
  }, async () => {
    writeFileSync(
      program,
      "process.on('SIGTERM', () => { console.log('bye'); process.exit() }); setInterval(() => {}, 1000); console.log('ready')",
    )
    const command = `"${process.execPath}" "${node26}" "${program}"; true`
    const shell = spawn('sh', ['-c', command], { env: { ...process.env, npm_lifecycle_event: 'npx' } })
    const ended = end(shell)
    await once(shell.stdout, 'data')
    shell.kill('SIGTERM')
    assert.equal((await ended).stdout, 'ready\nbye\n')
  })

  test('dies of a signal, and so do we', { skip: process.platform === 'win32' }, async () => {
    writeFileSync(program, "setInterval(() => {}, 1000); console.log('ready')")
    const { child, ended } = start(program)
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    assert.equal((await ended).signal, 'SIGTERM')
  })
})

test('an installation that fails says what to do, leaves nothing, not even of killed ones, and ends with 2', async () => {
  const clone = mkdtempSync(join(tmpdir(), 'pacta-'))
  try {
    cpSync(join(root, 'bin'), join(clone, 'bin'), { recursive: true })
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) cpSync(join(root, name), join(clone, name))
    writeFileSync(join(clone, 'npm-cli.js'), 'process.exit(1)')
    for (const [name, hours] of [
      ['.installing-old', 2],
      ['.installing-new', 0.5],
    ] as const) {
      mkdirSync(join(clone, name, 'node_modules'), { recursive: true })
      const then = Date.now() / 1000 - hours * 3600
      utimesSync(join(clone, name), then, then)
    }
    const npm = { npm_execpath: join(clone, 'npm-cli.js'), npm_node_execpath: process.execPath }
    const child = spawn(process.execPath, [join(clone, 'bin/pacta.mjs')], { env: { ...process.env, ...npm } })
    const { stdout, stderr, code } = await end(child)
    assert.equal(code, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /could not install its packages[\s\S]*run the\s+same command again/)
    assert.ok(!existsSync(join(clone, 'node_modules')))
    assert.deepEqual(
      readdirSync(clone).filter((name) => name.startsWith('.installing-')),
      ['.installing-new'],
    )
  } finally {
    rmSync(clone, { recursive: true })
  }
})

test('a folder that may not be written is told of with advice, without a stack', {
  skip: process.platform === 'win32' || process.getuid?.() === 0,
}, async () => {
  const clone = mkdtempSync(join(tmpdir(), 'pacta-'))
  try {
    cpSync(join(root, 'bin'), join(clone, 'bin'), { recursive: true })
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) cpSync(join(root, name), join(clone, name))
    chmodSync(clone, 0o555)
    const { stderr, code } = await end(spawn(process.execPath, [join(clone, 'bin/pacta.mjs')]))
    assert.equal(code, 2)
    assert.match(stderr, /^Pacta has to install its packages once and may not write .*EACCES[\s\S]*npm ci/)
    assert.doesNotMatch(stderr, /\n {4}at /)
  } finally {
    chmodSync(clone, 0o755)
    rmSync(clone, { recursive: true })
  }
})

function start(...args: string[]) {
  const child = spawn(process.execPath, [node26, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  return { child, ended: end(child) }
}

async function end(child: ReturnType<typeof spawn>) {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (bytes) => (stdout += bytes))
  child.stderr?.on('data', (bytes) => (stderr += bytes))
  const [code, signal] = await once(child, 'close')
  return { code, signal, stdout, stderr }
}
