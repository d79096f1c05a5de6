import { apart } from './apart.ts'
import { type Declaration, DOCUMENTS_MAX, readDocuments } from './block.ts'
import { type Block, clauseAt } from './markdown.ts'
import type { Report } from './report.ts'

/** A document of a block; not `whole`: what could be read of it is a part. */
export interface Declared {
  readonly declaration: Declaration
  readonly whole: boolean
}

/** Every declaration of a file, in its order; what was written below each other without a line between is taken apart. */
export function declarationsIn(blocks: readonly Block[], report: Report): Declared[] {
  const declared: Declared[] = []
  let documentCount = 0
  for (const block of blocks) {
    const documents = readDocuments(block, report)
    documentCount += documents.length
    if (documentCount > DOCUMENTS_MAX) {
      const message = `There are more than ${DOCUMENTS_MAX} declarations.`
      report.error('block/too-many', block.at(0), message, 'Divide the agreement.')
      break
    }
    for (const { fields, whole, offset } of documents) {
      if (fields === undefined) continue
      const clause = clauseAt(block, offset)
      for (const one of apart(fields, report)) declared.push({ declaration: { ...one, clause }, whole })
    }
  }
  return declared
}
