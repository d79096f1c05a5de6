import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { PartyExpr, PartySet, Role } from '../../agreement/rule.ts'
import { fieldOf } from '../guard/guard-form.ts'
import type { Directory } from '../meaning/directory.ts'
import { mustBeDecided } from './decided.ts'
import { fieldNamed, isFieldToken, nounNamed, type Standpoint } from './noun.ts'
import { isWord, type Phrase, PhraseFault, type Token } from './phrase.ts'
import { didYouMean } from './spelling.ts'

/**
 * Reads who owes, to whom, who may:
 *
 *     party = set { "and" set } | set { "or" set } | set { "together with" set } | "all" role ... "together"
 *     set   = [ "each" | "any" | "all" ] role [ that ] [ "other than" role { "and" role } ]
 *     that  = "that" ( "is" | "are" ) ( [ "not" ] STANDING | "neither" STANDING "nor" STANDING { "nor" STANDING } )
 *     role  = ( "sender" | "addressee" ) [ "of" NOUN ] | "party" | "member of" ( GROUP | BODY ) | "chair of" BODY | BODY
 *           | ( "debtor" | "creditor" ) "of" RULE | "party of" FIGURE | "voter" ( "for" | "against" ) NOUN | "participant in" NOUN
 *           | NOUN.FIELD | PARTY
 *
 *     each party other than sender of question and addressee of question
 *     sender of question together with sender of answer
 *
 * `and` means each owes its own, `or` either may, `together with` one act for both, and `all members of council together` one
 * act for all of them; the three are not mixed, because read
 * aloud nobody hears which binds first. Behind `other than` an `and` goes on with the exceptions.
 */
export function readParty(phrase: Phrase, here: Standpoint): PartyExpr {
  const sets = [readSet(phrase, here)]
  let join: PartyExpr['join'] | undefined
  for (;;) {
    const token = phrase.peek()
    const next = takeJoin(phrase)
    if (next === undefined) break
    if (next === 'together') return readTogether(phrase, token, sets)
    if (join !== undefined && join !== next) {
      phrase.error(
        'phrase/join',
        token,
        `"${join}" and "${next}" join parties in one phrase, and nobody can hear which comes first.`,
        'Write two rules.',
      )
    }
    join ??= next
    sets.push(readSet(phrase, here))
  }
  return { join: join ?? 'and', sets }
}

function takeJoin(phrase: Phrase): PartyExpr['join'] | 'together' | undefined {
  if (phrase.takes('and')) return 'and'
  if (phrase.takes('or')) return 'or'
  if (phrase.takes('together', 'with')) return 'together with'
  return phrase.takes('together') ? 'together' : undefined
}

/** Of one set with `all`: one act by any of them performs it for all. */
function readTogether(phrase: Phrase, token: Token, sets: readonly PartySet[]): PartyExpr {
  if (sets.length > 1 || sets[0]?.quantifier !== 'all') {
    phrase.error(
      'phrase/join',
      token,
      '"together" behind a party does not say with whom.',
      'Write all members of a group together, or together with and the other party.',
    )
  }
  return { join: 'together with', sets }
}

const QUANTIFIERS = ['each', 'any', 'all'] as const
const PLURAL: Readonly<Record<string, string>> = {
  senders: 'sender',
  addressees: 'addressee',
  parties: 'party',
  members: 'member',
  debtors: 'debtor',
  creditors: 'creditor',
  voters: 'voter',
  participants: 'participant',
}
const ROLE_WORDS = ['sender', 'addressee', 'party', 'member', 'chair', 'debtor', 'creditor', 'voter', 'participant']

function readSet(phrase: Phrase, here: Standpoint): PartySet {
  const first = phrase.peek()
  phrase.takes('the')
  const quantifier = QUANTIFIERS.find((word) => phrase.takes(word)) ?? 'the'
  const of = readRole(phrase, here)
  const many = of.kind === 'parties' || of.kind === 'member' || of.kind === 'voter'
  if (quantifier === 'the' && many) {
    phrase.error(
      'party/quantifier',
      first,
      `"${first.text}" does not say whether each of them is meant, any one, or all together.`,
      of.kind === 'parties'
        ? 'Write each party, any party or all parties.'
        : of.kind === 'member'
          ? 'Write each member of, any member of, or all members of.'
          : `Write each ${first.text}, any ${first.text} or all ${first.text}s.`,
    )
  }
  if (quantifier !== 'the' && of.kind === 'party' && here.directory.parties.has(of.party)) {
    phrase.error('party/quantifier', first, `"${of.party}" is one party.`, `Leave out "${quantifier}".`)
  }
  const that = readThat(phrase, here.directory)
  if (quantifier !== 'the' && (of.kind === 'chair' || of.kind === 'body')) {
    const advice = of.kind === 'chair' ? `Leave out "${quantifier}".` : `Write ${quantifier} member of ${of.body}.`
    phrase.error('party/quantifier', first, `There is one ${of.kind === 'chair' ? 'chair' : of.body}.`, advice)
  }
  const except: Role[] = []
  if (phrase.takes('other')) {
    phrase.need('than')
    do {
      phrase.takes('the')
      except.push(readRole(phrase, here))
    } while (phrase.takes('and'))
  }
  return that === undefined ? { quantifier, of, except } : { quantifier, of, that, except }
}

