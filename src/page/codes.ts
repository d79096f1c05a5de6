/** Why a page cannot be shown, by code. A code is never renamed; each has a page in `docs/problems/`. */
export const PAGE_CODES = {
  'page/missing': 'An address that leads to no page',
  'page/method': 'Something other than reading a page',
  'page/unknown-question': 'A word in the address that means nothing',
  'page/as-of': 'An instant in the address that cannot be read',
  'page/party': 'A party in the address that the agreement does not have',
} as const

export type PageCode = keyof typeof PAGE_CODES
