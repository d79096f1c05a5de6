import type { Agreement } from '../agreement/agreement.ts'
import { UNVERIFIED_SIGN } from '../engine/reading/unverified.ts'
import {
  type Coverage,
  type CoveredProvision,
  carrierWords,
  caseWords,
  coverageSummary,
  isWithoutCase,
  provisionsIn,
} from '../language/library/coverage.ts'
import { fitting } from './register-print.ts'
import { printTable } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** Whoever reads a terminal wants to know that there are cases; `--json` names them all. */
const CASES_NAMED_MAX = 4

export function printCoverage(agreement: Agreement, coverage: Coverage, terminal: Terminal): string {
  const sections = coverage.sections.map(({ heading, provisions }) => {
    const title = terminal.bold(visible(heading ?? 'Missing: no declaration carries them'))
    const rows = provisions.map((one) => [
      one.id + (one.unverified.length > 0 ? UNVERIFIED_SIGN : ''),
      stateWords(one, agreement),
      casesWords(one),
    ])
    const table = printTable(['PROVISION', 'IS', 'CASES'], rows, {
      width: terminal.width,
      head: terminal.quiet,
      cell: (text, row) => {
        const one = provisions[row]
        return one !== undefined && (one.state === 'missing' || isWithoutCase(one)) ? terminal.warning(text) : text
      },
    })
    return `\n${title}\n${table}`
  })
  return [
    `${terminal.bold(visible(agreement.title))}\n`,
    fitting(coverageSummary(coverage), terminal),
    ...sections,
    unverifiedBelow(coverage, terminal),
  ].join('')
}

function stateWords(one: CoveredProvision, agreement: Agreement): string {
  if (one.state === 'missing') {
    const { rule = '', deadline = '' } = one.listed ?? {}
    return ['missing', ...[rule, deadline].filter((text) => text !== '')].join('; ')
  }
  if (one.state === 'not checkable') return `not checkable: ${one.why}`
  return `ruled: ${one.by.map((carrier) => carrierWords(carrier, agreement)).join(', ')}`
}

function casesWords(one: CoveredProvision): string {
  if (one.state !== 'ruled' && one.cases.length === 0) return '-'
  if (isWithoutCase(one)) return 'none'
  return `${one.cases.length}: ${caseWords(one, CASES_NAMED_MAX)}`
}

function unverifiedBelow(coverage: Coverage, terminal: Terminal): string {
  const some = provisionsIn(coverage).filter(({ unverified }) => unverified.length > 0)
  if (some.length === 0) return ''
  const lines = some.flatMap(({ id, unverified }) => unverified.map((why) => fitting(`${id}: ${why}`, terminal, '  ')))
  return `\n${UNVERIFIED_SIGN} Unverified:\n${lines.join('')}`
}

export function coverageJson(agreement: Agreement, coverage: Coverage): string {
  const all = provisionsIn(coverage)
  const count = (of: (one: CoveredProvision) => boolean) => all.filter(of).length
  const whole = {
    agreement: { id: agreement.id, title: agreement.title },
    isListed: coverage.isListed,
    counts: {
      provisions: all.length,
      ruled: count(({ state }) => state === 'ruled'),
      notCheckable: count(({ state }) => state === 'not checkable'),
      missing: count(({ state }) => state === 'missing'),
      ruledWithoutCase: count(isWithoutCase),
      unverified: count(({ unverified }) => unverified.length > 0),
    },
    sections: coverage.sections.map(({ heading, provisions }) => ({
      heading: heading ?? null,
      provisions: provisions.map(({ listed, by, why, ...one }) => ({
        ...one,
        chapter: listed?.chapter ?? null,
        rule: listed?.rule ?? null,
        deadline: listed?.deadline ?? null,
        tag: listed?.tag ?? null,
        by: by.map(({ what, id, clause }) => ({ what, id, file: clause.file, line: clause.line })),
        why: why ?? null,
      })),
    })),
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}
