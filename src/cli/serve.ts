import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Asked, answer } from '../page/site.ts'
import type { Site } from '../page/view.ts'
import { Refusal } from './refusal.ts'

const LOOPBACK = '127.0.0.1'

/** Answers with the pages of the site until somebody asks us to end. Says the address as soon as it listens. */
export async function serve(site: Site, ports: readonly number[], say: (address: string) => void): Promise<void> {
  // Whoever reads the address may end us in the same instant.
  const ended = ending()
  const server = createServer((request, response) => reply(site, request, response))
  await listen(server, ports, say)
  await ended
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

async function listen(server: Server, ports: readonly number[], say: (address: string) => void): Promise<void> {
  for (const port of ports) {
    const error = await tried(server, port)
    if (error === undefined) {
      const address = server.address()
      say(`http://${LOOPBACK}:${typeof address === 'object' && address !== null ? address.port : port}/`)
      return
    }
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error
  }
  throw new Refusal(
    ports.length === 1
      ? `Port ${ports[0]} is in use or not allowed.`
      : `No port from ${ports[0]} to ${ports.at(-1)} is free.`,
    'Name another one with --port N, or --port 0 for any.',
  )
}

function tried(server: Server, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException) => resolve(error)
    server.once('error', onError)
    server.listen(port, LOOPBACK, () => {
      server.off('error', onError)
      resolve(undefined)
    })
  })
}

/** Ctrl-C reaches us once by itself and often once more through whoever started us: the two are one. */
function ending(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}

function reply(site: Site, request: IncomingMessage, response: ServerResponse): void {
  const { status, headers, body } = respond(site, request)
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function respond(site: Site, request: IncomingMessage) {
  // A page elsewhere may point its own name at this machine: only whoever asks for this machine is answered.
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  if (host !== LOOPBACK && host !== 'localhost') {
    return {
      status: 421,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: `Ask for http://${LOOPBACK} or http://localhost.\n`,
    }
  }
  return answer(site, askedOf(request))
}

function askedOf({ method = 'GET', url = '/' }: IncomingMessage): Asked {
  const at = url.indexOf('?')
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1))
  return { method, path: at < 0 ? url : url.slice(0, at), query: [...query] }
}
