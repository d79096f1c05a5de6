import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median, type Row } from './measure.ts'

const ROUNDS = 7
const LIMIT_SECONDS = 1

/** From the start of the process to the first line of a register, on a checkout that has run before. */
export async function start(): Promise<Row[]> {
  await firstLine()
  const seconds: number[] = []
  for (let round = 0; round < ROUNDS; round++) seconds.push(await firstLine())
  const figure = median(seconds)
  return [
    {
      bench: 'start: first line of a register',
      figure,
      limit: LIMIT_SECONDS,
      ratio: figure / LIMIT_SECONDS,
      unit: 's',
      target: { of: 'ratio', is: 'at most', value: 1 },
      n: ROUNDS,
    },
  ]
}

/** Seconds until the first line below the head of the table: a rule, who owes and how it stands. */
function firstLine(): Promise<number> {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const began = performance.now()
  const child = spawn(process.execPath, ['bin/pacta.mjs', 'register', 'agreements/northland-westmark'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString()
      if (!/^RULE .*\n.+\n/m.test(text)) return
      resolve((performance.now() - began) / 1000)
      child.stdout.removeAllListeners('data')
      child.stdout.resume()
    })
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`the register ended with ${code} and printed no line:\n${text}`)))
  })
}
