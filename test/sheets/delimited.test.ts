import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readDelimited } from '../../src/sheets/delimited.ts'

const TEXT = 'État;Année;Envoyé le\r\nAlder;2026;12.11.2026\r\n'
const ROWS = [
  ['État', 'Année', 'Envoyé le'],
  ['Alder', '2026', '12.11.2026'],
]

function rows(bytes: Uint8Array, encoding = 'windows-1252') {
  const read = readDelimited(bytes, encoding)
  return 'rows' in read ? read.rows : read.code
}

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, big = false) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return new Uint8Array(big ? bytes.swap16() : bytes)
}
/** One byte a character, as programs of older machines write. */
const cyrillic = (text: string) =>
  Uint8Array.from([...text], (letter) => {
    const code = letter.codePointAt(0) as number
    return code >= 0x410 ? code - 0x410 + 0xc0 : code
  })

describe('a text file', () => {
  test('with and without a byte order mark, in four encodings, is the same', () => {
    assert.deepEqual(rows(utf8(TEXT)), ROWS)
    assert.deepEqual(rows(utf8(`\ufeff${TEXT}`)), ROWS)
    assert.deepEqual(rows(utf16(TEXT)), ROWS)
    assert.deepEqual(rows(utf16(TEXT, true)), ROWS)
    assert.deepEqual(rows(Uint8Array.from(Buffer.from(TEXT, 'latin1'))), ROWS)
  })
  test('in the encoding of a machine that writes Russian', () => {
    assert.deepEqual(rows(cyrillic('Страна;Число\r\nAlder;12,5\r\n'), 'windows-1251'), [
      ['Страна', 'Число'],
      ['Alder', '12,5'],
    ])
  })
  test('divided by semicolons, commas or tabs, or by what its first line says', () => {
    for (const by of [';', ',', '\t']) {
      assert.deepEqual(rows(utf8(TEXT.replaceAll(';', by))), ROWS)
    }
    assert.deepEqual(rows(utf8(`sep=|\r\n${TEXT.replaceAll(';', '|')}`)), ROWS)
  })
  test('with the other characters inside quotation marks, and line ends, too', () => {
    assert.deepEqual(rows(utf8('"a,b,c,d";"e ""f"""\n"g\nh";i\n')), [
      ['a,b,c,d', 'e "f"'],
      ['g\nh', 'i'],
    ])
  })
  test('that cannot be read is told', () => {
    assert.equal(rows(utf8('a;"b\nc;d\n')), 'sheet/quotes')
    assert.equal(rows(Uint8Array.of(0xe9, 0x3b), 'ansi'), 'sheet/encoding')
  })
  test('every byte flipped is read or told, and never thrown', () => {
    const bytes = utf8(`\ufeff${TEXT}"x;y";2;3\r\n`)
    for (let at = 0; at < bytes.length; at++) {
      for (const bit of [1, 4, 32, 128]) {
        const broken = bytes.slice()
        broken[at] = (broken[at] as number) ^ bit
        const read = readDelimited(broken, 'windows-1252')
        assert.ok('rows' in read || read.code.startsWith('sheet/'))
      }
    }
  })
})
