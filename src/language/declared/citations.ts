import type { CitedLimb } from '../../agreement/rule.ts'
import { didYouMean } from '../phrase/spelling.ts'
import { readDocuments } from '../source/block.ts'
import { readText } from '../source/bytes.ts'
import { FieldReader, type Text } from '../source/fields.ts'
import { readBlocks } from '../source/markdown.ts'
import { Report } from '../source/report.ts'
import { sha256 } from '../source/sha256.ts'
import { inWords, type Value } from '../source/value.ts'

/**
 * Limbs of other agreements on which a rule rests, each bound by the hash of the text in which it stands:
 *
 *     cites: [{commitment: lake-charter#L6, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}]
 *
 * The name before the `#` is that of the folder beside this one. If it is at hand, its agreement.md must have that hash and
 * declare the limb; if it is not, that is noted. Nothing else follows from a citation.
 */
const CITATION = { what: 'a citation', keys: ['commitment', 'sha256'] }
const LIMB = /^(?<agreement>[a-z0-9]+(?:-[a-z0-9]+)*)#(?<limb>[\p{L}\p{N}][\p{L}\p{N}._-]*)$/u

/** The agreement.md of the folder of that name beside; undefined: it is not at hand. */
export type Beside = (name: string) => Uint8Array | string | undefined

/** What is known of another agreement that is cited. */
interface Neighbour {
  readonly sha256: string
  readonly limbs: ReadonlySet<string>
}

export type Neighbours = (name: string) => Neighbour | undefined

/** Each is read once, however often it is cited. */
export function neighboursOf(beside: Beside | undefined): Neighbours {
  const known = new Map<string, Neighbour | undefined>()
  return (name) => {
    if (!known.has(name)) known.set(name, neighbourOf(beside?.(name)))
    return known.get(name)
  }
}

/** What is wrong with it otherwise is told where it is read by itself. */
function neighbourOf(content: Uint8Array | string | undefined): Neighbour | undefined {
  if (content === undefined) return undefined
  const aside = new Report('aside')
  const source = readText('', content, aside)
  const blocks = source === undefined ? [] : readBlocks(source, aside)
  const limbs = blocks
    .flatMap((block) => readDocuments(block, aside))
    .flatMap(({ fields }) => {
      const first = fields?.fields[0]
      const id = first?.value.kind === 'scalar' ? first.value.value : undefined
      return first?.key === 'commitment' && typeof id === 'string' ? [id] : []
    })
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { sha256: sha256(bytes), limbs: new Set(limbs) }
}

export function readCitations(reader: FieldReader, neighbours: Neighbours, report: Report): CitedLimb[] {
  return reader.items('cites').flatMap((item) => readCitation(item, neighbours, report) ?? [])
}

function readCitation(item: Value, neighbours: Neighbours, report: Report): CitedLimb | undefined {
  if (item.kind !== 'map') {
    const advice = 'Write it as {commitment: other-agreement#L6, sha256: ...}.'
    report.error('value/type', item.place, `A citation is ${inWords(item)}, not a map.`, advice)
    return undefined
  }
  const reader = new FieldReader(item, CITATION, report)
  reader.need('commitment', 'Write the limb behind the name of its agreement: commitment: other-agreement#L6.')
  const text = reader.text('commitment')
  const { agreement, limb } = (text && LIMB.exec(text.value)?.groups) ?? {}
  if (text !== undefined && (agreement === undefined || text.value.length > 129)) {
    const advice = 'Write the name of the agreement, # and the limb: other-agreement#L6.'
    report.error('id/form', text.place, `"${text.value}" is no limb of another agreement.`, advice)
  }
  const neighbour = agreement === undefined ? undefined : neighbours(agreement)
  reader.need(
    'sha256',
    neighbour === undefined
      ? 'Write the hash of its agreement.md, as sha256sum prints it.'
      : `If the text beside is the one that is meant, write sha256: ${neighbour.sha256}.`,
  )
  const hash = hashOf(reader, report)
  if (text === undefined || agreement === undefined || limb === undefined) return undefined
  check({ agreement, limb, text, hash }, neighbour, report)
  return hash === undefined ? undefined : { agreement, limb, sha256: hash.value }
}

function hashOf(reader: FieldReader, report: Report): Text | undefined {
  const text = reader.text('sha256')
  if (text === undefined || /^[0-9a-f]{64}$/.test(text.value)) return text
  const advice = 'Write the 64 digits (0 to 9, a to f) that sha256sum prints for its agreement.md.'
  report.error('value/unknown', text.place, `"${text.value}" is no SHA-256.`, advice)
  return undefined
}

interface Written {
  readonly agreement: string
  readonly limb: string
  readonly text: Text
  readonly hash: Text | undefined
}

function check({ agreement, limb, text, hash }: Written, neighbour: Neighbour | undefined, report: Report): void {
  if (neighbour === undefined) {
    const message = `No agreement.md of a folder "${agreement}" beside this one is at hand, so the citation was not checked.`
    report.note('citation/not-at-hand', text.place, message, 'Put its folder beside this one to have it checked.')
    return
  }
  if (hash !== undefined && hash.value !== neighbour.sha256) {
    const message = `The agreement.md of "${agreement}" has the hash ${neighbour.sha256}, so it is not the text that is named here.`
    const advice = 'Put that text beside, or read the limb in the text that is there and write its hash.'
    report.error('citation/hash', hash.place, message, advice)
    return
  }
  if (neighbour.limbs.has(limb)) return
  const message = `"${agreement}" declares no commitment "${limb}".`
  report.error(
    'citation/unknown',
    text.place,
    message,
    didYouMean(limb, neighbour.limbs, 'Name a limb that it declares.'),
  )
}
