/** `spec/vectors/guards_*.jsonl`: other languages can test their reading of guards with them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { Json } from '../../src/agreement/act.ts'
import type { Guard } from '../../src/agreement/guard.ts'
import { compileGuard, type Value } from '../../src/engine/program/guard.ts'
import { type GuardScope, readGuard } from '../../src/language/guard/guard.ts'

function lines<T>(name: string): T[] {
  const text = readFileSync(new URL(`../../spec/vectors/${name}`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

function scopeOf(forms: { readonly [noun: string]: Json }): GuardScope {
  return { nouns: new Map(Object.entries(forms)), terms: new Map() }
}

describe('guards that are read and run', () => {
  const vectors = lines<{ guard: string; body: { [noun: string]: Json }; value: Value | null }>('guards_run.jsonl')
  for (const { guard, body, value } of vectors) {
    test(`${guard} with ${JSON.stringify(body)}`, () => {
      const nouns = new Map(Object.keys(body).map((noun) => [noun, undefined]))
      const read = readGuard(guard, { nouns, terms: new Map() })
      assert.deepEqual(read.faults, [])
      const answer = compileGuard(read.guard as Guard)((noun, path) => {
        let here: Json | undefined = body[noun]
        for (const name of path) here = (here as { [key: string]: Json } | undefined | null)?.[name]
        return here
      })
      assert.equal(answer ?? null, value)
    })
  }
})

describe('guards that are refused', () => {
  const vectors = lines<{ guard: string; forms: { [noun: string]: Json }; faults: [string, string][] }>(
    'guards_refused.jsonl',
  )
  for (const { guard, forms, faults } of vectors) {
    test(guard, () => {
      const answer = readGuard(guard, scopeOf(forms))
      assert.deepEqual(
        answer.faults.map((f) => [f.code, guard.slice(f.start, f.end)]),
        faults,
      )
    })
  }
})
