/**
 * A guard as data: the printable part of CEL (the Common Expression Language), so that every guard can be read out in a
 * sentence and none can run long. Evaluation is three-valued: a field that a message leaves out is not known, not false.
 */
export type GuardFunction =
  | 'min'
  | 'max'
  | 'ceilDiv'
  | 'floorDiv'
  | 'has'
  | 'latest'
  | 'count'
  | 'sum'
  | 'streak'
  | 'left'
  | 'claimed'
  | 'weight'
  | 'senders'
  /** A figure by its name. */
  | 'figure'
  /** Is a rule, by its id, in force for the same party about the same act? */
  | 'inForce'

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='

export type Guard =
  | { readonly op: 'value'; readonly value: number | string | boolean }
  | { readonly op: 'list'; readonly items: readonly Guard[] }
  /** `question.urgent`: the nearest act of kind `question` along the chain of references, then a path in its body. */
  | { readonly op: 'field'; readonly noun: string; readonly path: readonly string[] }
  | { readonly op: 'not' | 'minus'; readonly of: Guard }
  | { readonly op: '&&' | '||' | Comparison | 'in' | '+' | '-' | '*'; readonly left: Guard; readonly right: Guard }
  | { readonly op: 'call'; readonly name: GuardFunction; readonly args: readonly Guard[] }

/** A guard with the text that its author wrote. */
export interface GuardText {
  readonly text: string
  readonly guard: Guard
}
