/**
 * The agreement of the benchmark as one statement of SQL: how many of the duties of each rule stand in which reading, and how
 * many notifications were in order. It asks two tables, whichever way they came about:
 *
 *     acts       id, kind, sender, ref, earliest, latest, period, start, large (null: not known)
 *     addressed  id, party, earliest, latest (null: receipt not known)
 *     calendar   day (since 1970), date, starts, and the starts of days before and after that the rules count to
 *     dues       rule, kind, year, party, closes
 *
 * Times are milliseconds, a window has both its ends. It knows this agreement and this workload alone: references three deep,
 * one act that performs a duty, parties that never join or leave, and a zone that is one or two hours east.
 */
export interface Dialect {
  /** Whole division of numbers that are not negative. */
  divide(number: string, by: number): string
}

export const ENDLESS = 9_000_000_000_000_000
const DAY = 86_400_000
const HOUR = 3_600_000

/** The duties of the whole record, or without what is due by date; follows `WITH`. */
export function duties(dialect: Dialect, { returns }: { readonly returns: boolean }): string {
  const rules = [answers(dialect), invitations(), replies(), reports(dialect), ...(returns ? [RETURNS] : [])]
  return `duties AS (${rules.join('\nUNION ALL\n')})`
}

/** What is made of them, and of the condition; follows `duties`. */
export function counts(at: number): string {
  return `,
readings AS (SELECT rule, ${reading(at)} AS reading FROM duties WHERE born <= ${at})
SELECT rule, reading, count(*) AS n FROM readings GROUP BY rule, reading
UNION ALL
SELECT '5.1', ${order()} AS reading, count(*) AS n
FROM acts JOIN calendar c ON c.date = acts.start WHERE kind = 'notification' GROUP BY reading`
}

/** In the place of the tables, what they hold of one case; `root` is written as SQL has it. */
export function caseOf(root: string): string {
  return `acts AS (SELECT * FROM main.acts WHERE root = ${root}), addressed AS (SELECT * FROM main.addressed WHERE id = ${root})`
}

/** Where the days lie that a time in the form of `spec/acts.md` names: its first and its last one; null: it is an instant. */
export function firstDayOf(time: string): string {
  return `CASE WHEN substr(${time}, 11, 1) = 'T' THEN NULL WHEN length(${time}) = 7 THEN ${time} || '-01' ELSE substr(${time}, 1, 10) END`
}

export function lastDayOf(time: string, lastOfMonth: string): string {
  return `CASE WHEN substr(${time}, 11, 1) = 'T' THEN NULL WHEN length(${time}) = 7 THEN ${lastOfMonth} ELSE substr(${time}, -10) END`
}

/** Of whatever has arisen by then. */
function reading(at: number): string {
  return `CASE
  WHEN bornLatest > ${at} OR known IS NULL THEN 'not derivable'
  WHEN done <= ${at} AND doneLatest > ${at} THEN 'not derivable'
  WHEN doneLatest <= ${at} THEN CASE
    WHEN doneLatest < closes THEN 'kept' WHEN done >= closesLatest THEN 'late' ELSE 'not derivable' END
  WHEN ${at} < closes THEN 'open'
  WHEN ${at} < closesLatest THEN 'not derivable'
  WHEN arrived <= ${at} THEN 'unanswered'
  ELSE 'overdue' END`
}

function order(): string {
  return `CASE WHEN latest < c.back41 THEN 'in order' WHEN earliest >= c.back41 THEN 'marked' ELSE 'not derivable' END`
}

function answers(dialect: Dialect): string {
  return `
SELECT '4' AS rule, o.sent AS born, o.sentLatest AS bornLatest, ${cut('a', 'o.sent', 'o.sentLatest', 'done')},
  CASE WHEN o.came >= c.next THEN c.in16 ELSE c.in15 END AS closes,
  CASE WHEN d.day IS NULL THEN ${ENDLESS} WHEN o.cameLatest >= d.next THEN d.in16 ELSE d.in15 END AS closesLatest,
  1 AS known, o.cameLatest AS arrived
FROM (${received('question')}) o
JOIN calendar c ON c.day = ${dayOf(dialect, 'o.came')}
LEFT JOIN calendar d ON d.day = ${dayOf(dialect, 'o.cameLatest')}
LEFT JOIN acts a ON a.ref = o.id AND a.kind = 'answer' AND a.sender = o.party`
}

