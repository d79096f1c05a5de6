#!/usr/bin/env node
/** The command line: `npx pacta ...`. Older Nodes can read this file; the command itself runs on Node 26. */
import { fileURLToPath } from 'node:url'
import { onNode26 } from './node26.mjs'

await onNode26(fileURLToPath(import.meta.url), process.argv.slice(2))
await import('../src/cli/main.ts')
