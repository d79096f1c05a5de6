/**
 * What can be wrong with a sheet that is read in, and with the mapping that says what its columns mean. A code is never
 * renamed; each has a page `docs/problems/` named like it with "-" for "/".
 */
export const SHEET_CODES = {
  'sheet/unreadable': 'A file that is no workbook',
  'sheet/format': 'A file whose name does not say what it is',
  'sheet/encoding': 'A text file in an unknown encoding',
  'sheet/too-large': 'A sheet with more than can be read',
  'sheet/quotes': 'A text file whose quotation marks do not close',
  'sheet/missing': 'A sheet that the workbook does not have',
  'sheet/empty': 'A sheet without rows',
  'sheet/no-column': 'A column that the sheet does not have',
  'sheet/column-twice': 'A head that stands over two columns',
  'cell/error': 'A cell in which a formula found no value',
  'cell/number': 'A cell that holds no number',
  'cell/date': 'A cell that holds no date',
  'cell/truth': 'A cell that says neither true nor false',
  'cell/party': 'A cell that names no party',
  'cell/value': 'A cell that holds none of the values of its column',
  'cell/blank': 'A blank cell where something is needed',
  'cell/differs': 'Rows of one act that say two things',
  'row/other-version': 'A row whose act is on record with other content',
  'row/act': 'A row of which no act can be made',
  'row/no-period': 'A row that does not say for which period it is',
  'row/held-back': 'Rows that wait for one that cannot be read',
  'mapping/file': 'A mapping that cannot be read',
  'mapping/key': 'A key that means nothing in a mapping',
  'mapping/value': 'A value that a mapping cannot have',
  'mapping/kind': 'A mapping to a kind of act that is not declared',
  'mapping/field': 'A mapping to a field that the form does not have',
} as const

export type SheetCode = keyof typeof SHEET_CODES
