import type { SqlSession } from '../../../schema/session.ts'

export interface Trimmings {
  /** needs nothing but the tables, and works on the rows that come */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * Statements for what the catalog does not tell of plain tables in the schema at the front of `search_path`: comments,
 * storage parameters, statistics targets, compression, replica identity.
 */
export async function readTrimmings(session: SqlSession): Promise<Trimmings> {
  const rows = await session.query(`
    WITH here AS (SELECT quote_ident(current_schema())::regnamespace::oid AS oid),
    relations AS (SELECT c.oid, relname, relkind, reloptions, relreplident FROM pg_class c, here WHERE relnamespace = here.oid),
    columns AS (SELECT a.*, relname FROM pg_attribute a JOIN relations r ON r.oid = attrelid
      WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped)
    SELECT false AS early, format('COMMENT ON %s %I IS %L',
      CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END, relname, description) AS statement
    FROM pg_description JOIN relations r ON r.oid = objoid WHERE classoid = 'pg_class'::regclass AND objsubid = 0
    UNION ALL
    SELECT false, format('COMMENT ON COLUMN %I.%I IS %L', relname, attname, description)
    FROM pg_description JOIN columns ON objoid = attrelid AND objsubid = attnum WHERE classoid = 'pg_class'::regclass
    UNION ALL
    SELECT false, format('COMMENT ON CONSTRAINT %I ON %I IS %L', conname, relname, description)
    FROM pg_description JOIN pg_constraint k ON k.oid = objoid JOIN relations r ON r.oid = conrelid
    WHERE classoid = 'pg_constraint'::regclass
    UNION ALL
    SELECT relkind = 'r', format('ALTER %s %I SET (%s)', CASE relkind WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END, relname,
      (SELECT string_agg(format('%I = %L', option_name, option_value), ', ') FROM pg_options_to_table(reloptions)))
    FROM relations WHERE reloptions IS NOT NULL AND relkind IN ('r', 'i')
    UNION ALL
    SELECT false, format('ALTER TABLE %I REPLICA IDENTITY %s', relname, CASE relreplident WHEN 'n' THEN 'NOTHING' WHEN 'f' THEN 'FULL'
      ELSE (SELECT format('USING INDEX %I', i.relname) FROM pg_index x JOIN pg_class i ON i.oid = indexrelid
        WHERE indrelid = relations.oid AND indisreplident) END)
    FROM relations WHERE relkind = 'r' AND relreplident <> 'd'
    UNION ALL
    SELECT false, format('ALTER TABLE %I CLUSTER ON %I', r.relname, i.relname)
    FROM pg_index JOIN relations r ON r.oid = indrelid JOIN pg_class i ON i.oid = indexrelid WHERE indisclustered
    UNION ALL
    SELECT true, format('ALTER TABLE %I ALTER COLUMN %I SET STATISTICS %s', relname, attname, attstattarget)
    FROM columns WHERE attstattarget >= 0
    UNION ALL
    SELECT true, format('ALTER TABLE %I ALTER COLUMN %I SET COMPRESSION %s', relname, attname,
      CASE attcompression::text WHEN 'p' THEN 'pglz' ELSE 'lz4' END)
    FROM columns WHERE attcompression::text <> ''
    UNION ALL
    SELECT true, format('ALTER TABLE %I ALTER COLUMN %I SET STORAGE %s', relname, attname,
      CASE attstorage::text WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END)
    FROM columns JOIN pg_type t ON t.oid = atttypid WHERE attstorage <> typstorage
    ORDER BY statement`)
  const of = (early: string) =>
    rows.flatMap((row) => (row.early === early && row.statement ? [row.statement] : []))
  return { before: of('t'), after: of('f') }
}
