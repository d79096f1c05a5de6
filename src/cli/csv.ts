/** RFC 4180: comma, quotation marks where needed, every line ended by CR LF, a head line first. */
export function printCsv(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

function field(text: string): string {
  // A cell that begins like a formula is run by spreadsheets, and cells come from other people's files.
  const safe = /^[=+@\t\r]|^-(?!$)/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
