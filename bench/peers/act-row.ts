import type { Act } from '../../src/agreement/act.ts'

/** An act as a row of a table, and whom it asks, for those that are asked something. */
export interface ActRow {
  /** The act that its case began with. */
  readonly root: string
  /** In the order of COLUMNS. */
  readonly values: readonly (string | number | null)[]
  /** Party, and both ends of its receipt. */
  readonly addressed: readonly (readonly [string, number | null, number | null])[]
}

export const COLUMNS = `id VARCHAR, kind VARCHAR, sender VARCHAR, ref VARCHAR, earliest BIGINT, latest BIGINT, period INTEGER,
  start VARCHAR, large BOOLEAN, root VARCHAR`
export const ADDRESSED_COLUMNS = 'id VARCHAR, party VARCHAR, earliest BIGINT, latest BIGINT'

const ASKED = ['question', 'evaluation-request']
const LIMITS = { troops: 9000, tanks: 250, vehicles: 500, artillery: 250 }

export function actRow(act: Act, root: string): ActRow {
  const { transmitted, to } = act
  return {
    root,
    values: [
      act.id,
      act.kind,
      act.by[0] as string,
      act.refersTo[0] ?? null,
      transmitted.earliest,
      transmitted.latest,
      act.period ?? null,
      typeof act.body.start === 'string' ? act.body.start : null,
      largeIn(act),
      root,
    ],
    addressed:
      to === 'all' || !ASKED.includes(act.kind)
        ? []
        : to.map(({ party, received }) => [party, received?.earliest ?? null, received?.latest ?? null] as const),
  }
}

/** 1, 0, or null: a number that is not given decides. */
function largeIn({ kind, body }: Act): number | null {
  if (kind !== 'notification') return null
  const over = Object.entries(LIMITS).map(([name, limit]) =>
    typeof body[name] === 'number' ? (body[name] as number) >= limit : undefined,
  )
  return over.includes(true) ? 1 : over.includes(undefined) ? null : 0
}
