import { inOrder, type Place, type Problem } from '../problem.ts'
import type { ActCode } from './codes.ts'

/** What is beyond this is counted and not kept: a wrong export has the same fault in each of its million lines. */
const PROBLEMS_KEPT_MAX = 1_000

/** What takes time to find is found only for a problem that is kept. */
type Later<T> = T | (() => T)

/** Collects the problems of the files of one record. Errors go before notes, so that notes can never push an error out. */
export class Report {
  readonly #errors: Problem[] = []
  readonly #notes: Problem[] = []
  #errorCount = 0
  #noteCount = 0

  error(code: ActCode, place: Later<Place>, message: string, advice: Later<string>): void {
    this.#errorCount += 1
    keep(this.#errors, 'error', code, place, message, advice)
  }

  note(code: ActCode, place: Later<Place>, message: string, advice: Later<string>): void {
    this.#noteCount += 1
    keep(this.#notes, 'note', code, place, message, advice)
  }

  get errorCount(): number {
    return this.#errorCount
  }

  /** In the order of the files. If some were not kept, one more says how many. */
  problems(): Problem[] {
    const kept = [...this.#errors, ...this.#notes.slice(0, PROBLEMS_KEPT_MAX - this.#errors.length)]
    const first = kept[0]
    const leftOut = this.#errorCount + this.#noteCount - kept.length
    const shown = inOrder(kept)
    if (leftOut === 0 || first === undefined) return shown
    const errorsLeftOut = this.#errorCount - this.#errors.length
    return [
      ...shown,
      {
        file: shown.at(-1)?.file ?? first.file,
        line: shown.at(-1)?.line ?? 1,
        column: shown.at(-1)?.column ?? 1,
        code: 'acts/more-problems' satisfies ActCode,
        severity: errorsLeftOut > 0 ? 'error' : 'note',
        message: `${leftOut} more problems are not shown, ${errorsLeftOut} of them errors.`,
        advice: 'Mend those above and check again; often one cause stands behind many.',
      },
    ]
  }
}

function keep(
  list: Problem[],
  severity: Problem['severity'],
  code: ActCode,
  place: Later<Place>,
  message: string,
  advice: Later<string>,
): void {
  if (list.length >= PROBLEMS_KEPT_MAX) return
  const { file, line, column } = typeof place === 'function' ? place() : place
  const words = typeof advice === 'function' ? advice() : advice
  list.push({ file, line, column, code, severity, message, advice: words })
}
