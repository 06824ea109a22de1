import type Database from 'better-sqlite3'
import { quoteIdentifier } from '../../schema/session.ts'

/** A table that must be there, and what of it is known; a record is one. */
export interface SourceTable {
  readonly source: string
  readonly key: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** SQLite takes names in any case (of ASCII letters); this is the spelling that is known, if there is one. */
export const knownSpelling = (name: string, known: readonly string[]): string =>
  known.includes(name.toLowerCase()) ? name.toLowerCase() : name

/** The columns of a table as the file spells them, generated ones too, and as they are known. */
export const readColumns = (
  database: Database.Database,
  { source, key, fields }: SourceTable,
): readonly { readonly spelled: string; readonly name: string }[] => {
  const found = database.pragma(`table_xinfo(${quoteIdentifier(source)})`) as {
    readonly name: string
    readonly hidden: bigint
  }[]
  const known = [key, ...Object.keys(fields)]
  // 1 marks the columns of virtual tables that SELECT * leaves out (sqlite.org, "PRAGMA table_xinfo")
  return found
    .filter(({ hidden }) => Number(hidden) !== 1)
    .map(({ name }) => ({ spelled: name, name: knownSpelling(name, known) }))
}
