import type Database from 'better-sqlite3'
import { identify } from '../../../src/betty/identity.ts'
import { differences } from '../../../src/compare/differences.ts'
import { connectPostgres, type PostgresSession } from '../../../src/databases/postgres/connect.ts'
import { openDatabase } from '../../../src/databases/sqlite/open-database.ts'
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../../src/json/json.ts'
import type { SourceRow } from '../../../src/records/cell.ts'
import { rowUp } from '../../../src/records/row-up.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import type { World } from '../../support/bring-up.ts'
import { recordOf } from '../../support/declaration.ts'
import type { Pair } from './pair.ts'

const plain = ['title', 'content', 'knowledge_type', 'project_id', 'created_by', 'status'] as const

/** The rows behind both APIs. */
export class Rows {
  readonly #v1: Database.Database
  readonly #v2: PostgresSession
  readonly #users: ReadonlySet<string>

  private constructor(v1: Database.Database, v2: PostgresSession, users: ReadonlySet<string>) {
    this.#v1 = v1
    this.#v2 = v2
    this.#users = users
  }

  static async open(world: World): Promise<Rows> {
    const v2 = await connectPostgres(world.databaseUrl, world.schema)
    const users = await v2.query('SELECT id FROM users')
    return new Rows(openDatabase(world.v1Path), v2, new Set(users.map(({ id }) => String(id))))
  }

  /** Reports where the row in v2 is not what the row in v1 would become; `gone` when both are to be deleted. */
  async compare(judge: Judge, pair: Pair, after: string, gone = false): Promise<void> {
    const [v1, v2] = [this.#readV1(pair.v1), await this.#readV2(pair.v2)]
    judge.looked(2, 'rows')
    if (gone) {
      // v1 takes a row away, v2 marks it
      const expected = { v1: 'gone', v2: 'deleted' }
      const actual = { v1: v1 === undefined ? 'gone' : 'there', v2: v2?.status ?? 'gone' }
      this.#report(judge, after, expected, actual)
    } else this.#report(judge, after, v1 ?? null, v2 ?? null)
  }

  /**
   * What all items of v2 but some, all relationships, projects and users amount to: another text when one of them
   * changes. When somebody was last seen may be noted.
   */
  async fingerprintOthers(pairs: readonly Pair[]): Promise<string> {
    const [row] = await this.#v2.query(
      `SELECT count(*) AS rows, coalesce(sum(hashtextextended(text, 0)), 0) AS content FROM (
         SELECT k::text AS text FROM knowledge_items k WHERE v1_id IS NULL OR v1_id <> ALL ($1::bigint[])
         UNION ALL SELECT r::text FROM knowledge_relationships r
         UNION ALL SELECT (to_jsonb(p) - 'updated_at')::text FROM projects p
         UNION ALL SELECT ((to_jsonb(u) - 'updated_at') #- '{profile,metadata}')::text FROM users u) others`,
      [pairs.map(({ v2 }) => v2)],
    )
    return `${row?.rows} rows, ${row?.content}`
  }

  /** The highest number by which v1 clients know an item of v2. */
  async highestNumber(): Promise<bigint> {
    const [row] = await this.#v2.query('SELECT coalesce(max(v1_id), 0) AS highest FROM knowledge_items')
    return BigInt(String(row?.highest))
  }

  /** What no call of v1 speaks of: where a migrated item came from, who may see it, and, once it is deleted, what it held. */
  async hiddenOf(pair: Pair, isToGo = false): Promise<Json> {
    const [row] = await this.#v2.query(
      `SELECT version, access_control, (metadata -> 'migration') - 'complement' AS origin${isToGo ? ', metadata, content, title' : ''}
       FROM knowledge_items WHERE v1_id = $1`,
      [pair.v2],
    )
    return (row ?? null) as Json
  }

  async close(): Promise<void> {
    this.#v1.close()
    await this.#v2.close()
  }

  #report(judge: Judge, after: string, expected: Json, actual: Json): void {
    for (const { kind, path, expected: wanted, actual: found } of differences(expected, actual, '$row')) {
      judge.finding({ code: `row_${kind}`, place: `${after} ${path}`, expected: wanted, actual: found })
    }
  }

  /** The row of v1 as it would be in v2. */
  #readV1(id: string): JsonObject | undefined {
    const row = this.#v1.prepare('SELECT * FROM knowledge WHERE id = ?').get(BigInt(id))
    if (row === undefined) return undefined
    const up = rowUp(recordOf('knowledge'), row as SourceRow, {
      standing: (_table, user) => (this.#users.has(identify('users', user)) ? 'lands' : 'never'),
      substitute: () => undefined,
      instant: (local) => local,
    })
    if (up.kind === 'quarantined') return { quarantined: up.reason }
    const shown = Object.fromEntries(plain.map((column) => [column, up.row[column] as Json]))
    return { ...shown, metadata: withoutMigration(up.row.metadata as Json) }
  }

  async #readV2(v1Id: string): Promise<JsonObject | undefined> {
    const [row] = await this.#v2.query(
      `SELECT ${plain.join(', ')}, metadata FROM knowledge_items WHERE v1_id = $1`,
      [v1Id],
    )
    if (row === undefined) return undefined
    const shown = Object.fromEntries(plain.map((column) => [column, row[column] as Json]))
    return { ...shown, metadata: withoutMigration(parseJson(String(row.metadata))) }
  }
}

/** What an item lacks to come back is seen in its answers. */
function withoutMigration(metadata: Json): Json {
  if (!isJsonObject(metadata)) return metadata
  const { migration: _migration, ...rest } = metadata
  return rest
}
