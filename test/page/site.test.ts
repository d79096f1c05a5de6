import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openWorld } from '../../src/cli/world.ts'
import { type Answer, answer } from '../../src/page/site.ts'
import { assertWellFormed } from './well-formed.ts'

const site = openWorld()
const get = (address: string, method = 'GET'): Answer => {
  const url = new URL(address, 'http://localhost')
  return answer(site, { method, path: url.pathname, query: [...url.searchParams] })
}
const body = (address: string): string => {
  const found = get(address)
  assert.equal(found.status, 200, address)
  return found.body
}

describe('the pages', () => {
  const pages = [
    '/',
    ...site.shown.flatMap(({ agreement: { id }, firstText }) =>
      [
        '',
        '/docket',
        '/text',
        `?asOf=${firstText}&may=yes`,
        '?asOf=2030-01-01',
        '?asOf=1990-01-01',
        '/docket?asOf=1990-01-01',
      ].map((rest) => `/agreements/${id}${rest}`),
    ),
  ]
  for (const page of pages) {
    test(`${page} is well-formed, has no script and one main heading`, () => {
      const markup = body(page)
      assertWellFormed(markup)
      assert.doesNotMatch(markup, /<script|javascript:|https?:/i)
      assert.equal(markup.match(/<h1>/g)?.length, 1)
      assert.match(markup, /<html lang="en">/)
      assert.match(markup, /<a class="skip" href="#main">/)
    })
  }

  test('lead to each other: every link answers', () => {
    const seen = new Set<string>()
    const waiting = ['/']
    for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
      if (seen.has(page)) continue
      seen.add(page)
      for (const [, href = ''] of body(page).matchAll(/<a [^>]*href="([^"#]+)/g))
        waiting.push(href.replaceAll('&amp;', '&'))
    }
    for (const page of ['/', ...site.shown.map(({ agreement }) => `/agreements/${agreement.id}/text`)]) {
      assert.ok(seen.has(page), page)
    }
  })
  test('lead to places that are there', () => {
    for (const page of pages) {
      for (const [, path = '', target = ''] of body(page).matchAll(/href="([^"#]+)#([^"]+)"/g)) {
        assert.ok(
          body(path.replaceAll('&amp;', '&')).includes(` id="${decodeURIComponent(target)}"`),
          `${page}: ${path}#${target}`,
        )
      }
    }
  })
  test('are the same when asked again', () => {
    for (const page of pages) assert.equal(body(page), body(page))
  })
  test('name every column in every cell, for narrow screens', () => {
    for (const page of pages) assert.doesNotMatch(body(page), /<td role="cell"(?! (?:data-head|class="wide"))/)
  })
  test('have a policy that lets nothing run and nothing be fetched from elsewhere', () => {
    for (const page of [...pages, '/style.css', '/nowhere']) {
      const policy = get(page).headers['content-security-policy']
      assert.match(policy ?? '', /^default-src 'none'; style-src 'self';/)
      assert.doesNotMatch(policy ?? '', /unsafe|\*|http/)
    }
  })
})

describe('what cannot be answered', () => {
  const [{ agreement }] = site.shown as [(typeof site.shown)[number]]
  const path = `/agreements/${agreement.id}`
  const cases: readonly (readonly [string, number, string])[] = [
    ['/nowhere', 404, 'page/missing'],
    ['/agreements/', 404, 'page/missing'],
    ['/agreements/%E0%A4%A', 404, 'page/missing'],
    [`${path}/register`, 404, 'page/missing'],
    [`${path}/docket/more`, 404, 'page/missing'],
    [`${path}/constructor`, 404, 'page/missing'],
    [`${path}?asOf=yesterday`, 400, 'page/as-of'],
    [`${path}?asOf=2022-02-30`, 400, 'page/as-of'],
    [`${path}?asOf=2022-02-11T10:00:00`, 400, 'page/as-of'],
    [`${path}?party=Nowhere`, 400, 'page/party'],
    [`${path}?as_of=2022-02-11`, 400, 'page/unknown-question'],
    [`${path}?asOf=2022-02-11&asOf=2022-02-12`, 400, 'page/unknown-question'],
  ]
  for (const [address, status, code] of cases) {
    test(`${address}: ${status} with ${code} and advice`, () => {
      const found = get(address)
      assert.equal(found.status, status)
      assert.ok(found.body.includes(`<code>${code}</code>`))
      assertWellFormed(found.body)
    })
  }
  test('is told how an hour without its offset is written', () => {
    assert.match(get(`${path}?asOf=2022-02-11T10:00:00`).body, /Write 2022-02-11T10:00:00Z/)
  })
  test('is anything but reading', () => {
    const found = get('/', 'POST')
    assert.deepEqual([found.status, found.headers.allow], [405, 'GET, HEAD'])
  })
  test('shows what was asked as text', () => {
    const found = get(`${path}?asOf=%3Cscript%3Ealert(1)%3C/script%3E`)
    assert.match(found.body, /&lt;script&gt;alert/)
    assertWellFormed(found.body)
  })
})