/** `each party that is not suspended`. */
function readThat(phrase: Phrase, directory: Directory): PartySet['that'] {
  if (!phrase.takes('that')) return undefined
  phrase.oneOf(['is', 'are'])
  if (phrase.takes('neither')) {
    const standing = standingNamed(phrase, directory)
    phrase.need('nor')
    const nor = [{ standing: standingNamed(phrase, directory) }]
    while (phrase.takes('nor')) nor.push({ standing: standingNamed(phrase, directory) })
    return { standing, is: false, nor }
  }
  const is = !phrase.takes('not')
  return { standing: standingNamed(phrase, directory), is }
}

function standingNamed(phrase: Phrase, directory: Directory): string {
  const token = phrase.name('a standing')
  if (!directory.standings.has(token.text)) {
    const advice = didYouMean(token.text, directory.standings.keys(), 'Declare it: standing: and its name.')
    phrase.error('standing/unknown', token, `"${token.text}" is no standing of this agreement.`, advice)
  }
  return token.text
}

function readRole(phrase: Phrase, here: Standpoint): Role {
  const token = phrase.peek()
  if (token.kind !== 'word' && token.kind !== 'quoted') return phrase.fault(ROLE_WORDS, 'a party')
  const word = token.kind === 'word' ? (PLURAL[token.text] ?? token.text) : ''
  switch (word) {
    case 'party':
      phrase.next()
      return phrase.takes('of') ? readFigureParty(phrase, here) : { kind: 'parties' }
    case 'sender':
    case 'addressee':
      phrase.next()
      return readActRole(phrase, here, word, token)
    case 'member':
      phrase.next()
      phrase.need('of')
      return { kind: 'member', group: groupNamed(phrase, phrase.name('the id of a group'), here.directory) }
    case 'debtor':
    case 'creditor':
      phrase.next()
      phrase.need('of')
      return { kind: word, rule: ruleNamed(phrase, phrase.name('the id of a rule'), here.directory) }
    case 'chair':
      phrase.next()
      phrase.need('of')
      phrase.takes('the')
      return { kind: 'chair', body: bodyNamed(phrase, phrase.name('the id of a body'), here.directory) }
    case 'voter':
      if (!VOTES.some((side) => isWord(phrase.peek(1), side))) break
      phrase.next()
      return readVoter(phrase, here, phrase.next().text as 'for' | 'against')
    case 'participant':
      if (!isWord(phrase.peek(1), 'in')) break
      phrase.next()
      phrase.next()
      return readVoter(phrase, here, 'taking part')
  }
  return isFieldToken(token) ? readField(phrase, here) : readNamed(phrase, here.directory)
}

const VOTES = ['for', 'against'] as const

/** `voter for programme`, `participant in programme`: of a proposal, when it closed. */
function readVoter(phrase: Phrase, here: Standpoint, is: Extract<Role, { kind: 'voter' }>['is']): Role {
  phrase.takes('the')
  const token = phrase.name('a kind of act')
  const noun = nounNamed(phrase, token, here)
  if (noun !== undefined) mustBeDecided(phrase, token, here.directory)
  return { kind: 'voter', noun: noun ?? token.text, is }
}

/** `party of missed`, `party of "76"`: whose figure it is that reached a number, or whose limit is used up. */
function readFigureParty(phrase: Phrase, here: Standpoint): Role {
  phrase.takes('the')
  const token = phrase.name('the name of a figure or a limit')
  if (here.figures?.has(token.text) !== true) {
    const known = [...(here.figures ?? [])]
    const isKnown = here.directory.figures.has(token.text) || here.directory.limits.has(token.text)
    const message = isKnown
      ? `This rule does not wait for "${token.text}" of a party.`
      : `"${token.text}" is no figure of this agreement.`
    const awaited = here.directory.limits.has(token.text)
      ? `Write when: '"${token.text}" is used up', for a limit with per: and one party.`
      : `Write when: ${token.text} reaches 3, for a figure with per: party.`
    const listed = known.length === 0 ? awaited : ''
    phrase.error('figure/key', token, message, didYouMean(token.text, known, listed || `Write party of ${known[0]}.`))
  }
  return { kind: 'figure', figure: token.text }
}

