/** `npm start`: the registers in the terminal, the pages at one address, an orderly end. */
import assert from 'node:assert/strict'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { start } from './process.ts'

const ADDRESS = /http:\/\/127\.0\.0\.1:(\d+)\//

function fetched(
  port: string,
  path: string,
  host?: string,
): Promise<{ status?: number; body: string; policy?: string }> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: host === undefined ? {} : { host } }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () =>
        resolve({ status: response.statusCode, body, policy: response.headers['content-security-policy'] as string }),
      )
    }).on('error', reject)
  })
}

describe('npm start', { concurrency: true }, () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const skip = process.platform === 'win32'
    test(`ends on ${signal} with status 0`, { skip }, async () => {
      const { child, ended, printed } = start(['start', '--port', '0'])
      await printed(ADDRESS)
      child.kill(signal)
      const { status, err } = await ended
      assert.deepEqual([status, err], [0, ''])
    })
    test(`${signal} once more does no harm`, { skip }, async () => {
      const { child, ended, printed } = start(['start', '--port', '0'])
      await printed(ADDRESS)
      child.kill(signal)
      child.kill(signal)
      const { status, err } = await ended
      // A process that has closed in order and is going down no longer listens: then the second signal is what it ends by.
      assert.ok(status === 0 || child.signalCode === signal)
      assert.equal(err, '')
    })
  }
  test('prints registers of each agreement, then one address, where the same is', async () => {
    const { child, ended, printed } = start(['start', '--port', '0'])
    const [, port = ''] = await printed(ADDRESS)
    const home = await fetched(port, '/')
    assert.equal(home.status, 200)
    assert.match(home.policy ?? '', /default-src 'none'/)
    assert.equal((await fetched(port, '/nowhere')).status, 404)
    assert.equal((await fetched(port, '/agreements/northland-westmark?asOf=never')).status, 400)
    child.kill('SIGTERM')
    const { out } = await ended
    assert.equal(out.match(new RegExp(ADDRESS, 'g'))?.length, 1)
    for (const word of ['winter-repair', 'ru-letter', 'no clock agreed', '10 Nov 2026']) {
      assert.ok(out.includes(word) && home.body.includes(word), word)
    }
  })
  test('answers only whoever asks for this machine by name', async () => {
    const { child, ended, printed } = start(['start', '--port', '0'])
    const [, port = ''] = await printed(ADDRESS)
    assert.equal((await fetched(port, '/', `localhost:${port}`)).status, 200)
    assert.equal((await fetched(port, '/', `elsewhere.example:${port}`)).status, 421)
    child.kill('SIGTERM')
    await ended
  })
  test('refuses a port that is in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const { status, err } = await start(['start', '--port', String(port)]).ended
    other.close()
    assert.equal(status, 2)
    assert.match(err, /^Port \d+ is in use/)
  })
})
