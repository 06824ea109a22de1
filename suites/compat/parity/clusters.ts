import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { openApis } from '../../support/systems.ts'
import { listOf, memberOf } from '../answers.ts'
import { askFor, searchFor } from './ask.ts'
import { expectOwn } from './own-values.ts'

const path = '/api/v2/query/semantic-clusters'

/**
 * Clusters of the migrated items: none smaller than asked for, no item in two, none that is not there or of another
 * project, and where items must be alike in everything, none of what has no word in common.
 */
export async function tryClusters(judge: Judge): Promise<void> {
  const { v2 } = await openApis(judge)
  const all = await searchFor(judge, v2, { query: '', max_results: 1000 })
  if (all.total < 2) judge.inconclusive('v2 lists no two items to group')
  const projects = [...new Set(all.results.map((item) => String(memberOf(item, 'project_id'))))]
  const [project = '', second = project] = mostUsual(all, projects)
  for (const body of [
    { min_cluster_size: 2, similarity_threshold: 0 },
    { min_cluster_size: 2, similarity_threshold: 0.3 },
    { min_cluster_size: 3, similarity_threshold: 0.3 },
    { min_cluster_size: 5, similarity_threshold: 0.3 },
    { min_cluster_size: 2, similarity_threshold: 0, project_ids: [project] },
    // in other spelling, it is the same
    { min_cluster_size: 2, similarity_threshold: 0, project_ids: [project.toUpperCase()] },
    { min_cluster_size: 4, similarity_threshold: 0.3, project_ids: [project] },
    { min_cluster_size: 2, similarity_threshold: 0, project_ids: [project, second] },
    { min_cluster_size: 2, similarity_threshold: 1 },
  ]) {
    const among = body.project_ids?.map((id) => id.toLowerCase())

    const { min_cluster_size, similarity_threshold } = body
    const place = `POST ${path} ${JSON.stringify(body)}`
    const data = await askFor(judge, v2, path, { algorithm: 'tfidf-cosine', ...body })
    const clusters = listOf(memberOf(data, 'clusters'))
    judge.looked(clusters.length, 'clusters')
    if (memberOf(data, 'clusters_count') !== clusters.length)
      judge.finding({ code: 'total', place, expected: String(clusters.length) })
    const algorithm = memberOf(data, 'algorithm_used')
    if (algorithm !== 'tfidf-cosine')
      judge.finding({ code: 'other_algorithm', place, expected: 'tfidf-cosine', actual: String(algorithm) })
    // everything is at least as like as not at all
    if (similarity_threshold === 0 && !body.project_ids && clusters.length === 0)
      judge.finding({ code: 'nothing_found', place })
    const items = clusters.flatMap((cluster) => listOf(memberOf(cluster, 'items')))
    await expectOwn(judge, place, items)
    const names = clusters.map((cluster) => String(memberOf(cluster, 'cluster_id')))
    if (new Set(names).size < names.length)
      judge.finding({ code: 'cluster_id_repeated', place, actual: names.join(', ') })
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
      const texts = items.flatMap((id) => textOf(all, id))
      if (similarity_threshold === 1 && texts.some((words) => isApart(words, texts[0] ?? new Set())))
        judge.finding({ code: 'not_alike', place, actual: items.slice(0, 5).join(', ') })
      for (const id of items) {
        if (among && isElsewhere(all, id, among))
          judge.finding({ code: 'other_project', place, expected: among.join(', '), actual: id })
        if (seen.has(id)) judge.finding({ code: 'in_two_clusters', place, actual: id })
        if (all.total <= 1000 && !all.ids.includes(id))
          judge.finding({ code: 'not_there', place, actual: id })
        seen.add(id)
      }
    }
    // of each project with two items, some are as like as not at all
    for (const each of similarity_threshold === 0 ? (among ?? []) : []) {
      const there = all.ids.filter((id) => !isElsewhere(all, id, [each]))
      if (all.total <= 1000 && there.length > 1 && !there.some((id) => seen.has(id)))
        judge.finding({ code: 'project_missing', place, expected: each })
    }
  }
}

type Listed = Awaited<ReturnType<typeof searchFor>>

const itemOf = ({ results, ids }: Listed, id: string): Json | undefined => results[ids.indexOf(id)]

function isElsewhere(all: Listed, id: string, projects: readonly string[]): boolean {
  const item = itemOf(all, id)
  return item !== undefined && !projects.includes(String(memberOf(item, 'project_id')).toLowerCase())
}

/** Projects by the number of their items, and among equals those whose id has letters first. */
function mostUsual({ results }: Listed, projects: readonly string[]): readonly string[] {
  const itemsOf = (id: string): number => results.filter((item) => memberOf(item, 'project_id') === id).length
  const hasLetters = (id: string): number => Number(/[a-f]/.test(id))
  return projects.toSorted((a, b) => hasLetters(b) - hasLetters(a) || itemsOf(b) - itemsOf(a))
}

/** The words of an item; nothing when it was not listed. */
function textOf(all: Listed, id: string): readonly ReadonlySet<string>[] {
  const item = itemOf(all, id)
  if (item === undefined) return []
  const text = `${memberOf(item, 'title')} ${memberOf(item, 'content')}`.toLowerCase()
  return [new Set(text.match(/[\p{L}\p{N}]+/gu))]
}

const isApart = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size > 0 && other.size > 0 && one.isDisjointFrom(other)
