import assert from 'node:assert/strict'

/** Elements that have no end. */
const VOID = new Set(['meta', 'link', 'input', 'hr', 'br', 'circle', 'path'])

/**
 * Complains about what a careless template would do: an element left open or closed twice, an attribute without quotation
 * marks, a bare `<` or `&`, an id that stands twice, a link to a place on the same page that is not there.
 */
export function assertWellFormed(markup: string): void {
  const open: string[] = []
  const ids = new Set<string>()
  const targets: string[] = []
  const rest = markup.replace(/^<!doctype html>\n/, '')
  const tag = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)(\/?)>/gi
  let end = 0
  for (const match of rest.matchAll(tag)) {
    assertText(rest.slice(end, match.index))
    end = match.index + match[0].length
    const [, close, name = '', attributes = '', empty] = match
    if (close === '/') assert.equal(open.pop(), name, `closed: ${name}, near ${rest.slice(end - 80, end)}`)
    else if (empty !== '/' && !VOID.has(name)) open.push(name)
    for (const [, key, value = ''] of attributes.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/gi)) {
      assertText(value)
      assert.ok(!key?.startsWith('on') && key !== 'style', `attribute ${key}`)
      if (key === 'id') {
        assert.ok(!ids.has(value), `id ${value} stands twice`)
        ids.add(value)
      }
      if (key === 'href' && value.startsWith('#')) targets.push(decodeURIComponent(value.slice(1)))
    }
  }
  assertText(rest.slice(end))
  assert.deepEqual(open, [])
  for (const target of targets) assert.ok(ids.has(target), `no place #${target}`)
}

function assertText(text: string): void {
  const bad = /[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.exec(text)
  assert.equal(bad, null, `not escaped: ${text.slice(Math.max(0, (bad?.index ?? 0) - 40), (bad?.index ?? 0) + 40)}`)
}
