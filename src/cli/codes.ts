/**
 * What can be wrong with a folder or a case, by code; what readers of agreements and acts find has codes of its own. A code
 * is never renamed; each has a page `docs/problems/` named like it with "-" for "/".
 */
export const CLI_CODES = {
  'folder/missing': 'A file or folder that is not there',
  'folder/no-agreement': 'A folder without an agreement',
  'folder/outside': 'A link that leads out of the folder',
  'folder/not-a-file': 'Something that is no ordinary file',
  'folder/too-large': 'A file that is too large for its place',
  'folder/too-many-files': 'A folder with too many files',
  'folder/unreadable': 'A file that cannot be read',
  'case/expectation': 'An expectation that asks for nothing that can be played',
  'case/no-acts': 'An expectation with no acts above it',
  'new/exists': 'A new folder whose place is taken',
  'new/folder-name': 'A folder whose name cannot be an id',
  'new/parties': 'Parties that cannot be those of an agreement',
  'record/no-field': 'A value without a field',
  'record/unknown-field': 'A field that the form does not have',
  'record/field-twice': 'A field that stands twice',
  'record/no-year': 'A return that does not say its year',
  'record/no-instant': 'An instant that cannot be read',
  'record/not-confirmed': 'An act that nobody confirmed',
  'record/acts-of-another': 'An agreement that is played over the acts of another',
  'record/unknown-file': 'An acts file that is not there',
  'record/not-appended': 'An acts file to which nothing can be added',
  'play/command': 'A line that cannot be played',
  'play/date': 'A date to which one cannot go',
  'play/reference': 'An act that could be about several others',
  'play/line': 'A line that is not there',
  'play/file': 'A story that cannot be saved',
  'remind/played-over': 'A reminder of what nobody owes',
  'record/busy': 'A record to which somebody else is adding',
  'record/not-written': 'A record to which nothing can be written',
  'record/unknown-act': 'An act that is not on record',
  'record/received-already': 'A receipt that is on record already',
  'record/no-receipt': 'A receipt that cannot be put on record',
} as const

export type CliCode = keyof typeof CLI_CODES
