import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { betty } from '../betty/index.ts'
import { placeOf } from '../compare/database-finding.ts'
import { connectPostgres, type PostgresSession } from '../databases/postgres/connect.ts'
import type { LentDatabase, PostgresServer } from '../databases/providers/provider.ts'
import { applySteps } from './apply-steps.ts'
import { verifySchema } from './verify-schema.ts'

/** What somebody did by hand, and the findings: code, place, `(info)` where it is no fault. */
const changes: readonly (readonly [sql: string, ...findings: string[]])[] = [
  ['DROP TABLE webhook_deliveries', 'schema_missing webhook_deliveries'],
  [
    'ALTER TABLE webhook_deliveries RENAME TO deliveries',
    'schema_missing webhook_deliveries',
    'schema_extra deliveries (info)',
  ],
  [
    'ALTER TABLE users DROP COLUMN profile',
    'schema_missing users.profile',
    'schema_missing users: constraint users_profile_check',
  ],
  ['ALTER TABLE users ALTER COLUMN username TYPE varchar(50)', 'schema_differs users.username'],
  ['ALTER TABLE users ALTER COLUMN username DROP NOT NULL', 'schema_differs users.username'],
  ['ALTER TABLE users ALTER COLUMN email SET NOT NULL', 'schema_differs users.email'],
  ["ALTER TABLE users ALTER COLUMN role SET DEFAULT 'admin'", 'schema_differs users.role'],
  ['ALTER TABLE users ALTER COLUMN v1_id DROP DEFAULT', 'schema_differs users.v1_id'],
  ['ALTER TABLE users ALTER COLUMN username TYPE text COLLATE "C"', 'schema_differs users.username'],
  ['ALTER TABLE users DROP CONSTRAINT users_role_check', 'schema_missing users: constraint users_role_check'],
  [
    "ALTER TABLE users DROP CONSTRAINT users_role_check; ALTER TABLE users ADD CONSTRAINT users_role_check CHECK (role IN ('admin', 'user'))",
    'schema_differs users: constraint users_role_check',
  ],
  [
    'ALTER TABLE users DROP CONSTRAINT users_username_key',
    'schema_missing users: constraint users_username_key',
  ],
  [
    'ALTER TABLE webhooks DROP CONSTRAINT webhooks_user_id_fkey',
    'schema_missing webhooks: constraint webhooks_user_id_fkey',
  ],
  [
    'ALTER TABLE projects DROP CONSTRAINT projects_owner_id_fkey; ALTER TABLE projects ADD CONSTRAINT projects_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users ON DELETE CASCADE',
    'schema_differs projects: constraint projects_owner_id_fkey',
  ],
  [
    'ALTER TABLE projects DROP CONSTRAINT projects_owner_id_fkey; ALTER TABLE projects ADD CONSTRAINT projects_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users ON DELETE SET NULL NOT VALID',
    'schema_differs projects: constraint projects_owner_id_fkey',
  ],
  [
    'ALTER TABLE webhook_deliveries DISABLE TRIGGER ALL',
    'schema_differs webhook_deliveries: constraint webhook_deliveries_webhook_id_fkey',
  ],
  ['DROP INDEX users_email_key', 'schema_missing users: index users_email_key'],
  [
    'DROP INDEX users_email_key; CREATE INDEX users_email_key ON users (lower(email)) WHERE email IS NOT NULL',
    'schema_differs users: index users_email_key',
  ],
  [
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'users_email_key'::regclass",
    'schema_differs users: index users_email_key',
  ],
  [
    'ALTER INDEX projects_owner_id_idx RENAME TO by_owner',
    'schema_differs projects: index projects_owner_id_idx (info)',
  ],
  [
    'ALTER TABLE users RENAME CONSTRAINT users_pkey TO own',
    'schema_differs users: constraint users_pkey (info)',
  ],
  ['ALTER SEQUENCE users_v1_id_seq AS integer', 'schema_differs users: sequence users_v1_id_seq'],
  ['ALTER SEQUENCE users_v1_id_seq OWNED BY NONE', 'schema_differs users: sequence users_v1_id_seq'],
  ['ALTER SEQUENCE users_v1_id_seq INCREMENT 2', 'schema_differs users: sequence users_v1_id_seq'],
  ['ALTER TABLE webhook_deliveries SET UNLOGGED', 'schema_differs webhook_deliveries'],
  ['ALTER TABLE users ENABLE ROW LEVEL SECURITY', 'schema_differs users'],
  ['CREATE POLICY own ON users USING (is_active)', 'schema_extra users: policy own'],
  ['CREATE RULE never AS ON DELETE TO users DO INSTEAD NOTHING', 'schema_extra users: rule never'],
  [
    'CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at = now(); RETURN NEW; END $$; CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp()',
    'schema_extra users: trigger touch',
    'schema_extra other function stamp() (info)',
  ],
  ['ALTER TABLE users ADD COLUMN nickname text', 'schema_extra users.nickname (info)'],
  ["ALTER TABLE users ADD COLUMN nickname text NOT NULL DEFAULT ''", 'schema_extra users.nickname'],
  [
    'ALTER TABLE users ADD CHECK (length(username) < 50)',
    'schema_extra users: constraint users_username_check',
  ],
  ['CREATE INDEX more ON users (created_at)', 'schema_extra users: index more (info)'],
  ['CREATE UNIQUE INDEX more ON users (created_at)', 'schema_extra users: index more'],
  ['CREATE TABLE more (id serial PRIMARY KEY)', 'schema_extra more (info)'],
  ['CREATE VIEW more AS SELECT username FROM users', 'schema_extra more (info)'],
  ["COMMENT ON TABLE users IS 'people'", 'schema_extra users: comment (info)'],
  [
    "DELETE FROM schema_migrations WHERE step_name = 'create-batch-operations'",
    'ledger_differs schema_migrations: step create-batch-operations',
  ],
  [
    "UPDATE schema_migrations SET success = false WHERE step_name = 'index-users'",
    'schema_extra users: index users_email_key',
    'ledger_differs schema_migrations: step index-users',
  ],
  [
    "UPDATE schema_migrations SET checksum = 'x' WHERE step_name = 'index-users'",
    'ledger_differs schema_migrations: step index-users',
  ],
  [
    "INSERT INTO schema_migrations VALUES ('more', '3', 'x', now(), 1, true)",
    'ledger_differs schema_migrations: step more',
  ],
  ['ALTER TABLE schema_migrations DROP COLUMN version', 'schema_missing schema_migrations.version'],
  ['CREATE EXTENSION pg_trgm'],
  ["CREATE TYPE mood AS ENUM ('good')", 'schema_extra other type mood (info)'],
  ['REINDEX TABLE users'],
  ['CREATE TABLE other.more (id int)'],
  ['ALTER SEQUENCE users_v1_id_seq RESTART 1000'],
  ['VACUUM users'],
]

