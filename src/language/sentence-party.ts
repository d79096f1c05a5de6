import type { Agreement } from '../agreement/agreement.ts'
import type { Names, PartyId } from '../agreement/party.ts'
import type { PartyExpr, PartySet, Role, RuleId } from '../agreement/rule.ts'
import { fieldWords, type Saying, the } from './sentence-noun.ts'
import { listed } from './sentence-words.ts'

/** How parties and sets of parties are called in a sentence. */

/** English, else any name, else the id; followed by the id where two have the same name. */
export function nameIn<T extends { readonly id: string; readonly names: Names }>(
  all: readonly T[],
  id: string,
): string {
  const name = plainName(all.find((one) => one.id === id))
  if (name === undefined) return id
  return all.some((one) => one.id !== id && plainName(one) === name) ? `${name} (${id})` : name
}

function plainName(one: { readonly names: Names } | undefined): string | undefined {
  return one?.names.en ?? Object.values(one?.names ?? {})[0]
}

/** Names of one word stand alone in English; `Union`, `Organization`, `Republic` and the like take an article. */
const WITH_ARTICLE =
  /\b(?:Union|Organi[sz]ation|Alliance|League|Council|Committee|Commission|Community|Agency|Federation|Republic|Kingdom|States|Emirates|Secretariat|Association|\w+lands)\b/

export function partyName(agreement: Agreement, id: PartyId): string {
  const name = nameIn(agreement.parties, id)
  return WITH_ARTICLE.test(name) && !/^the /i.test(name) ? `the ${name}` : name
}

/** `the sender of the question or each addressee of the question`. */
export function partyWords(say: Saying, expr: PartyExpr): string {
  const sets = expr.sets.map((set) => setWords(say, set))
  if (expr.join === 'together with') return sets.join(' together with ')
  return listed(sets, expr.join)
}

/** How several hold a duty, put behind `must`, `may`: each its own, either, or one for both. */
export function jointly(expr: PartyExpr): { readonly verb: string; readonly note: string } {
  const count = expr.sets.length
  if (count < 2) return { verb: '', note: '' }
  const either = count === 2 ? 'either' : 'any of them'
  const both = count === 2 ? 'both' : 'all'
  if (expr.join === 'and') return { verb: ' each', note: '' }
  if (expr.join === 'or') return { verb: '', note: ` (${either} may)` }
  return { verb: '', note: ` (one act by ${either} counts for ${both})` }
}

function setWords(say: Saying, set: PartySet): string {
  const except = set.except.map((role) => roleWords(say, role, 'the'))
  return `${roleWords(say, set.of, set.quantifier)}${except.length === 0 ? '' : ` other than ${listed(except, 'and')}`}`
}

function roleWords(say: Saying, role: Role, quantifier: PartySet['quantifier']): string {
  const many = quantifier === 'all'
  switch (role.kind) {
    case 'sender':
    case 'addressee':
      return `${quantifier} ${role.kind}${many ? 's' : ''}${role.noun === undefined ? '' : ` of ${the(say, role.noun)}`}`
    case 'parties':
      return `${quantifier} ${many || quantifier === 'the' ? 'parties' : 'party'}`
    case 'member':
      return `${quantifier} ${many ? 'members' : 'member'} of ${groupWords(say.agreement, role.group)}`
    case 'chair':
      return `${quantifier} chair${many ? 's' : ''} of ${bodyWords(say.agreement, role.body)}`
    case 'debtor':
    case 'creditor':
      return `${quantifier} ${owedWords(say.agreement, role.rule, role.kind, many)}`
    case 'field':
      return `${quantifier} ${many ? 'parties' : 'party'} that ${the(say, role.noun)} names as ${fieldWords(say, role.noun, role.path)}`
    case 'party': {
      const name = partyName(say.agreement, role.party)
      return quantifier === 'the' ? name : `${quantifier} of ${name}`
    }
  }
}

/** A power has a holder; nobody owes it, so the other side is the party that it is about. */
function owedWords(agreement: Agreement, id: RuleId, role: 'debtor' | 'creditor', many: boolean): string {
  const rule = agreement.rules.find((one) => one.id === id)
  const isPower = rule?.kind === 'norm' && rule.verb !== 'must'
  if (!isPower) return `${role}${many ? 's' : ''} under rule ${id}`
  if (role === 'debtor') return `holder${many ? 's' : ''} of the power of rule ${id}`
  return `${many ? 'parties' : 'party'} that the power of rule ${id} is about`
}

/** `Members of the Council` is read `each member of the Council`. */
export function groupWords(agreement: Agreement, id: string): string {
  const name = nameIn(agreement.groups, id)
  const inner = /^members of (.*)$/i.exec(name)?.[1]
  if (inner !== undefined) return inner
  return name === id ? id : `the group ${name}`
}

export function bodyWords(agreement: Agreement, id: string): string {
  const name = nameIn(agreement.bodies, id)
  return /^the /i.test(name) ? name : `the ${name}`
}
