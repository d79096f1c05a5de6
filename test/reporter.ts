import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'

/** Says nothing of a test that passes; prints each failure when it happens, and the totals at the end. */
export default async function* failuresAndTotals(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message
    else if (type === 'test:diagnostic' && data.nesting === 0) yield `ℹ ${data.message}\n`
    else if (type === 'test:fail' && data.todo === undefined && !onlyInside(data.details.error)) {
      const place = data.file === undefined ? '' : `${relative('.', data.file)}:${data.line} `
      yield `✖ ${place}${data.name}\n${inspect(data.details.error.cause ?? data.details.error)}\n\n`
    }
  }
}

/** A group, or a file, that fails because of a test inside it: that one has been printed. */
function onlyInside(error: Error & { failureType?: string }): boolean {
  return error.failureType === 'subtestsFailed'
}
