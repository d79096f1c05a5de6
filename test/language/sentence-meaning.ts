import type { PartyExpr, PartySet, Rule } from '../../src/agreement/rule.ts'

const ANY_OF_THEM: PartySet['quantifier'][] = ['each', 'any']

/** A power held by each is held by any; a duty of the addressee is one of each. */
function held(expr: PartyExpr, verb: string): PartyExpr {
  const word = verb === 'may' ? 'any' : verb === 'must' ? 'each' : undefined
  if (word === undefined) return expr
  return {
    ...expr,
    sets: expr.sets.map((set) => {
      const isOne =
        (word === 'any' && ANY_OF_THEM.includes(set.quantifier)) ||
        (set.of.kind === 'addressee' && set.quantifier === 'the')
      return isOne ? { ...set, quantifier: word } : set
    }),
  }
}

/** What the rule means, for the engine: rules that differ in less may read the same. */
export function meant(rule: Rule): Rule {
  if (rule.kind === 'claim') {
    return { ...rule, who: held(rule.who, 'may'), ...(rule.deniedBy ? { deniedBy: held(rule.deniedBy, 'may') } : {}) }
  }
  if (rule.kind !== 'norm') return rule
  const { verb, what, to } = rule
  const answered =
    what.link !== undefined && (what.link.kind === 'to' || what.link.kind === 'about') ? what.link.noun : undefined
  const sender: PartyExpr = {
    join: 'and',
    sets: [{ quantifier: 'the', of: { kind: 'sender', ...(answered ? { noun: answered } : {}) }, except: [] }],
  }
  return {
    ...rule,
    who: held(rule.who, verb),
    ...(verb === 'must' && answered !== undefined ? { to: to ?? sender } : {}),
    changes: rule.changes.map((one) => (one.who === undefined ? one : { ...one, who: held(one.who, 'may') })),
  }
}
