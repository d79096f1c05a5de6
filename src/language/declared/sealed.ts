import type { KindName } from '../../agreement/clause.ts'
import type { Clock } from '../../agreement/clock.ts'
import type { Pattern, SealedExchange } from '../../agreement/rule.ts'
import { fieldOf } from '../guard/guard-form.ts'
import type { Directory } from '../meaning/directory.ts'
import { readPattern } from '../phrase/act-phrase.ts'
import { readClock } from '../phrase/clock-phrase.ts'
import { indefinite, kindNamed, type Standpoint } from '../phrase/noun.ts'
import { readPhrase } from '../phrase/phrase.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader, type Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { CARRIED } from './provisions.ts'

/**
 * A sealed exchange: what each shows to the others it shows at the same moment. First everybody sends a digest, a hash of what
 * it holds; when all have, or when the time has come, each sends what it is the digest of:
 *
 *     sealed: exchange
 *     acts: sealed-holdings                         # its form has a text `digest`
 *     opened by: holdings to sealed-holdings        # so has this one: the digest that was found of what is opened
 *     from: 2026-12-16                              # what is opened before is marked; left out: none is too early
 *     until: 5 days after sealed-holdings is transmitted    # left out: for good
 */
const SHAPE = { what: 'a sealed exchange', keys: ['sealed', 'acts', 'opened by', 'from', 'until', ...CARRIED] }
const DIGEST = 'digest'

export function readSealedExchange(
  declaration: Declaration,
  directory: Directory,
  report: Report,
): SealedExchange | undefined {
  const reader = new FieldReader(declaration, SHAPE, report)
  const id = reader.id('sealed', 'kind')
  reader.need('acts', 'Write the kind of act that is sealed: acts: sealed-holdings.')
  reader.need('opened by', 'Write the act that opens it: opened by: holdings to sealed-holdings.')
  const actsText = reader.text('acts')
  const acts =
    actsText && readPhrase(actsText, report, (phrase) => kindNamed(phrase, phrase.name('a kind of act'), directory))
  const here: Standpoint = {
    directory,
    nouns: acts === undefined ? 'any' : directory.chain(acts),
    from: acts === undefined ? 'what is sealed' : indefinite(acts),
    bareRoles: false,
  }
  const openedText = reader.text('opened by')
  const openedBy = openedText && readPhrase(openedText, report, (phrase) => readPattern(phrase, here))
  const clockOf = (key: string): Clock | undefined => {
    const text = reader.text(key)
    // One time for all: the periods of a rule are of different lengths, those of an exchange are not.
    return text && readPhrase(text, report, (phrase) => readClock(phrase, here, () => undefined))
  }
  const [from, until] = [clockOf('from'), clockOf('until')]
  if (actsText !== undefined && acts !== undefined) checkDigest(acts, actsText, directory, report)
  if (openedText !== undefined && openedBy !== undefined && acts !== undefined)
    checkOpening(openedBy, acts, openedText, directory, report)
  if (id === undefined || acts === undefined || openedBy === undefined) return undefined
  return {
    kind: 'sealed',
    id: id.value,
    clause: declaration.clause,
    acts,
    openedBy,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  }
}

function checkDigest(kind: KindName, { place }: Text, { kindOf }: Directory, report: Report): void {
  const form = kindOf.get(kind)?.form
  const field = form === undefined ? undefined : fieldOf(form, [DIGEST])
  if (field?.found === true && field.type.kind === 'string') return
  const message = `The form of "${kind}" has no text "${DIGEST}", so nothing can be compared.`
  report.error('sealed/digest', place, message, `Add it to the form: ${DIGEST}: {type: string}.`)
}

function checkOpening(openedBy: Pattern, acts: KindName, text: Text, directory: Directory, report: Report): void {
  for (const kind of openedBy.acts) if (directory.kinds.has(kind)) checkDigest(kind, text, directory, report)
  const { link } = openedBy
  const isOpener = (kind: KindName) => {
    const known = directory.kindOf.get(kind)
    return known === undefined || known.refersTo.includes(acts)
  }
  if (link?.kind === 'to' && link.noun === acts && openedBy.acts.every(isOpener)) return
  const message = `What opens an act "${acts}" refers to that very act.`
  const advice = `Write opened by: ${openedBy.acts[0]} to ${acts}, and let its kind refer to ${acts}.`
  report.error('sealed/opening', text.place, message, advice)
}
