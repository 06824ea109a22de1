import { cellDifferences } from '../../src/compare/rows-back.ts'
import type { PostgresSession } from '../../src/databases/postgres/connect.ts'
import { readRecords } from '../../src/databases/postgres/read-records.ts'
import type { SqliteSource } from '../../src/databases/sqlite/sqlite-source.ts'
import type { SourceRow } from '../../src/records/cell.ts'
import type { RecordDefinition } from '../../src/records/record.ts'
import { rowDown } from '../../src/records/row-down.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { declaration } from '../support/declaration.ts'
import { systems, withDatabase } from '../support/systems.ts'
import { withV1File } from '../support/v1-file.ts'

async function expectBack(judge: Judge): Promise<void> {
  const { world } = systems()
  await withV1File(world.v1Path, (source) =>
    withDatabase(world, async (session) => {
      const rows = declaration().records.reduce(
        (sum, record) => sum + (source.tables.get(record.source) ?? 0),
        0,
      )
      if (rows === 0) judge.notApplicable('v1 has no rows')
      for (const record of declaration().records) await compareRecord(judge, record, source, session)
    }),
  )
}

/** Both sides in order of the v1 id; rows that did not land are another check's business. */
async function compareRecord(
  judge: Judge,
  record: RecordDefinition,
  source: SqliteSource,
  session: PostgresSession,
): Promise<void> {
  const rows = sourceRows(source, record)
  let original = rows.next()
  for await (const { id, row, origin } of readRecords(session, record, declaration().keys)) {
    while (!original.done && idOf(original.value, record) < id) original = rows.next()
    if (original.done) return
    if (idOf(original.value, record) !== id) continue
    judge.looked(1, `rows of ${record.source}`)
    const back = rowDown(record, id, row, { origin, instant: (local) => local })
    for (const { column, expected, actual } of cellDifferences(original.value, back)) {
      judge.finding({
        code: 'comes_back_changed',
        place: `${record.source} ${id} ${column}`,
        expected,
        actual,
      })
    }
  }
}

const idOf = (row: SourceRow, record: RecordDefinition): bigint => row[record.key] as bigint

function* sourceRows(source: SqliteSource, record: RecordDefinition): Generator<SourceRow> {
  let after: bigint | null = null
  for (;;) {
    const chunk = source.readChunk(record.source, record.key, after, { rows: 2000, bytes: 8 << 20 })
    if (chunk.length === 0) return
    for (const row of chunk) {
      after = idOf(row, record)
      yield row
    }
  }
}

export const backChecks = {
  'integrity.comes-back': expectBack,
} as const
