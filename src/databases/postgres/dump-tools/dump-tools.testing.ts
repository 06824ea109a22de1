import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { ask } from '../../providers/provider.leftovers.ts'
import { dumpSchema } from './dump-schema.ts'
import type { DumpTools } from './dump-tools.ts'

/** Runs `work` while a snapshot of the database of `url` is held. */
export const withSnapshot = async <T>(url: string, work: (snapshot: string) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const exported = await client.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot')
    return await work(exported.rows[0]?.snapshot ?? '')
  } finally {
    await client.end()
  }
}

export const dumpNow = (tools: DumpTools, url: string, schema: string): Promise<Buffer> =>
  withSnapshot(url, async (snapshot) => {
    const output = new PassThrough()
    const [dump] = await Promise.all([buffer(output), dumpSchema(tools, { schema, snapshot, output })])
    return dump
  })

/** Relations, comments, grants and checksums of the rows of every schema of a user's. */
export const describeDatabase = async (url: string): Promise<unknown> => {
  const schemas = await ask(
    url,
    `SELECT nspname, nspacl::text, obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace
     WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1`,
  )
  const relations = await ask<{ place: string; relkind: string }>(
    url,
    `SELECT format('%I.%I', nspname, relname) AS place, relkind, relacl::text,
       obj_description(c.oid, 'pg_class') AS comment FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
     WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1`,
  )
  const tables = relations.filter(({ relkind }) => relkind === 'r')
  const rows = await Promise.all(
    tables.map(({ place }) =>
      ask(
        url,
        `SELECT count(*) AS count, md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS rows FROM ${place} t`,
      ),
    ),
  )
  return { schemas, relations, rows }
}
