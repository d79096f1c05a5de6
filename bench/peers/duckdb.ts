import type { ActRow } from './act-row.ts'
import { calendarUntil } from './calendar.ts'
import { load } from './installed.ts'
import { caseOf, counts, type Dialect, duties, firstDayOf, lastDayOf } from './sql.ts'
import { type Count, type Due, type Peer, sorted } from './verdicts.ts'

/** As much of `@duckdb/node-api` as is used here: it is installed only when it is asked for. */
interface Connection {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>
  createAppender(table: string): Promise<Appender>
  closeSync(): void
}
interface Appender {
  appendInteger(value: number): void
  appendBigInt(value: bigint): void
  appendVarchar(value: string): void
  endRow(): void
  closeSync(): void
}
interface Package {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> }
}

const DIALECT: Dialect = { divide: (number, by) => `((${number}) // ${by})` }

/** DuckDB in memory, with the calendar and what is due by date, and no acts yet. */
export class DuckDb implements Peer {
  readonly name = 'DuckDB'
  private readonly connection: Connection

  private constructor(connection: Connection) {
    this.connection = connection
  }

  static async open(lastYear: number, dues: readonly Due[]): Promise<DuckDb> {
    const { DuckDBInstance } = (await load('@duckdb/node-api')) as Package
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(
      `CREATE TABLE calendar (day BIGINT, date VARCHAR, starts BIGINT, next BIGINT, in15 BIGINT, in16 BIGINT, back9 BIGINT, back41 BIGINT);
       CREATE TABLE dues (rule VARCHAR, kind VARCHAR, year INTEGER, party VARCHAR, closes BIGINT)`,
    )
    const calendar = await connection.createAppender('calendar')
    for (const { day, date, ...starts } of calendarUntil(lastYear)) {
      calendar.appendBigInt(BigInt(day))
      calendar.appendVarchar(date)
      for (const at of Object.values(starts)) calendar.appendBigInt(BigInt(at))
      calendar.endRow()
    }
    calendar.closeSync()
    const due = await connection.createAppender('dues')
    for (const { rule, kind, year, party, closes } of dues) {
      due.appendVarchar(rule)
      due.appendVarchar(kind)
      due.appendInteger(year)
      due.appendVarchar(party)
      due.appendBigInt(BigInt(closes))
      due.endRow()
    }
    due.closeSync()
    return new DuckDb(connection)
  }

  /** One statement, from the file to the counts. */
  async countFile(file: string, at: number): Promise<Count[]> {
    return this.read(`WITH ${base(file)}, ${duties(DIALECT, { returns: true })} ${counts(at)}`)
  }

  /** The acts of a file as tables, those of a case to be found by an index. */
  async load(file: string): Promise<void> {
    await this.connection.run(`
      CREATE TABLE acts AS WITH ${base(file)}
        SELECT a.*, COALESCE(third.ref, second.ref, a.ref, a.id) AS root FROM acts a
        LEFT JOIN acts second ON second.id = a.ref LEFT JOIN acts third ON third.id = second.ref;
      CREATE TABLE addressed AS WITH ${base(file)} SELECT * FROM addressed;
      CREATE INDEX acts_root ON acts (root);
      CREATE INDEX addressed_id ON addressed (id)`)
  }

  async insert({ values, addressed }: ActRow): Promise<void> {
    await this.connection.run(`INSERT INTO acts VALUES (${values.map(literal).join(', ')})`)
    for (const [party, earliest, latest] of addressed) {
      const row = [values[0] as string, party, earliest, latest]
      await this.connection.run(`INSERT INTO addressed VALUES (${row.map(literal).join(', ')})`)
    }
  }

  async countAll(at: number): Promise<Count[]> {
    return this.read(`WITH ${duties(DIALECT, { returns: true })} ${counts(at)}`)
  }

  async countCase(root: string, at: number): Promise<Count[]> {
    return this.read(`WITH ${caseOf(literal(root))}, ${duties(DIALECT, { returns: false })} ${counts(at)}`)
  }

  close(): void {
    this.connection.closeSync()
  }

  private async read(sql: string): Promise<Count[]> {
    const rows = (await this.connection.runAndReadAll(sql)).getRows()
    return sorted(rows.map(([rule, reading, n]) => ({ rule: String(rule), reading: String(reading), n: Number(n) })))
  }
}

function literal(value: string | number | null): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

const COLUMNS = `{id: 'VARCHAR', kind: 'VARCHAR', "by": 'VARCHAR', "to": 'JSON', refersTo: 'VARCHAR', transmitted: 'VARCHAR',
  received: 'VARCHAR', period: 'INTEGER',
  body: 'STRUCT(start VARCHAR, troops INTEGER, tanks INTEGER, vehicles INTEGER, artillery INTEGER)'}`

function base(file: string): string {
  const last = (time: string) => lastDayOf(time, `CAST(last_day(CAST(${time} || '-01' AS DATE)) AS VARCHAR)`)
  const instant = (time: string) => `epoch_ms(CAST(${time} AS TIMESTAMPTZ))`
  const window = (time: string, first: string, latest: string) => `
  CASE WHEN substr(${time}, 11, 1) = 'T' THEN ${instant(time)} ELSE ${first}.starts END AS earliest,
  CASE WHEN substr(${time}, 11, 1) = 'T' THEN ${instant(time)} ELSE ${latest}.next - 1 END AS latest`
  return `
raw AS MATERIALIZED (
  SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = ${COLUMNS})),
acts AS MATERIALIZED (
  SELECT id, kind, "by" AS sender, refersTo AS ref, ${window('transmitted', 'f', 'l')}, period, body.start AS start,
    body.troops >= 9000 OR body.tanks >= 250 OR body.vehicles >= 500 OR body.artillery >= 250 AS large
  FROM raw
  LEFT JOIN calendar f ON f.date = ${firstDayOf('transmitted')}
  LEFT JOIN calendar l ON l.date = ${last('transmitted')}),
sent AS (
  SELECT id, received, CASE WHEN json_type("to") = 'ARRAY' THEN "to"->'$[*]' ELSE ["to"] END AS parties
  FROM raw WHERE kind IN ('question', 'evaluation-request')),
each AS (SELECT id, received, unnest(parties) AS item FROM sent),
named AS (
  SELECT id, COALESCE(item->>'$.party', item->>'$') AS party, COALESCE(item->>'$.received', received) AS received FROM each),
addressed AS MATERIALIZED (
  SELECT id, party, ${window('received', 'f', 'l')}
  FROM named
  LEFT JOIN calendar f ON f.date = ${firstDayOf('received')}
  LEFT JOIN calendar l ON l.date = ${last('received')})`
}
