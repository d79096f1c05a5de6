import { asOfAdvice, lastAsOf, parseAsOf } from '../engine/reading/as-of.ts'
import type { PageCode } from './codes.ts'
import { docketPage } from './docket-page.ts'
import { faultPage } from './fault-page.ts'
import { homePage } from './home-page.ts'
import type { Html } from './html.ts'
import { readerPage } from './reader-page.ts'
import { registerPage } from './register-page.ts'
import { STYLE } from './style.ts'
import type { Shown, Site, View } from './view.ts'

/**
 * The pages as one function of what is asked: no port is needed to test them. They hold no script, take nothing from
 * anywhere else, and work without any of it.
 *
 *     /                                the registers that are shown first
 *     /agreements/ID                   register; ?asOf=2022-02-11&party=ID&may=yes
 *     /agreements/ID/docket            every question as a case; ?asOf=...
 *     /agreements/ID/text              clauses beside the sentences of their rules
 *     /style.css
 */
export interface Asked {
  readonly method: string
  readonly path: string
  /** In order; what stands twice is refused. */
  readonly query: Iterable<readonly [key: string, value: string]>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

export function answer(site: Site, asked: Asked): Answer {
  if (asked.method !== 'GET' && asked.method !== 'HEAD') {
    return {
      ...fault(site, 405, 'page/method', 'These pages can be read and nothing else.', 'Ask with GET.'),
      headers: { ...HTML, allow: 'GET, HEAD' },
    }
  }
  if (asked.path === '/style.css') {
    return { status: 200, headers: { ...HEADERS, 'content-type': 'text/css; charset=utf-8' }, body: STYLE }
  }
  if (asked.path === '/') return found(homePage(site))
  const [, room, id, page, ...rest] = asked.path.split('/')
  const shown =
    room === 'agreements' ? site.shown.find(({ agreement }) => agreement.id === decoded(id ?? '')) : undefined
  const draw = PAGES.get(page ?? 'register')
  if (shown === undefined || draw === undefined || page === 'register' || rest.length > 0) {
    return fault(site, 404, 'page/missing', 'There is no such page.', 'The first page leads to all that there are.')
  }
  const view = viewOf(site, shown, asked.query)
  return 'status' in view ? view : found(draw(view))
}

const PAGES: ReadonlyMap<string, (view: View) => Html> = new Map([
  ['register', registerPage],
  ['docket', docketPage],
  ['text', readerPage],
])

const HTML = { ...HEADERS, 'content-type': 'text/html; charset=utf-8' }

function found(page: Html): Answer {
  return { status: 200, headers: HTML, body: page.markup }
}

function fault(site: Site, status: number, code: PageCode, message: string, advice: string): Answer {
  return { status, headers: HTML, body: faultPage(site, code, message, advice).markup }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Broken escapes name nothing.
    return ''
  }
}

const QUESTIONS = ['asOf', 'party', 'may']

function viewOf(site: Site, shown: Shown, pairs: Asked['query']): View | Answer {
  const { agreement, record } = shown
  const keys = Array.from(pairs, ([key]) => key)
  const query = new Map(pairs)
  const unknown = keys.find((key) => !QUESTIONS.includes(key))
  if (unknown !== undefined) {
    return fault(
      site,
      400,
      'page/unknown-question',
      `The address asks for "${unknown}", which means nothing here.`,
      `It may ask for ${QUESTIONS.join(', ')}.`,
    )
  }
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) {
    return fault(
      site,
      400,
      'page/unknown-question',
      `The address says "${twice}" twice, and may mean either.`,
      'Say it once.',
    )
  }
  // A field of a form that was left empty asks for nothing.
  const asOfText = query.get('asOf') || undefined
  const asOf = asOfText === undefined ? lastAsOf(agreement, record) : parseAsOf(asOfText, agreement.zone)
  if (asOf === undefined) {
    return fault(site, 400, 'page/as-of', `"${asOfText}" is no date and no instant.`, asOfAdvice(asOfText as string))
  }
  const party = query.get('party') || undefined
  if (party !== undefined && !agreement.parties.some(({ id }) => id === party)) {
    return fault(
      site,
      400,
      'page/party',
      `The agreement has no party with the id "${party}".`,
      'Choose one of the list on the page of the register.',
    )
  }
  return { site, shown, asOf, asOfText, party, powers: query.has('may') }
}
