/**
 * Names in an act (ids, parties, kinds) are printed in registers, compared by code unit and sent on. So they hold nothing
 * that cannot be seen: no control characters, no marks that turn the direction of a line or have no width, no half of a
 * surrogate pair (UTF-8 cannot write it, and two ids would become one).
 */
export const NAME_CHARACTERS_MAX = 200
export const SOURCE_CHARACTERS_MAX = 2_000

// The schema of acts has the same classes of characters; a test compares the two.
const UNSEEN = /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u

/** The first character that cannot be seen, as `U+202E`. */
export function unseenIn(text: string): string | undefined {
  const found = UNSEEN.exec(text)
  if (found === null) return undefined
  return `U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** Not longer than `max` characters, counted as JSON Schema counts them: an emoji is one. */
export function fits(text: string, max: number): boolean {
  if (text.length <= max) return true
  if (text.length > 2 * max) return false
  let count = 0
  for (const _ of text) count += 1
  return count <= max
}

/** Printable ASCII, of a usual length and not blank: nothing else has to be looked at. */
export function isPlain(text: string): boolean {
  const { length } = text
  if (length > NAME_CHARACTERS_MAX) return false
  const first = text.charCodeAt(0)
  // Also refuses the empty text, whose first unit is NaN.
  if (!(first > 0x20 && first <= 0x7e)) return false
  for (let i = 1; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x20 || unit > 0x7e) return false
  }
  return true
}

/** For a message: in quotation marks, what cannot be seen written as an escape, and not endless. */
export function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text
  const shown = short.replace(new RegExp(UNSEEN, 'gu'), (one) => {
    const unit = one.codePointAt(0) ?? 0
    return `\\u${unit.toString(16).padStart(4, '0')}`
  })
  return `"${shown}"`
}
