import type { Sample } from '../sample.ts'
import { type Expectation, landed, quarantined } from './expectation.ts'
import type { Fault } from './fault.ts'
import { idOf, idOfProject, UNOWNED } from './identity.ts'
import type { Lands } from './landings.ts'
import { readMetadata } from './metadata.ts'
import { RowReading } from './row-reading.ts'
import type { Source, SourceRow } from './source.ts'
import { knowledgeTypes } from './words.ts'

/** What an item that landed says about others: its project, when it was made, and whether nobody owns it. */
export interface Landing {
  readonly slug: string
  readonly createdAt: bigint
  readonly isUnowned: boolean
}

export function* expectKnowledge(
  source: Source,
  userLands: Lands,
  onLanding: (landing: Landing) => void,
  sample?: Sample,
): Generator<Expectation> {
  for (const row of source.rows('knowledge', sample)) {
    const { reading, slug, createdAt, columns } = readKnowledge(row)
    if (reading.fault !== undefined) {
      yield quarantined(row, reading.fault)
      continue
    }
    const owner = reading.reference('user_id')
    const isUnowned = owner === undefined || !userLands(owner)
    if (isUnowned) {
      reading.warnings.add('missing_owner')
      reading.keep('user_id')
    }
    const ownerId = isUnowned ? UNOWNED.id : idOf('users', owner)
    onLanding({ slug, createdAt, isUnowned })
    const expected = {
      ...columns,
      created_by: ownerId,
      metadata: { ...columns.metadata, migration: reading.migration() },
      access_control: { owner_id: ownerId, visibility: 'private', permissions: [] },
    }
    yield landed(row.id, expected, reading.warnings)
  }
}

/** What keeps an item from landing, if anything does. */
export function faultOfKnowledge(row: SourceRow): Fault | undefined {
  return readKnowledge(row).reading.fault
}

function readKnowledge(row: SourceRow) {
  const reading = new RowReading(row)
  const slug = readSlug(reading)
  const updated = reading.time('updated_at')
  const createdAt = reading.createdAt(updated)
  const columns = {
    id: idOf('knowledge', row.id),
    v1_id: String(row.id),
    project_id: idOfProject(slug),
    title: reading.requiredText('title'),
    content: reading.requiredText('content'),
    knowledge_type: reading.word(knowledgeTypes),
    status: 'active',
    version: '2.0',
    metadata: readMetadata(reading),
    created_at: String(createdAt),
    updated_at: String(updated ?? createdAt),
  }
  return { reading, slug, createdAt, columns }
}

function readSlug(reading: RowReading): string {
  const text = reading.optionalText('project_id')
  const slug = text?.trim() || 'default'
  if (slug !== text) reading.keep('project_id')
  return reading.indexable(slug)
}
