import { existsSync, readFileSync } from 'node:fs'
import { CAST_PATH } from '../../src/language/declared/cast.ts'
import type { AgreementFiles } from '../../src/language/read.ts'

const ROOT = new URL('../../', import.meta.url)

/** A folder of this checkout, by its path from the root; in problems it is printed as `name`. */
export function folder(path: string, name = path): AgreementFiles & { readonly text: string; readonly cast?: string } {
  const inside = (file: string) => new URL(`${path}/${file}`, ROOT)
  const cast = inside(CAST_PATH)
  return {
    name,
    text: readFileSync(inside('agreement.md'), 'utf8'),
    file: (file) => (existsSync(inside(file)) ? readFileSync(inside(file), 'utf8') : undefined),
    beside: (other) => {
      const agreement = inside(`../${other}/agreement.md`)
      return existsSync(agreement) ? readFileSync(agreement) : undefined
    },
    ...(existsSync(cast) ? { cast: readFileSync(cast, 'utf8') } : {}),
  }
}

export const SAMPLE = folder('test/language/sample', 'sample')

/** An agreement with two parties, a question and an answer, and these lines of a block behind them. */
export function withBlock(block: string, files: Readonly<Record<string, string>> = {}): AgreementFiles {
  const text = `# A
\`\`\`pacta
{agreement: a, title: A, zone: UTC, start: 2026-01-01}
---
parties: [{id: Northland, kind: state, name: Northland}, {id: Westmark, kind: state, name: Westmark}]
---
act: question
stage: question
form: {type: object, properties: {urgent: {type: boolean}, limit: {type: string, format: date}}}
---
{act: answer, stage: reply, refers to: question}
\`\`\`
\`\`\`pacta
${block}
\`\`\`
`
  return { name: 'a', text, file: (path) => files[path] }
}

/** Where the first line of the block of `withBlock` stands. */
export const BLOCK_LINE = 14
