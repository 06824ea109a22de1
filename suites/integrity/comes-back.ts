import type { RecordDefinition } from '../../src/records/record.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { compareWayBack, type RowFate } from '../../src/way-back/compare-way-back.ts'
import { declaration } from '../support/declaration.ts'
import { systems, withDatabase } from '../support/systems.ts'
import { migrationOf, withV1File } from '../support/v1-file.ts'

const instant = (local: bigint): bigint => local

async function expectBack(judge: Judge): Promise<void> {
  const { world } = systems()
  const { keys } = declaration()
  await withV1File(world.v1Path, (source) =>
    withDatabase(world, async (session) => {
      const { records } = migrationOf(world.v1Path)
      const rows = records.reduce((sum, record) => sum + (source.tables.get(record.source) ?? 0), 0)
      if (rows === 0) judge.notApplicable('v1 has no rows')
      for (const record of records)
        for await (const fate of compareWayBack(record, { source, session, keys, instant }))
          report(judge, record, fate)
    }),
  )
}

/** Rows that did not land are another check's business. */
function report(judge: Judge, record: RecordDefinition, fate: RowFate): void {
  if (fate.kind !== 'back') return
  judge.looked(1, `rows of ${record.source}`)
  for (const { column, expected, actual } of fate.differences)
    judge.finding({
      code: 'comes_back_changed',
      place: `${record.source} ${fate.id} ${column}`,
      expected,
      actual,
    })
}

export const backChecks = {
  'integrity.comes-back': expectBack,
} as const
