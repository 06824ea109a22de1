import type { Judge } from '../../../src/vitest/judge.ts'
import { openApis } from '../../support/systems.ts'
import { listOf, memberOf } from '../answers.ts'
import { askFor, searchFor } from './ask.ts'

const path = '/api/v2/query/semantic-clusters'

/** Clusters of the migrated items: none smaller than asked for, no item in two, none that is not there. */
export async function tryClusters(judge: Judge): Promise<void> {
  const { v2 } = await openApis(judge)
  const all = await searchFor(judge, v2, { query: '', max_results: 1000 })
  if (all.total < 2) judge.inconclusive('v2 lists no two items to group')
  for (const [min_cluster_size, similarity_threshold] of [
    [2, 0],
    [2, 0.3],
    [3, 0.3],
  ] as const) {
    const body = { min_cluster_size, similarity_threshold }
    const place = `POST ${path} ${JSON.stringify(body)}`
    const data = await askFor(judge, v2, path, { algorithm: 'tfidf-cosine', ...body })
    const clusters = listOf(memberOf(data, 'clusters'))
    judge.looked(clusters.length, 'clusters')
    if (memberOf(data, 'clusters_count') !== clusters.length)
      judge.finding({ code: 'total', place, expected: String(clusters.length) })
    // everything is at least as like as not at all
    if (similarity_threshold === 0 && clusters.length === 0) judge.finding({ code: 'nothing_found', place })
    const seen = new Set<string>()
    for (const cluster of clusters) {
      const items = listOf(memberOf(cluster, 'items')).map((item) => String(memberOf(item, 'id') ?? item))
      const size = Number(memberOf(cluster, 'size'))
      if (size !== items.length || size < min_cluster_size)
        judge.finding({
          code: 'size',
          place,
          expected: `${items.length}, at least ${min_cluster_size}`,
          actual: String(size),
        })
      for (const id of items) {
        if (seen.has(id)) judge.finding({ code: 'in_two_clusters', place, actual: id })
        if (all.total <= 1000 && !all.ids.includes(id))
          judge.finding({ code: 'not_there', place, actual: id })
        seen.add(id)
      }
    }
  }
}
