/**
 * The words of a line as somebody types it, divided by spaces. Quotation marks hold a text together, `text="two words"`, and
 * brackets a value in YAML, as it is written: `{troops: 9000, name: "Long Bow"}`, `names=[Gull, Tern]`. A `;` between spaces is a
 * word.
 */
export function wordsIn(text: string): readonly string[] | { readonly unclosed: 'quotation mark' | 'bracket' } {
  const words: string[] = []
  let word: string | undefined
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] as string
    if (letter === '"') {
      isQuoted = !isQuoted
      word ??= ''
    } else if ((letter === '{' && word === undefined) || (isBracket(letter) && !isQuoted && word?.endsWith('='))) {
      const end = endOfFlow(text, i)
      if (end === undefined) return { unclosed: 'bracket' }
      word = (word ?? '') + text.slice(i, end)
      i = end - 1
    } else if (!isQuoted && /\s/.test(letter)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + letter
  }
  if (word !== undefined) words.push(word)
  return isQuoted ? { unclosed: 'quotation mark' } : words
}

function isBracket(letter: string): boolean {
  return letter === '{' || letter === '['
}

/** Behind the bracket that closes the one at `start`; a quotation mark is one only where a value begins. */
function endOfFlow(text: string, start: number): number | undefined {
  let depth = 0
  let quote: string | undefined
  let before = ''
  for (let i = start; i < text.length; i++) {
    const letter = text[i] as string
    if (quote !== undefined) {
      if (letter === '\\' && quote === '"') i++
      else if (letter === quote) quote = undefined
    } else if ((letter === '"' || letter === "'") && '{[,:'.includes(before)) quote = letter
    else if (isBracket(letter)) depth++
    else if ((letter === '}' || letter === ']') && --depth === 0) return i + 1
    if (!/\s/.test(letter)) before = letter
  }
  return undefined
}
