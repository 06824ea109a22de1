import type { Catalog, CatalogObject } from './catalog/catalog.ts'
import { readDeclaredCatalog } from './catalog/declared-catalog.ts'
import { readCatalog } from './catalog/read-catalog.ts'
import { withNeeds } from './order-steps.ts'
import { quoteIdentifier, type SqlSession } from './session.ts'
import type { Step } from './step.ts'

/** A table with rows, or a column with values, that would be gone. */
export interface Loss {
  readonly place: string
  readonly rows: number
}

/**
 * The tables and columns that are there, that `undone` has made and `kept` does not make.
 * @param ordered all declared steps
 */
export async function findLeaving(
  session: SqlSession,
  ordered: readonly Step[],
  { undone, kept }: { readonly undone: readonly Step[]; readonly kept: readonly Step[] },
): Promise<Catalog> {
  const declare = (steps: readonly Step[]) => readDeclaredCatalog(session, withNeeds(ordered, steps))
  const staying = new Set((await declare(kept)).map(keyOf))
  const declared = await declare([...kept, ...undone])
  const there = new Set((await readCatalog(session)).map(keyOf))
  return declared.filter(
    (object) =>
      ['table', 'column'].includes(object.kind) && there.has(keyOf(object)) && !staying.has(keyOf(object)),
  )
}

/** What these hold, and go on holding: who writes to them waits until the transaction that is open has ended. */
export async function lockAndCount(session: SqlSession, leaving: Catalog): Promise<readonly Loss[]> {
  const tables = new Set(leaving.filter(({ kind }) => kind === 'table').map(({ name }) => name))
  for (const name of new Set(leaving.map(({ table }) => table)))
    await session.query(`LOCK TABLE ${quoteIdentifier(name)} IN SHARE MODE`)
  const losses: Loss[] = []
  for (const { kind, table, name } of leaving) {
    const column = kind === 'column' && !tables.has(table) ? quoteIdentifier(name) : '*'
    if (kind !== 'table' && column === '*') continue
    const [row] = await session.query(`SELECT count(${column}) AS rows FROM ${quoteIdentifier(table)}`)
    const rows = Number(row?.rows)
    if (rows > 0) losses.push({ place: kind === 'table' ? name : `${table}.${name}`, rows })
  }
  return losses
}

const keyOf = ({ kind, table, name }: CatalogObject): string => JSON.stringify([kind, table, name])
