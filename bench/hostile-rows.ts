import Database from 'better-sqlite3'
import fc from 'fast-check'
import { generateV1 } from '../fixtures/v1/generate.ts'
import { TABLES, type Table } from '../fixtures/v1/schema.ts'
import { knowledgeRow, relationshipRow, userRow } from '../src/arbitraries/v1-rows.ts'
import { type Cell, MalformedText, type SourceRow } from '../src/records/cell.ts'

const seed = 9
const arbitraries = { users: userRow(), knowledge: knowledgeRow(), relationships: relationshipRow() }

/**
 * The worst v1 file that the generator makes: every hazard, and of each table so many rows with any storage class in any
 * column. Columns have no declared type, so that every cell keeps its class.
 */
export function writeHostileV1(path: string, rows: number): void {
  generateV1({ path, seed, items: rows, users: Math.ceil(rows / 10), relationships: rows, hazards: 'all' })
  const database = new Database(path)
  try {
    for (const table of Object.keys(TABLES) as Table[]) {
      const taken = new Set(database.prepare(`SELECT id FROM ${table}`).safeIntegers().pluck().all())
      for (const row of fc.sample(arbitraries[table], { seed, numRuns: rows })) {
        if (taken.has(row.id)) continue
        taken.add(row.id)
        insertRow(database, table, row)
      }
    }
  } finally {
    database.close()
  }
}

function insertRow(database: Database.Database, table: Table, row: SourceRow): void {
  const columns = TABLES[table].filter((name) => name in row)
  const cells = columns.map((name) => row[name] ?? null)
  const marks = cells.map((cell) => (cell instanceof MalformedText ? 'CAST(? AS TEXT)' : '?'))
  database
    .prepare(`INSERT INTO ${table} (${columns}) VALUES (${marks})`)
    .run(...cells.map((cell: Cell) => (cell instanceof MalformedText ? cell.bytes : cell)))
}
