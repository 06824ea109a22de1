import type { SqlSession } from '../../../schema/session.ts'
import type { Grant } from './manifest.ts'

/**
 * Who else than the owner may do what with the tables, columns, sequences, routines and types of the schema at the
 * front of `search_path`, and with the schema itself.
 */
export async function readGrants(session: SqlSession): Promise<readonly Grant[]> {
  const rows = await session.query(`
    WITH here AS (SELECT oid, nspname, nspacl, nspowner FROM pg_namespace WHERE nspname = current_schema()),
    lists AS (
      SELECT 1 AS place, 'schema' AS on, format('ON SCHEMA %I', nspname) AS target, '' AS part, nspacl AS acl, nspowner AS owner
      FROM here
      UNION ALL
      SELECT 2, 'object', format('ON %s %I', CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, relname), '', relacl, relowner
      FROM pg_class, here WHERE relnamespace = here.oid AND relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
      UNION ALL
      SELECT 3, 'object', format('ON TABLE %I', relname), format(' (%I)', attname), attacl, relowner
      FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN here ON here.oid = relnamespace
      WHERE relkind IN ('r', 'p', 'f', 'v', 'm') AND attnum > 0 AND NOT attisdropped
      UNION ALL
      SELECT 4, 'object', 'ON ROUTINE ' || p.oid::regprocedure, '', proacl, proowner
      FROM pg_proc p JOIN here ON here.oid = pronamespace
      UNION ALL
      SELECT 5, 'object', format('ON TYPE %I', typname), '', typacl, typowner
      FROM pg_type JOIN here ON here.oid = typnamespace)
    SELECT "on", NULL AS role, format('REVOKE ALL %s FROM PUBLIC', target) AS statement, place, 0 AS turn FROM lists
    WHERE place IN (4, 5) AND acl IS NOT NULL AND NOT EXISTS (SELECT FROM aclexplode(acl) a WHERE a.grantee = 0)
    UNION ALL
    SELECT "on", r.rolname, format('GRANT %s%s %s TO %s%s', a.privilege_type, part, target,
      CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END,
      CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), place, 1
    FROM lists, aclexplode(acl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE a.grantee <> owner AND (a.grantee = 0 OR r.rolname IS NOT NULL)
    UNION ALL
    SELECT 'object', r.rolname, format('ALTER %s %I OWNER TO %I', CASE relkind WHEN 'S' THEN 'SEQUENCE'
      WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, relname, r.rolname), 9, 0
    FROM pg_class c JOIN here ON here.oid = relnamespace JOIN pg_roles r ON r.oid = relowner
    WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND NOT EXISTS (SELECT FROM pg_depend d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i', 'e') AND d.refobjsubid >= 0
        AND (relkind = 'S' OR d.deptype = 'e'))
    ORDER BY place, turn, statement`)
  return rows.map(({ on, role, statement }) => ({
    role: role ?? null,
    on: on === 'schema' ? 'schema' : 'object',
    statement: statement ?? '',
  }))
}
