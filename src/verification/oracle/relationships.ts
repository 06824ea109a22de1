import type { Sample } from '../sample.ts'
import { type Expectation, landed, quarantined } from './expectation.ts'
import { idOf } from './identity.ts'
import type { Lands } from './landings.ts'
import { RowReading } from './row-reading.ts'
import type { Source } from './source.ts'
import { directions, relationshipTypes } from './words.ts'

export function* expectRelationships(
  source: Source,
  knowledgeLands: Lands,
  sample?: Sample,
): Generator<Expectation> {
  for (const row of source.rows('relationships', sample)) {
    const reading = new RowReading(row)
    const createdAt = String(reading.createdAt(undefined))
    const from = reading.reference('source_id')
    const to = reading.reference('target_id')
    const stands = [from, to].every((end) => end !== undefined && knowledgeLands(end))
    if (!stands) reading.faults.add('dangling_relationship')
    const columns = {
      id: idOf('relationships', row.id),
      v1_id: String(row.id),
      source_knowledge_id: idOf('knowledge', from ?? 0n),
      target_knowledge_id: idOf('knowledge', to ?? 0n),
      relationship_type: reading.word(relationshipTypes),
      strength: String(reading.strength()),
      direction: reading.word(directions),
      created_at: createdAt,
      updated_at: createdAt,
    }
    if (reading.fault !== undefined) yield quarantined(row, reading.fault)
    else yield landed(row.id, { ...columns, metadata: { migration: reading.migration() } }, reading.warnings)
  }
}
