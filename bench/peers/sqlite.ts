import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { linesOf } from '../../src/acts/lines.ts'
import type { Act } from '../../src/agreement/act.ts'
import { type ActRow, ADDRESSED_COLUMNS, actRow, COLUMNS } from './act-row.ts'
import { calendarUntil } from './calendar.ts'
import { caseOf, counts, type Dialect, duties } from './sql.ts'
import { type Count, type Due, type Peer, sorted } from './verdicts.ts'

const DIALECT: Dialect = { divide: (number, by) => `((${number}) / ${by})` }

/** A duty as the SQL joins it from its acts, before anything is made of it. */
export interface DutyRow {
  readonly rule: string
  readonly born: number
  readonly bornLatest: number
  readonly done: number | null
  readonly doneLatest: number | null
  readonly closes: number
  readonly closesLatest: number
  readonly known: number | null
  readonly arrived: number
}

/** SQLite in memory, as Node has it, with the calendar and what is due by date, and no acts yet. */
export class Sqlite implements Peer {
  readonly name = 'SQLite'
  private readonly database = new DatabaseSync(':memory:')
  private readonly insertAct
  private readonly insertAddressed

  constructor(lastYear: number, dues: readonly Due[]) {
    this.database.exec(`
      CREATE TABLE acts (${COLUMNS});
      CREATE TABLE addressed (${ADDRESSED_COLUMNS});
      CREATE TABLE calendar (day INTEGER PRIMARY KEY, date VARCHAR UNIQUE, starts, next, in15, in16, back9, back41);
      CREATE TABLE dues (rule, kind, year, party, closes)`)
    this.insertAct = this.database.prepare(`INSERT INTO acts VALUES (${'?, '.repeat(9)}?)`)
    this.insertAddressed = this.database.prepare('INSERT INTO addressed VALUES (?, ?, ?, ?)')
    const day = this.database.prepare(`INSERT INTO calendar VALUES (${'?, '.repeat(7)}?)`)
    for (const one of calendarUntil(lastYear)) day.run(...Object.values(one))
    const due = this.database.prepare('INSERT INTO dues VALUES (?, ?, ?, ?, ?)')
    for (const { rule, kind, year, party, closes } of dues) due.run(rule, kind, year, party, closes)
  }

  /** The acts of a file of lines, and then the indexes: the other way round takes longer. */
  load(bytes: Uint8Array, read: (text: string, line: number) => Act): void {
    this.database.exec('BEGIN')
    for (const { text, number } of linesOf(bytes)) {
      const act = read(text, number)
      this.insert(actRow(act, act.refersTo[0] ?? act.id))
    }
    this.database.exec(`
      COMMIT;
      CREATE INDEX acts_id ON acts (id);
      CREATE INDEX acts_ref ON acts (ref);
      UPDATE acts SET root = COALESCE((SELECT above.root FROM acts above WHERE above.id = acts.ref), root) WHERE kind = 'departure';
      UPDATE acts SET root = COALESCE((SELECT above.root FROM acts above WHERE above.id = acts.ref), root) WHERE kind = 'visit-report';
      CREATE INDEX acts_root ON acts (root);
      CREATE INDEX acts_period ON acts (kind, period, sender) WHERE period IS NOT NULL;
      CREATE INDEX addressed_id ON addressed (id);
      ANALYZE`)
  }

  insert({ values, addressed }: ActRow): void {
    this.insertAct.run(...(values as SQLInputValue[]))
    for (const one of addressed) this.insertAddressed.run(values[0] as string, ...one)
  }

  countAll(at: number): Count[] {
    return this.read(`WITH ${duties(DIALECT, { returns: true })} ${counts(at)}`)
  }

  countCase(root: string, at: number): Count[] {
    const text = `'${root.replaceAll("'", "''")}'`
    return this.read(`WITH ${caseOf(text)}, ${duties(DIALECT, { returns: false })} ${counts(at)}`)
  }

  /** All of them, joined. */
  duties(): DutyRow[] {
    const sql = `WITH ${duties(DIALECT, { returns: true })} SELECT * FROM duties`
    return this.database.prepare(sql).all() as unknown as DutyRow[]
  }

  close(): void {
    this.database.close()
  }

  private read(sql: string): Count[] {
    const rows = this.database.prepare(sql).all() as unknown as Count[]
    return sorted(rows.map(({ rule, reading, n }) => ({ rule, reading, n })))
  }
}