function readActRole(phrase: Phrase, here: Standpoint, kind: 'sender' | 'addressee', token: Token): Role {
  if (!phrase.takes('of')) {
    if (!here.bareRoles) {
      phrase.error(
        'noun/unreachable',
        token,
        `It is not said of which act the ${kind} is meant.`,
        `Write ${kind} of ...`,
      )
    }
    return { kind }
  }
  phrase.takes('the')
  const nounToken = phrase.name('a kind of act')
  const noun = nounNamed(phrase, nounToken, here)
  if (noun !== undefined && kind === 'addressee') mustHaveAddressees(phrase, nounToken, noun, here.directory)
  return { kind, noun: noun ?? nounToken.text }
}

function mustHaveAddressees(phrase: Phrase, token: Token, noun: KindName, directory: Directory): void {
  if (directory.kindOf.get(noun)?.to !== 'nobody') return
  const message = `"${noun}" is said to the public (to: nobody), so it has no addressee.`
  phrase.error('party/no-addressee', token, message, 'Name somebody else, or say in its declaration to whom it goes.')
}

export function groupNamed(phrase: Phrase, token: Token, directory: Directory): string {
  if (!directory.groups.has(token.text)) {
    const advice = didYouMean(token.text, directory.groups.keys())
    phrase.error('group/unknown', token, `"${token.text}" is no group of this agreement.`, advice)
  }
  return token.text
}

export function bodyNamed(phrase: Phrase, token: Token, directory: Directory): string {
  if (!directory.bodies.has(token.text)) {
    const advice = didYouMean(token.text, directory.bodies, 'Declare it: body: council, with members: and chairs:.')
    phrase.error('body/unknown', token, `"${token.text}" is no body of this agreement.`, advice)
  }
  return token.text
}

/** A party that a message names: the field holds its id, or a list of ids. */
export function readField(phrase: Phrase, here: Standpoint): Role {
  const token = phrase.next()
  const field = fieldNamed(phrase, token, here)
  const form = field && here.directory.kindOf.get(field.noun)?.form
  const type = field === undefined ? undefined : fieldOf(form, field.path)
  const is = type?.found === true ? (type.type.kind === 'list' ? type.type.of.kind : type.type.kind) : 'unknown'
  if (is !== 'string' && is !== 'unknown') {
    const message = `"${token.text}" is no text, so it names no party.`
    phrase.error('party/field', token, message, 'Name a field that holds the id of a party, or a list of ids.')
  }
  return { kind: 'field', noun: field?.noun ?? '', path: field?.path ?? [] }
}

export function ruleNamed(phrase: Phrase, token: Token, directory: Directory): RuleId {
  if (directory.checks.has(token.text)) {
    const message = `"${token.text}" is a check: it marks messages, and nobody owes it.`
    phrase.error('rule/unknown', token, message, 'Name a rule with must: or may:.')
  } else if (directory.limits.has(token.text)) {
    const message = `"${token.text}" is a limit: it marks acts, and nobody owes it.`
    phrase.error('rule/unknown', token, message, 'Name a rule with must: or may:.')
  } else if (!directory.rules.has(token.text)) {
    const names = [...directory.rules.keys()].filter((id) => !directory.checks.has(id) && !directory.limits.has(id))
    const advice = didYouMean(token.text, names)
    phrase.error('rule/unknown', token, `"${token.text}" is no rule of this agreement.`, advice)
  }
  return token.text
}

/** What agreements call them, and what is said here. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['recipient', 'addressee'],
  ['recipients', 'addressees'],
  ['receiver', 'addressee'],
  ['receivers', 'addressees'],
  ['author', 'sender'],
  ['originator', 'sender'],
  ['both', 'each party'],
  ['everybody', 'each party'],
  ['everyone', 'each party'],
])

/** What can stand behind a party. */
const FOLLOWING = ['and', 'or', 'together', 'other', 'that', ',']

function readNamed(phrase: Phrase, directory: Directory): Role {
  const token = phrase.next()
  if (isWord(token, 'every')) {
    return phrase.stop('party/quantifier', token, '"every" is said of years, not of parties.', 'Write "each".')
  }
  if (directory.parties.has(token.text)) return { kind: 'party', party: token.text }
  if (directory.bodies.has(token.text)) return { kind: 'body', body: token.text }
  if (directory.groups.has(token.text)) {
    const message = `"${token.text}" is a group and no party by itself.`
    phrase.error('party/quantifier', token, message, `Write each member of ${token.text}, or any, or all members.`)
    return { kind: 'member', group: token.text }
  }
  const ours = token.kind === 'word' ? OTHER_WORDS.get(token.text.toLowerCase()) : undefined
  const advice =
    ours === undefined ? didYouMean(token.text, [...directory.parties.keys(), ...ROLE_WORDS]) : `Write ${ours}.`
  phrase.error('party/unknown', token, `"${token.text}" is no party of this agreement.`, advice)
  // What follows may be part of it, as in `sendr of question`, and is not told as another slip.
  const next = phrase.peek()
  if (next.kind !== 'end' && !FOLLOWING.some((word) => isWord(next, word))) throw new PhraseFault()
  return { kind: 'party', party: token.text }
}
