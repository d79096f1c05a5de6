import { endOfLine, oneLine, startOfText } from '../../acts/lines.ts'
import { StoredLine } from '../../acts/stored-line.ts'
import type { Act } from '../../agreement/act.ts'
import type { Ledger } from '../ledger.ts'
import type { Row } from './act-table.ts'

/**
 * Adds the acts of a stored file, a JSON object a line. Lines of the usual shape go from their bytes into the ledger; what
 * `decode` says of all others is added as ever, and what it throws is thrown.
 *
 * `onRow`: where each act stands that is new, from its first byte to before its `\n`.
 */
export function replay(
  ledger: Ledger,
  bytes: Uint8Array,
  decode: (text: string, lineNumber: number) => Act,
  onRow?: (row: Row, offset: number, length: number) => void,
): void {
  const line = new StoredLine(ledger.program.agreement.zone)
  let lineNumber = 0
  for (let start = startOfText(bytes); start < bytes.length; ) {
    lineNumber += 1
    let end = 0
    let row: Row | undefined
    if (line.read(bytes, start)) {
      end = line.end - 1
      row = ledger.addStored(line, bytes)
    } else end = endOfLine(bytes, start)
    if (row === undefined) {
      const { size } = ledger.table
      row = ledger.add(decode(oneLine(bytes, start, end, lineNumber).text, lineNumber))
      if (row >= size) onRow?.(row, start, end - start)
    } else onRow?.(row, start, end - start)
    start = end + 1
  }
}
