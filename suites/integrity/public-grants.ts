import type { SqlSession } from '../../src/schema/session.ts'
import type { Judge } from '../../src/vitest/judge.ts'

/**
 * What is granted to one role is its owner's affair; what is granted to all opens the data, and hashes of passwords
 * with it: by the whole table, by a column, by a view, by what numbers rows, or by a function with the rights of its owner.
 */
export async function expectNoPublicGrants(judge: Judge, session: SqlSession): Promise<void> {
  for (const { name, rights } of await session.query(grantsSql))
    judge.warn(
      `everybody who may connect to the database has rights on ${name}: ${rights} (granted to PUBLIC)`,
    )
  for (const { name } of await session.query(schemaSql))
    judge.warn(
      `everybody who may connect to the database may make tables and functions in the schema ${name} (CREATE granted to PUBLIC)`,
    )
  for (const { name } of await session.query(functionsSql))
    judge.warn(
      `everybody who may connect to the database may call ${name}, which has the rights of its owner (SECURITY DEFINER)`,
    )
}

const here = 'to_regnamespace(quote_ident(current_schema()))'

const ofExtension = (catalog: string, oid: string): string =>
  `EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`

const grantsSql = `
  SELECT g.name, string_agg(DISTINCT g.privilege_type, ', ' ORDER BY g.privilege_type) AS rights FROM (
    SELECT c.relname AS name, a.privilege_type
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.relnamespace = ${here} AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND a.grantee = 0
      AND NOT ${ofExtension('pg_class', 'c.oid')}
    UNION ALL
    SELECT c.relname || '.' || t.attname, a.privilege_type
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
    WHERE c.relnamespace = ${here} AND a.grantee = 0 AND NOT ${ofExtension('pg_class', 'c.oid')}
    UNION ALL
    SELECT 'what ' || d.defaclrole::regrole || ' will make', a.privilege_type
    FROM pg_default_acl d, aclexplode(d.defaclacl) a
    WHERE d.defaclnamespace IN (0, ${here}) AND d.defaclobjtype IN ('r', 'S') AND a.grantee = 0) g
  GROUP BY g.name ORDER BY g.name`

const schemaSql = `
  SELECT n.nspname AS name FROM pg_namespace n, aclexplode(n.nspacl) a
  WHERE n.oid = ${here} AND a.grantee = 0 AND a.privilege_type = 'CREATE'`

/** Without a list of rights, everybody may call a function. */
const functionsSql = `
  SELECT p.oid::regprocedure::text AS name FROM pg_proc p
  WHERE p.pronamespace = ${here} AND p.prosecdef AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
    AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE'))
    AND NOT ${ofExtension('pg_proc', 'p.oid')}
  ORDER BY 1`
