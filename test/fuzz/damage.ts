import fc from 'fast-check'

/** Changes to the text of a file that people write: lines, characters, bytes. Places are taken modulo what is there. */
export type Damage =
  | { readonly kind: 'delete' | 'double' | 'exchange'; readonly line: number; readonly other: number }
  | { readonly kind: 'byte'; readonly at: number; readonly value: number }
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }

export const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('delete', 'double', 'exchange'),
    line: fc.nat(),
    other: fc.nat(),
  }),
  fc.record({ kind: fc.constant('byte'), at: fc.nat(), value: fc.nat(255) }),
  fc.record({
    kind: fc.constant('insert'),
    at: fc.nat(),
    text: fc.constantFrom(
      '"',
      "'",
      '[',
      '{',
      '}',
      ']',
      ': ',
      '- ',
      '---\n',
      '```\n',
      '*a',
      '&a ',
      '!',
      '%',
      '#',
      '\t',
      '\r',
      '\n',
      '(',
      ' or ',
      '\u0000',
      '\uD800',
      '🚀',
    ),
  }),
)

export function damaged(original: string, damages: readonly Damage[]): Uint8Array {
  let text = original
  const bytes: Extract<Damage, { kind: 'byte' }>[] = []
  for (const each of damages) {
    if (each.kind === 'byte') bytes.push(each)
    else if (each.kind === 'insert') text = inserted(text, each.at % (text.length + 1), each.text)
    else text = withLines(text.split('\n'), each.kind, each.line, each.other).join('\n')
  }
  const encoded = new TextEncoder().encode(text)
  for (const { at, value } of bytes) encoded[at % encoded.length] = value
  return encoded
}

function inserted(text: string, at: number, more: string): string {
  return text.slice(0, at) + more + text.slice(at)
}

function withLines(lines: string[], kind: 'delete' | 'double' | 'exchange', line: number, other: number): string[] {
  const [from, to] = [line % lines.length, other % lines.length]
  const [a = '', b = ''] = [lines[from], lines[to]]
  if (kind === 'delete') return lines.toSpliced(from, 1)
  if (kind === 'double') return lines.toSpliced(to, 0, a)
  return lines.with(from, b).with(to, a)
}