function replies(): string {
  return `
SELECT '6.1', o.sent, o.sentLatest, ${cut('a', 'o.sent', 'o.sentLatest', 'done')},
  o.came + ${48 * HOUR + 1}, CASE WHEN o.cameLatest = ${ENDLESS} THEN ${ENDLESS} ELSE o.cameLatest + ${48 * HOUR + 1} END,
  1, o.cameLatest
FROM (${received('evaluation-request')}) o
LEFT JOIN acts a ON a.ref = o.id AND a.kind IN ('acceptance', 'refusal') AND a.sender = o.party`
}

/** What each addressee of such acts was sent, and when it had it. */
function received(kind: string): string {
  return `
  SELECT q.id, t.party, q.earliest AS sent, q.latest AS sentLatest,
    CASE WHEN t.earliest > q.earliest THEN t.earliest ELSE q.earliest END AS came,
    CASE WHEN t.latest IS NULL THEN ${ENDLESS} WHEN t.latest < q.earliest THEN q.earliest ELSE t.latest END AS cameLatest
  FROM acts q JOIN addressed t ON t.id = q.id WHERE q.kind = '${kind}'`
}

function invitations(): string {
  return `
SELECT '5.2', n.earliest, n.latest, ${cut('a', 'n.earliest', 'n.latest', 'done')}, c.back9, c.back9, n.large, ${ENDLESS}
FROM acts n
JOIN calendar c ON c.date = n.start
LEFT JOIN acts a ON a.ref = n.id AND a.kind = 'invitation' AND a.sender = n.sender
WHERE n.kind = 'notification' AND (n.large OR n.large IS NULL)`
}

function reports(dialect: Dialect): string {
  return `
SELECT '6.2', o.sent, o.sentLatest, ${cut('a', 'o.sent', 'o.sentLatest', 'done')},
  CASE WHEN o.sent >= c.next THEN c.in16 ELSE c.in15 END, CASE WHEN o.sentLatest >= d.next THEN d.in16 ELSE d.in15 END,
  1, ${ENDLESS}
FROM (
  SELECT v.id, v.sender, ${cut('v', 'COALESCE(r.sent, v.earliest)', 'COALESCE(r.sentLatest, v.latest)', 'sent')}
  FROM acts v LEFT JOIN (
    SELECT b.id, ${cut('b', 'COALESCE(q.earliest, b.earliest)', 'COALESCE(q.latest, b.latest)', 'sent')}
    FROM acts b LEFT JOIN acts q ON q.id = b.ref WHERE b.kind = 'arrival') r ON r.id = v.ref
  WHERE v.kind = 'departure') o
JOIN calendar c ON c.day = ${dayOf(dialect, 'o.sent')}
JOIN calendar d ON d.day = ${dayOf(dialect, 'o.sentLatest')}
LEFT JOIN acts a ON a.ref = o.id AND a.kind = 'visit-report' AND a.sender = o.sender`
}

const RETURNS = `
SELECT d.rule, 0, 0, a.earliest, a.latest, d.closes, d.closes, 1, ${ENDLESS}
FROM dues d LEFT JOIN acts a ON a.kind = d.kind AND a.period = d.year AND a.sender = d.party`

/** When an act counts: not before what it refers to. */
function cut(act: string, earliest: string, latest: string, as: string): string {
  return `CASE WHEN ${act}.earliest > ${earliest} THEN ${act}.earliest WHEN ${act}.earliest IS NULL THEN NULL ELSE ${earliest} END AS ${as},
  CASE WHEN ${act}.latest < ${earliest} THEN ${latest} ELSE ${act}.latest END AS ${as}Latest`
}

/** The day before, for an hour after midnight in summer: see `next`. */
function dayOf(dialect: Dialect, time: string): string {
  return dialect.divide(`${time} + ${HOUR}`, DAY)
}
