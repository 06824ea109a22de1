import { type JsonObject, rawNumber, stringifyJson } from '../../../src/json/json.ts'
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

/** What v2 calls an item, and its project. */
interface Known {
  readonly id: string
  readonly project: string
}

async function knownTo({ apis, judge }: Bench, { v2 }: Pair): Promise<Known | undefined> {
  const filters = [{ field: 'v1_id', operator: 'eq', value: rawNumber(v2) }]
  const { results } = await searchFor(judge, apis.v2, { query: '', filters, max_results: 1 })
  const [item = null] = results
  if (item === null) return undefined
  return { id: String(memberOf(item, 'id')), project: String(memberOf(item, 'project_id')) }
}

/** Items that were deleted are found by none of the ways that v2 has to find one. */
async function expectNowhere({ apis, judge }: Bench, deleted: readonly Known[]): Promise<void> {
  const query = plainItem.title
  const max_results = 500
  const project_ids = [...new Set(deleted.map(({ project }) => project))]
  const calls: readonly (readonly [path: string, body: JsonObject])[] = [
    ...['semantic', 'keyword', 'hybrid'].map(
      (search_type) => [searchPath, { query, search_type, max_results }] as const,
    ),
    ['/api/v2/cross-project/search', { query, project_ids, max_results_per_project: 100 }],
    ['/api/v2/query/semantic-clusters', { min_cluster_size: 2, similarity_threshold: 0 }],
    [
      '/api/v2/query/pattern-match',
      { pattern_type: 'path', pattern_definition: { relationship_types: [] }, max_depth: 2, max_results },
    ],
  ]
  for (const [path, body] of calls) {
    const answer = stringifyJson(await askFor(judge, apis.v2, path, body)).toLowerCase()
    for (const { id } of deleted)
      if (answer.includes(id.toLowerCase()))
        judge.finding({ code: 'found_though_deleted', place: `POST ${path}`, actual: id })
  }
}

/** Deletes items of one's own, and on a copy migrated ones too: they are gone for v1 clients, and marked in v2. */
export const compareDeletes = (judge: Judge): Promise<void> =>
  onBench(judge, async (bench) => {
    const { apis, rows, isCopy } = bench
    const own = await addItem(bench, { ...plainItem, content: 'to be deleted' })
    const ids = isCopy ? await sampleIds(systems().world, sampled) : []
    const landed = ids.filter((id) => !apis.quarantined.get('knowledge')?.has(String(id))).slice(0, sampled)
    const pairs = [...(own ? [own] : []), ...landed.map(sameId)]
    const known = await Promise.all(pairs.map((pair) => knownTo(bench, pair)))
    const before = await rows.fingerprintOthers(pairs)
    for (const pair of pairs) await deleteItem(bench, pair)
    if (isCopy && before !== (await rows.fingerprintOthers(pairs)))
      judge.finding({ code: 'others_changed', place: 'DELETE of some items' })
    await expectNowhere(
      bench,
      known.filter((each) => each !== undefined),
    )
    await expectOwnShapes(bench)
    for (const id of [nobody, 'abc']) {
      const call = { method: 'DELETE', path: onePath }
      const path = onePath.replace('{id}', id)
      reportWritten(judge, { ...call, path }, await askBoth(apis, call, { v1: id, v2: id }))
    }
  })
