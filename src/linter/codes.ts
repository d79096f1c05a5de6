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
