import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { askChecks } from '../fixtures/faults/detection/ask-checks.ts'
import { TABLES, type Table } from '../fixtures/v1/schema.ts'
import { connectPostgres, type PostgresSession } from '../src/databases/postgres/connect.ts'
import { fileStamp } from '../suites/support/file-stamp.ts'

/** How many rows a target has, and what became of their values. */
export interface KeptRows {
  /** rows that are in the target */
  readonly there: number
  /** rows that are in a list of those left out */
  readonly leftOut: number
  /** values in the target from which the value of the file cannot be told */
  readonly changed: number
}

const tables = Object.keys(TABLES) as Table[]

export function countRows(v1Path: string): { readonly rows: number; readonly cells: number } {
  const file = new Database(v1Path, { readonly: true })
  const counts = tables.map((table) => Number(file.prepare(`SELECT count(*) FROM ${table}`).pluck().get()))
  file.close()
  const sum = (factor: (table: Table) => number) =>
    tables.reduce((total, table, at) => total + factor(table) * (counts[at] ?? 0), 0)
  return { rows: sum(() => 1), cells: sum((table) => TABLES[table].length) }
}

/** Every value is read as text, and taken for the same when the value of the file can be told from it, class aside. */
export async function countKeptByPgloader(v1Path: string, url: string, root: string): Promise<KeptRows> {
  const file = new Database(v1Path, { readonly: true })
  file.defaultSafeIntegers()
  const session = await connectPostgres(url)
  let [there, changed] = [0, 0]
  try {
    for (const table of tables) {
      if (!(await isThere(session, table))) continue
      const [first, ...rest] = TABLES[table].map((name) => `"${name}"::text AS "${name}"`)
      for (const row of await session.query(`SELECT ${[first, ...rest]} FROM "${table}"`)) {
        there += 1
        changed += countDifferent(file, table, row)
      }
    }
  } finally {
    await session.close()
    file.close()
  }
  return { there, leftOut: countRejected(root), changed }
}

const isThere = async (session: PostgresSession, table: string): Promise<boolean> =>
  (await session.query('SELECT to_regclass($1) AS name', [table]))[0]?.name != null

function countDifferent(file: Database.Database, table: Table, row: Readonly<Record<string, string | null>>) {
  const columns = TABLES[table].map(
    (name) => `typeof(${name}), CASE typeof(${name}) WHEN 'text' THEN CAST(${name} AS BLOB) ELSE ${name} END`,
  )
  const cells = file
    .prepare(`SELECT ${columns} FROM ${table} WHERE id = ?`)
    .raw()
    .get(BigInt(row.id ?? 0)) as unknown[] | undefined
  if (!cells) return TABLES[table].length
  return TABLES[table].filter(
    (name, at) => !isSame(String(cells[2 * at]), cells[2 * at + 1], row[name] ?? null),
  ).length
}

function isSame(storageClass: string, cell: unknown, text: string | null): boolean {
  if (text === null || cell === null) return text === cell
  switch (storageClass) {
    case 'integer':
      return text === String(cell)
    case 'real':
      return text !== '' && Number(text) === cell
    case 'text':
      return Buffer.from(text).equals(cell as Buffer)
    default:
      return text === `\\x${(cell as Buffer).toString('hex')}` || Buffer.from(text).equals(cell as Buffer)
  }
}

/** A line of a file for each row that PostgreSQL refused. */
function countRejected(root: string): number {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.dat'),
  )
  return files.reduce((sum, name) => sum + readFileSync(join(root, name), 'latin1').split('\n').length - 1, 0)
}

/** Rows in v2 and in its quarantine, and values that do not come back as they were. */
export async function countOurs(v1Path: string, url: string): Promise<KeptRows> {
  const session = await connectPostgres(url)
  const [counts] = await session.query(`SELECT
    (SELECT count(*) FROM users WHERE v1_id IS NOT NULL) + (SELECT count(*) FROM knowledge_items)
      + (SELECT count(*) FROM knowledge_relationships) AS there,
    (SELECT count(*) FROM migration_quarantine) AS left_out`)
  await session.close()
  const world = { v1Path, v1Stamp: fileStamp(v1Path), databaseUrl: url, schema: 'public' }
  const unused = { v1Url: '', v2Url: '', secret: '' }
  const [evidence] = await askChecks(['integrity.comes-back'], { world: { ...world, ...unused } })
  return {
    there: Number(counts?.there),
    leftOut: Number(counts?.left_out),
    changed: evidence?.findingCount ?? Number.NaN,
  }
}
