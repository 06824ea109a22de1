import type { Random } from '../fixtures/v1/random.ts'
import { idAt, knowledgeRow, relationshipRow } from '../fixtures/v1/rows.ts'
import type { Row } from '../fixtures/v1/schema.ts'
import { instant, plainTime } from '../fixtures/v1/values/times.ts'
import { DIRECTIONS, IMPORTANCES, KNOWLEDGE_TYPES, RELATIONSHIP_TYPES } from '../fixtures/v1/values/words.ts'

/** Of so many rows one holds whatever v1 data can hold; the others are as v1 itself writes them. */
const untidyEvery = 50

const words =
  'the memory of a house is kept in many small notes and every note names its source so that über später café'.split(
    ' ',
  )

const projects = Array.from({ length: 20 }, (_, place) => `project-${place}`)

const idOfAny = (random: Random, count: number) => BigInt(idAt(random.integer(0, count - 1)))

const text = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick(words)).join(' ')

/** About 600 bytes. */
export function usualKnowledgeRow(random: Random, id: number, users: number): Row<'knowledge'> {
  if (id % untidyEvery === 0) return knowledgeRow(random, id, users)
  const created = instant(random)
  return {
    id: BigInt(id),
    title: text(random, 5),
    content: text(random, random.integer(40, 120)),
    type: random.pick(KNOWLEDGE_TYPES),
    tags: random.chance(0.2) ? null : `${random.pick(words)},${random.pick(words)}`,
    metadata: random.chance(0.2) ? null : usualMetadata(random, id),
    project_id: random.pick(projects),
    user_id: idOfAny(random, users),
    created_at: plainTime(created),
    updated_at: plainTime(created + random.integer(0, 1e6) * 1000),
  }
}

const usualMetadata = (random: Random, id: number): string =>
  JSON.stringify({
    source: 'web',
    source_url: `https://example.org/articles/${id}`,
    importance: random.pick(IMPORTANCES),
    keywords: `${random.pick(words)},${random.pick(words)}`,
    language: 'en',
    rating: random.integer(1, 5),
    reviewed: random.chance(0.5),
  })

export function usualRelationshipRow(random: Random, id: number, items: number): Row<'relationships'> {
  if (id % untidyEvery === 0) return relationshipRow(random, id, items)
  return {
    id: BigInt(id),
    source_id: idOfAny(random, items),
    target_id: idOfAny(random, items),
    type: random.pick(RELATIONSHIP_TYPES),
    strength: random.integer(0, 100) / 100,
    direction: random.pick(DIRECTIONS),
    created_at: plainTime(instant(random)),
  }
}
