import { type JsonObject, stringifyJson } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { sampleIds } from '../../support/sample-ids.ts'
import { systems } from '../../support/systems.ts'
import { memberOf } from '../answers.ts'
import { askFor, searchFor, searchPath } from '../parity/ask.ts'
import { addItem, type Bench, deleteItem, onBench } from './bench.ts'
import { plainItem } from './bodies.ts'
import { reportWritten } from './compare-written.ts'
import { expectOwnShapes } from './own-shapes.ts'
import { askBoth, nobody, onePath, type Pair, sameId } from './pair.ts'

const sampled = 8

interface Deleted {
  readonly id: string
  readonly project: string
}

/** What v2 calls an item that is to be deleted, and its project. */
async function uuidsIn({ apis, judge }: Bench, { v2 }: Pair): Promise<Deleted | undefined> {
  const filters = [{ field: 'v1_id', operator: 'eq', value: Number(v2) }]
  const { results } = await searchFor(judge, apis.v2, { query: '', filters, max_results: 1 })
  const [item = null] = results
  if (item === null) return undefined
  return { id: String(memberOf(item, 'id')), project: String(memberOf(item, 'project_id')) }
}

/** An item that was deleted is found by none of the ways that v2 has to find one. */
async function expectNowhere({ apis, judge }: Bench, { id, project }: Deleted): Promise<void> {
  const query = plainItem.title
  const calls: Readonly<Record<string, JsonObject>> = {
    [searchPath]: { query, search_type: 'semantic', max_results: 100 },
    '/api/v2/cross-project/search': { query, project_ids: [project], max_results_per_project: 100 },
    '/api/v2/query/semantic-clusters': { min_cluster_size: 2, similarity_threshold: 0 },
  }
  for (const [path, body] of Object.entries(calls))
    if (stringifyJson(await askFor(judge, apis.v2, path, body)).includes(id))
      judge.finding({ code: 'found_though_deleted', place: `POST ${path}`, actual: id })
}

/** Deletes items of one's own, and on a copy migrated ones too: they are gone for v1 clients, and marked in v2. */
export const compareDeletes = (judge: Judge): Promise<void> =>
  onBench(judge, async (bench) => {
    const { apis, rows, isCopy } = bench
    const own = await addItem(bench, { ...plainItem, content: 'to be deleted' })
    const ids = isCopy ? await sampleIds(systems().world, sampled) : []
    const landed = ids.filter((id) => !apis.quarantined.get('knowledge')?.has(String(id))).slice(0, sampled)
    const pairs = [...(own ? [own] : []), ...landed.map(sameId)]
    const uuids = own && (await uuidsIn(bench, own))
    const before = await rows.fingerprintOthers(pairs)
    for (const pair of pairs) await deleteItem(bench, pair)
    if (isCopy && before !== (await rows.fingerprintOthers(pairs)))
      judge.finding({ code: 'others_changed', place: 'DELETE of some items' })
    if (uuids) await expectNowhere(bench, uuids)
    await expectOwnShapes(bench)
    for (const id of [nobody, 'abc']) {
      const call = { method: 'DELETE', path: onePath }
      const path = onePath.replace('{id}', id)
      reportWritten(judge, { ...call, path }, await askBoth(apis, call, { v1: id, v2: id }))
    }
  })
