/**
 * How far long work has come, for somebody who waits at a terminal: one line of the error output, written over, and gone when
 * it is done. Elsewhere nothing is written, and what is quick is not worth a line.
 */
export interface Progress {
  readonly say: (what: string, done?: number, of?: number) => void
  readonly end: () => void
}

const FIRST_MS = 500
const NEXT_MS = 200

export function progressOn(output: NodeJS.WriteStream): Progress {
  if (output.isTTY !== true) return { say: () => undefined, end: () => undefined }
  const begun = performance.now()
  let last = begun + FIRST_MS - NEXT_MS
  let isShown = false
  return {
    say(what, done, of) {
      const now = performance.now()
      if (now - last < NEXT_MS) return
      last = now
      isShown = true
      const part = done === undefined || of === undefined || of === 0 ? '' : `: ${Math.floor((100 * done) / of)} %`
      output.write(`\r\u001b[K${what}${part}`)
    },
    end() {
      if (isShown) output.write('\r\u001b[K')
    },
  }
}
