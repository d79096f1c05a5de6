/** What trial stories can show of an agreement: notes all of them, since what lies beyond so few acts is not known. */
export const LINTER_CODES = {
  'explore/never-arises': 'A clause that no short story calls into being',
  'explore/never-opens': 'A power that no short story opens',
  'explore/never-performed': 'A duty that no act of its debtor performs',
  'explore/deadlock': 'Rules that wait for each other to be performed',
  'explore/no-effect': 'A power whose use has no effect',
  'explore/due-before-trigger': 'A duty that is due before it arises',
  'explore/collision': 'Two rules that ask for and forbid the same act',
  'explore/not-bound': 'A holder that is no party on some day',
  'explore/unexplored': 'Rules that trial stories did not reach',
} as const

export type LinterCode = keyof typeof LINTER_CODES

/** What rules on positions come to: notes all of them, since any of it may be meant. */
export const VOTING_CODES = {
  'voting/quorum': 'A quorum that nobody can make',
  'voting/no-chair': 'A casting vote that nobody has',
  'voting/never': 'What can never be adopted',
  'voting/always': 'A criterion that always holds',
  'voting/tie': 'A tie that nothing resolves',
  'voting/one-more-for': 'One more for that prevents a decision',
  'voting/no-matter': 'A member whose position can never matter',
  'voting/decides-alone': 'A member that could decide alone',
  'voting/blocks-alone': 'A member that could prevent every decision',
  'voting/group-decides': 'A group that could decide alone',
  'voting/group-blocks': 'A group that could prevent every decision',
  'voting/not-looked-at': 'A rule on positions that is not looked at',
} as const

export type VotingCode = keyof typeof VOTING_CODES
