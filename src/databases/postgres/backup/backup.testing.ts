import { betty } from '../../../betty/index.ts'
import { transfer } from '../../../records/transfer.ts'
import { applySteps } from '../../../schema/apply-steps.ts'
import { quoteIdentifier } from '../../../schema/session.ts'
import { createContainerProvider } from '../../providers/container.ts'
import { doesEngineAnswer } from '../../providers/container-engine.ts'
import { createEmbeddedProvider } from '../../providers/embedded.ts'
import { ask } from '../../providers/provider.leftovers.ts'
import type { PostgresServer } from '../../providers/provider.ts'
import { openSqliteSource } from '../../sqlite/sqlite-source.ts'
import { connectPostgres } from '../connect.ts'
import { debianPrograms, openBareServer } from '../dump-tools/bare-server.testing.ts'
import { postgresTarget } from '../postgres-target.ts'

export type TestServer = Pick<PostgresServer, 'version' | 'lend' | 'close'>

/** Where backups are tried: our own snapshot where no pg_dump is, pg_dump where Debian or a container has it. */
export const places: readonly {
  readonly name: string
  readonly kind: 'pg_dump' | 'snapshot'
  readonly isThere: boolean
  open(): Promise<TestServer>
}[] = [
  {
    name: 'a snapshot of our own',
    kind: 'snapshot',
    isThere: true,
    open: () => createEmbeddedProvider().open(),
  },
  {
    name: 'pg_dump on this machine',
    kind: 'pg_dump',
    isThere: debianPrograms !== undefined,
    open: () => openBareServer(),
  },
  {
    name: 'pg_dump in a container',
    kind: 'pg_dump',
    isThere: await doesEngineAnswer(),
    open: () => createContainerProvider(process.env.BETTY_POSTGRES_IMAGE).open(),
  },
]

export const hostileSchema = `it's "v2" *.$?\\Ü`
const hostileDatabase = `Ba"ck 'up' = $1 %41 é`

/** Databases with a name that nothing is prepared for; they go with the server. */
let databases = 0
export async function createHostileDatabase(server: TestServer): Promise<string> {
  const { url } = await server.lend()
  databases += 1
  const name = `${hostileDatabase}${databases}`
  await ask(url, `CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'`)
  const hostile = new URL(url)
  hostile.pathname = `/${encodeURI(name)}`
  return hostile.href
}

/** BETTY's schema with the rows of the sample, and values that get lost easily. */
export async function raiseSample(url: string, schema: string, v1Path: string): Promise<void> {
  const session = await connectPostgres(url, schema)
  const source = openSqliteSource(v1Path, betty.records)
  try {
    await applySteps(session, { schema, steps: betty.schema })
    const target = postgresTarget(session, { companionColumns: betty.companions })
    await transfer(source, target, { ...betty, bounds: { rows: 1000, bytes: 1 << 20 } })
    for (const statement of trouble) await session.query(statement)
  } finally {
    source.close()
    await session.close()
  }
}

/** Every character but NUL that a byte can be, and all that COPY gives a meaning to. */
const texts = `(SELECT string_agg(chr(i), '' ORDER BY i) FROM generate_series(1, 255) i), '', E'\\\\N', E'\\\\.', E'\\n\\\\.\\n', E'a\\r\\nb\\tc\\\\', '\u2028 𝄞 é é', NULL`

const trouble = [
  `CREATE TABLE "odd ""t""" (
    t text, "a,b" text[], times timestamptz[], day date, number numeric, float double precision, small real,
    bytes bytea, span interval, doc jsonb, twice text GENERATED ALWAYS AS (t || t) STORED)`,
  `INSERT INTO "odd ""t""" (t) SELECT unnest(ARRAY[${texts}])`,
  `INSERT INTO "odd ""t""" ("a,b", times, day, number, float, small, bytes, span, doc) VALUES
    ('{}', '{infinity,-infinity,NULL,2026-11-22 17:00:00.123456+01}', 'infinity', 'NaN', 'NaN', '-Infinity', '\\x00ff5c0a', '-1 day 2.000001', '{"n": 1.000, "big": 12345678901234567890.5}'),
    (ARRAY[NULL, '', 'NULL', '"', ',', E'\\\\'], '{}', '4713-01-01 BC', 1e-300, 'Infinity', 1.1, '', '178000000 years', 'null'),
    (NULL, NULL, NULL, -0.0, '-0', 'NaN', NULL, NULL, '"\\u00e9"')`,
  `CREATE TABLE "no columns" ()`,
  `INSERT INTO "no columns" SELECT FROM generate_series(1, 3)`,
  `CREATE UNLOGGED TABLE "no rows" (id bigint PRIMARY KEY, parent bigint REFERENCES "no rows", EXCLUDE USING btree (parent WITH =))`,
  `CREATE SEQUENCE "never called" AS integer INCREMENT BY -3 MAXVALUE 100 START WITH 50 CYCLE`,
  `CREATE SEQUENCE "called" START WITH 7`,
  `SELECT nextval('"called"')`,
  `COMMENT ON TABLE users IS E'it''s \\\\ a comment; --'`,
  `COMMENT ON COLUMN users.email IS 'a column'`,
  `COMMENT ON INDEX users_email_key IS 'an index'`,
  `COMMENT ON CONSTRAINT users_pkey ON users IS 'a key'`,
  `ALTER TABLE users SET (fillfactor = 70)`,
  `ALTER TABLE users ALTER COLUMN email SET STATISTICS 500, ALTER COLUMN profile SET STORAGE EXTERNAL`,
  `ALTER TABLE users REPLICA IDENTITY FULL`,
  `CREATE UNIQUE INDEX "later key" ON projects (slug, name)`,
  `CREATE TABLE "a child" (slug text, name text, FOREIGN KEY (slug, name) REFERENCES projects (slug, name) NOT VALID)`,
]

/** All that is in a schema, read in another way than a backup does: the values of every row, columns, keys, indexes. */
export async function describeSchema(url: string, schema: string): Promise<string> {
  const read = (sql: string) => ask<Record<string, string>>(url, sql, [schema])
  const tables = await read(
    'SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = $1 ORDER BY 1',
  )
  const rows = []
  for (const { name = '' } of tables) {
    const place = `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
    const found = await ask(url, `SELECT * FROM ${place}`)
    rows.push([name, found.map((row) => JSON.stringify(row, showNumbers)).sort()])
  }
  return JSON.stringify([
    rows,
    await read(
      `SELECT table_name, column_name, data_type, column_default, is_nullable, generation_expression
       FROM information_schema.columns WHERE table_schema = $1 ORDER BY 1, ordinal_position`,
    ),
    await read(
      `SELECT constraint_name, constraint_type, table_name FROM information_schema.table_constraints
       WHERE table_schema = $1 AND constraint_name NOT LIKE '%_not_null' ORDER BY 1, 2, 3`,
    ),
    await read('SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = $1 ORDER BY 1'),
    await read('SELECT * FROM pg_sequences WHERE schemaname = $1 ORDER BY sequencename').then((found) =>
      found.map(({ sequenceowner: _, ...sequence }) => sequence),
    ),
    await read(
      `SELECT relname, relpersistence, reloptions, relreplident, obj_description(oid, 'pg_class') AS comment
       FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) ORDER BY 1`,
    ),
  ])
}

/** JSON has no word for them. */
const showNumbers = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? `number ${Object.is(value, -0) ? '-0' : value}`
    : value