/** What `schema verify` must see on every version of PostgreSQL. */
export const describeVerification = (
  name: string,
  open: () => Promise<Pick<PostgresServer, 'lend' | 'close'>>,
): void => {
  describe(`verification of the schema on ${name}`, () => {
    const schema = 'Some "schema"'
    const given = { schema, steps: betty.schema }
    let server: Pick<PostgresServer, 'lend' | 'close'>
    let applied: LentDatabase
    let session: PostgresSession

    beforeAll(async () => {
      server = await open()
      applied = await server.lend()
      const making = await connectPostgres(applied.url)
      await applySteps(making, given)
      await making.query('CREATE SCHEMA other')
      await making.close()
    })
    afterAll(() => server?.close())
    beforeEach(async () => {
      const database = await server.lend({ template: applied })
      session = await connectPostgres(database.url, schema)
      return async () => {
        await session.close()
        await database.giveBack()
      }
    })

    test.each(changes)('%s', async (sql, ...findings) => {
      await session.query(sql)
      const found = await verifySchema(session, given)
      expect(
        found.findings.map(
          (finding) => `${finding.code} ${placeOf(finding)}${finding.info ? ' (info)' : ''}`,
        ),
      ).toEqual(findings)
    })

    test('a schema that is not there misses its tables', async () => {
      const { findings } = await verifySchema(session, { ...given, schema: 'nowhere' })
      expect(findings).toContainEqual(
        expect.objectContaining({ code: 'schema_missing', table: 'users', key: '' }),
      )
      expect(await session.query("SELECT to_regnamespace('nowhere') AS made")).toEqual([{ made: null }])
    })

    test('nothing of the comparison is seen by others, and nothing stays', async () => {
      const before = await session.query('SELECT count(*) AS objects FROM pg_class')
      await verifySchema(session, given)
      expect(await session.query('SELECT count(*) AS objects FROM pg_class')).toEqual(before)
    })
  })
}
