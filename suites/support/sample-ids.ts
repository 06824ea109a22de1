import { isJsonNumber, isJsonObject, type Json, numberSource } from '../../src/json/json.ts'
import { type Api, createApi } from './api.ts'
import type { World } from './bring-up.ts'
import { has } from './given.ts'
import { systems, withDatabase } from './systems.ts'
import { withV1File } from './v1-file.ts'

/**
 * v1 ids of knowledge that stand for the rest: spread evenly over v1, and, if the v2 database can be looked into, one
 * for every combination of columns that needed a complement, which is one for every odd form of value, and the longest
 * of each column.
 */
export async function sampleIds(world: World, spread = 100): Promise<readonly bigint[]> {
  const even = has(world, 'v1Path')
    ? await spreadOverFile(world.v1Path, spread)
    : await spreadOverList(world, spread)
  const forms = has(world, 'databaseUrl') ? await oddForms(world) : []
  return [...new Set([...even, ...forms])].sort((a, b) => (a < b ? -1 : 1))
}

const longest = ['title', 'content', 'metadata::text']

/** An item that was deleted in v2 stays there as a row, and no API shows it. */
const there = "v1_id IS NOT NULL AND status <> 'deleted'"

const oddForms = (world: World): Promise<readonly bigint[]> =>
  withDatabase(world, async (session) => {
    const rows = await session.query(
      `SELECT min(v1_id) AS id FROM knowledge_items WHERE ${there}
       GROUP BY (SELECT string_agg(k, ',' ORDER BY k) FROM jsonb_object_keys(metadata #> '{migration,complement}') k)
       ${longest.map((text) => `UNION (SELECT v1_id FROM knowledge_items WHERE ${there} ORDER BY length(${text}) DESC, v1_id LIMIT 1)`).join('\n       ')}`,
    )
    return rows.map((row) => BigInt(String(row.id)))
  })

const spreadOverFile = (path: string, count: number): Promise<readonly bigint[]> =>
  withV1File(path, async (source) => {
    const step = Math.max(1, Math.floor((source.tables.get('knowledge') ?? 0) / count))
    return source.everyNth('knowledge', 'id', step)
  })

/** Pages of a list that are spread evenly over it. */
const pageSize = 10

async function spreadOverList(world: World, count: number): Promise<readonly bigint[]> {
  const { tokens, timeout } = systems()
  if (!tokens) throw new TypeError('a world without a v1 file has users of its own')
  const v1 = createApi({ url: world.v1Url, token: tokens.v1, timeout })
  const { total } = await readPage(v1, 1)
  const last = Math.max(1, Math.ceil(total / pageSize))
  const wanted = Math.min(last, Math.ceil(count / pageSize))
  const ids: bigint[] = []
  for (let at = 0; at < wanted; at += 1)
    ids.push(...(await readPage(v1, 1 + Math.floor((at * last) / wanted))).ids)
  return ids
}

async function readPage(v1: Api, page: number) {
  const query = { page: String(page), limit: String(pageSize) }
  const { body } = await v1({ path: '/api/v1/knowledge/list', query })
  const data = isJsonObject(body) && isJsonObject(body.data) ? body.data : {}
  const results = Array.isArray(data.results) ? data.results : []
  return {
    total: Number(data.total ?? 0) || 0,
    ids: results.flatMap((item) => (isJsonObject(item) ? readId(item.id) : [])),
  }
}

const readId = (id: Json | undefined): readonly bigint[] =>
  id !== undefined && isJsonNumber(id) && /^\d+$/.test(numberSource(id)) ? [BigInt(numberSource(id))] : []
