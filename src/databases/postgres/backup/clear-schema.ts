import { MigrateError } from '../../../errors.ts'
import type { SqlSession } from '../../../schema/session.ts'

/** Types of `pg_identify_object`, and how DROP calls them; what needs others is dropped first. */
const droppable = [
  'materialized view',
  'view',
  'foreign table',
  'table',
  'sequence',
  'statistics object',
  'aggregate',
  'function',
  'procedure',
  'operator class',
  'operator family',
  'operator',
  'conversion',
  'text search configuration',
  'text search dictionary',
  'text search parser',
  'text search template',
  'type',
  'collation',
]

/**
 * Drops all that is in the schema at the front of `search_path` but what extensions have brought, in the transaction
 * that is open. The schema stays: this role may not be able to make it again.
 * @returns the statements
 * @throws MigrateError `target_not_empty` when something outside the schema would be gone as well
 */
export async function clearSchema(session: SqlSession): Promise<readonly string[]> {
  const list = droppable.map((type, place) => `('${type}', ${place})`).join(', ')
  const objects = await session.query(
    `SELECT o.type, o.identity FROM pg_depend d
     CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, 0) o
     JOIN (VALUES ${list}) AS known(type, place) ON known.type = o.type
     LEFT JOIN pg_type t ON d.classid = 'pg_type'::regclass AND t.oid = d.objid
     WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = quote_ident(current_schema())::regnamespace
       AND d.deptype = 'n' AND t.typtype IS DISTINCT FROM 'm'
       AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e')
     ORDER BY known.place, o.identity`,
  )
  const statements = objects.map(
    ({ type, identity }) =>
      `DROP ${type === 'statistics object' ? 'STATISTICS' : type?.toUpperCase()} IF EXISTS ${identity} CASCADE`,
  )
  const before = await listOutside(session)
  for (const statement of statements) await session.query(statement)
  const after = new Set((await listOutside(session)).map(({ id }) => id))
  const gone = before.filter(({ id }) => !after.has(id)).map(({ name }) => name)
  if (gone.length === 0) return statements
  throw new MigrateError(
    'target_not_empty',
    `What is in the schema cannot be dropped: outside of it ${gone.slice(0, 5).join(', ')}${gone.length > 5 ? ` and ${gone.length - 5} more` : ''} would be gone with it.`,
    'Drop what is named yourself if it is not needed, then start again. Nothing was changed.',
  )
}

/** What people have made outside the schema at the front of `search_path`, as far as it can depend on what is in it. */
const listOutside = (session: SqlSession) =>
  session.query(`
    WITH relations AS (SELECT oid FROM pg_class WHERE oid >= 16384 AND relpersistence <> 't'
      AND relnamespace NOT IN (quote_ident(current_schema())::regnamespace, 'pg_toast'::regnamespace)),
    objects AS (
      SELECT 'pg_class'::regclass AS class, oid, 0 AS part FROM relations
      UNION ALL SELECT 'pg_class'::regclass, attrelid, attnum FROM pg_attribute JOIN relations ON oid = attrelid
        WHERE attnum > 0 AND NOT attisdropped
      UNION ALL SELECT 'pg_attrdef'::regclass, d.oid, 0 FROM pg_attrdef d JOIN relations r ON r.oid = adrelid
      UNION ALL SELECT 'pg_constraint'::regclass, k.oid, 0 FROM pg_constraint k JOIN relations r ON r.oid = conrelid
      UNION ALL SELECT 'pg_trigger'::regclass, t.oid, 0 FROM pg_trigger t JOIN relations r ON r.oid = tgrelid WHERE NOT tgisinternal
      UNION ALL SELECT 'pg_policy'::regclass, p.oid, 0 FROM pg_policy p JOIN relations r ON r.oid = polrelid
      UNION ALL SELECT 'pg_rewrite'::regclass, w.oid, 0 FROM pg_rewrite w JOIN relations r ON r.oid = ev_class
        WHERE rulename <> '_RETURN'
      UNION ALL SELECT 'pg_statistic_ext'::regclass, oid, 0 FROM pg_statistic_ext
        WHERE stxnamespace <> quote_ident(current_schema())::regnamespace
      UNION ALL SELECT 'pg_constraint'::regclass, oid, 0 FROM pg_constraint
        WHERE contypid <> 0 AND connamespace <> quote_ident(current_schema())::regnamespace
      UNION ALL SELECT 'pg_type'::regclass, oid, 0 FROM pg_type WHERE oid >= 16384 AND typrelid = 0 AND typelem = 0
        AND typnamespace NOT IN (quote_ident(current_schema())::regnamespace, 'pg_toast'::regnamespace)
      UNION ALL SELECT 'pg_publication_rel'::regclass, oid, 0 FROM pg_publication_rel
      UNION ALL SELECT 'pg_event_trigger'::regclass, oid, 0 FROM pg_event_trigger
      UNION ALL SELECT 'pg_cast'::regclass, oid, 0 FROM pg_cast WHERE oid >= 16384
      UNION ALL SELECT 'pg_operator'::regclass, oid, 0 FROM pg_operator
        WHERE oid >= 16384 AND oprnamespace <> quote_ident(current_schema())::regnamespace
      UNION ALL SELECT 'pg_proc'::regclass, oid, 0 FROM pg_proc
        WHERE oid >= 16384 AND pronamespace <> quote_ident(current_schema())::regnamespace)
    SELECT concat_ws('.', class::oid, oid, part) AS id, pg_describe_object(class, oid, part) AS name
    FROM objects ORDER BY 2`) as Promise<readonly { readonly id: string; readonly name: string }[]>
