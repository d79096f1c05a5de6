import type { Agreement } from '../../agreement/agreement.ts'
import type { RuleId } from '../../agreement/clause.ts'
import type { Names, PartyId } from '../../agreement/party.ts'
import type { PartyExpr, PartySet, Role } from '../../agreement/rule.ts'
import { fieldWords, kindOf, type Saying, the } from './sentence-noun.ts'
import { listed, spoken } from './sentence-words.ts'

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

/**
 * How a set is spoken of. Whether a power is held by `each` or by `any` of them is the same, and so it reads the same; an
 * act may go to several, and `the addressee` of such an act is whichever of them.
 */
export type PartyUse = 'named' | 'owes' | 'may' | 'no' | 'is owed'

/** `the sender of the question or any addressee of the question`. */
export function partyWords(say: Saying, expr: PartyExpr, use: PartyUse = 'named'): string {
  const sets = expr.sets.map((set) => setWords(say, set, use))
  if (isOneTogether(expr)) return `${sets.join('')} together`
  if (expr.join === 'together with') return sets.join(' together with ')
  return listed(sets, expr.join)
}

/** `all members of the council together`. */
function isOneTogether({ join, sets }: PartyExpr): boolean {
  return join === 'together with' && sets.length === 1 && sets[0]?.quantifier === 'all'
}

/** How several hold a duty, put behind `must`, `may`: each its own, either, or one for both. */
export function jointly(expr: PartyExpr): { readonly verb: string; readonly note: string } {
  const count = expr.sets.length
  if (isOneTogether(expr)) return { verb: '', note: ' (one act by any of them counts for all)' }
  if (count < 2) return { verb: '', note: '' }
  const either = count === 2 ? 'either' : 'any of them'
  const both = count === 2 ? 'both' : 'all'
  if (expr.join === 'and') return { verb: ' each', note: '' }
  if (expr.join === 'or') return { verb: '', note: ` (${either} may)` }
  return { verb: '', note: ` (one act by ${either} counts for ${both})` }
}

function setWords(say: Saying, set: PartySet, use: PartyUse): string {
  const { of, except } = set
  const whole = of.kind === 'parties' && except.length === 0 && set.that === undefined
  const quantifier = quantifierOf(say, set, use)
  // Whoever owes it to all does not owe it to itself.
  if (use === 'is owed' && whole && quantifier !== 'any') {
    return quantifier === 'each' ? 'each other party' : `${quantifier} other parties`
  }
  return `${roleWords(say, of, quantifier)}${thatWords(set, quantifier)}${exceptWords(say, set, use)}`
}

/** ` that is not "suspended"`. */
function thatWords({ of, that }: PartySet, quantifier: PartySet['quantifier']): string {
  if (that === undefined) return ''
  const verb = quantifier === 'all' || (quantifier === 'the' && of.kind === 'parties') ? 'are' : 'is'
  const { nor = [] } = that
  if (nor.length === 0) return ` that ${verb} ${that.is ? '' : 'not '}"${spoken(that.standing)}"`
  return ` that ${verb} neither ${[that, ...nor].map(({ standing }) => `"${spoken(standing)}"`).join(' nor ')}`
}

function quantifierOf(say: Saying, { quantifier, of }: PartySet, use: PartyUse): PartySet['quantifier'] {
  if (use !== 'may' && use !== 'owes') return quantifier
  const isAnyOfThem = quantifier === 'each' || (quantifier === 'the' && isSeveral(say, of))
  return isAnyOfThem ? (use === 'may' ? 'any' : 'each') : quantifier
}

/** Is each that such words mean a holder of its own? */
export function holdsEach(say: Saying, { quantifier, of }: PartySet): boolean {
  return quantifier !== 'the' || isSeveral(say, of)
}

/** Addressees of an act that may go to several. */
function isSeveral(say: Saying, role: Role): boolean {
  if (role.kind !== 'addressee') return false
  const acts = role.noun === undefined ? say.triggers : [role.noun]
  return acts.length === 0 || acts.some((act) => kindOf(say, act)?.to !== 'one')
}

/** ` other than Northland`; ` that is neither the sender of the question nor an addressee of the question`. */
function exceptWords(say: Saying, { quantifier, of, that, except }: PartySet, use: PartyUse): string {
  const roles = except.map((role) => {
    const article = isSeveral(say, role) ? 'an' : A_MEMBER.includes(role.kind) ? 'a' : 'the'
    return roleWords(say, role, article)
  })
  const [only] = roles
  if (only === undefined) return ''
  const isOfMany = of.kind === 'parties' || of.kind === 'member'
  if (roles.length === 1 || !isOfMany || that !== undefined || use === 'no')
    return ` other than ${listed(roles, 'and')}`
  const verb = quantifier === 'all' || (quantifier === 'the' && of.kind === 'parties') ? 'are' : 'is'
  return ` that ${verb} ${roles.length === 2 ? 'neither' : 'none of'} ${roles.length === 2 ? roles.join(' nor ') : listed(roles, 'and')}`
}

const A_MEMBER: readonly Role['kind'][] = ['parties', 'member', 'debtor', 'creditor']

function roleWords(say: Saying, role: Role, quantifier: PartySet['quantifier'] | 'a' | 'an'): string {
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
    case 'body':
      return `${['the', 'a', 'an'].includes(quantifier) ? '' : `${quantifier} of `}${bodyWords(say.agreement, role.body)} (acting by its chair)`
    case 'debtor':
    case 'creditor':
      return `${quantifier} ${owedWords(say.agreement, role.rule, role.kind, many)}`
    case 'figure':
      return 'that party'
    case 'field':
      return `${quantifier} ${many ? 'parties' : 'party'} that ${the(say, role.noun)} names as ${fieldWords(say, role.noun, role.path)}`
    case 'voter': {
      const noun = the(say, role.noun)
      const did = role.is === 'taking part' ? `took part in the decision on ${noun}` : `was ${role.is} ${noun}`
      return `${quantifier} ${many ? 'parties' : 'party'} that ${did}`
    }
    case 'party': {
      const name = partyName(say.agreement, role.party)
      return ['the', 'a', 'an'].includes(quantifier) ? name : `${quantifier} of ${name}`
    }
  }
}

/** A power has a holder, a prohibition binds; nobody owes either, so the other side is the party that it is about. */
function owedWords(agreement: Agreement, id: RuleId, role: 'debtor' | 'creditor', many: boolean): string {
  const rule = agreement.rules.find((one) => one.id === id)
  const verb = rule?.kind === 'norm' ? rule.verb : 'must'
  if (verb === 'must') return `${role}${many ? 's' : ''} under rule ${id}`
  if (verb === 'must not' && role === 'debtor') return `${many ? 'parties' : 'party'} that rule ${id} binds`
  if (verb === 'must not') return `${many ? 'parties' : 'party'} that rule ${id} is about`
  if (role === 'debtor') return `holder${many ? 's' : ''} of the power of rule ${id}`
  return `${many ? 'parties' : 'party'} that the power of rule ${id} is about`
}

/** `Members of the Council` is read `each member of the Council`. */
export function groupWords(agreement: Agreement, id: string): string {
  if (agreement.bodies.some((body) => body.id === id)) return bodyWords(agreement, id)
  const name = nameIn(agreement.groups, id)
  const inner = /^members of (.*)$/i.exec(name)?.[1]
  if (inner !== undefined) return inner
  return name === id ? id : `the group ${name}`
}

export function bodyWords(agreement: Agreement, id: string): string {
  const name = nameIn(agreement.bodies, id)
  return /^the /i.test(name) ? name : `the ${name}`
}
