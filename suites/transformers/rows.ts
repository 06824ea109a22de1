import fc from 'fast-check'
import { knowledgeRow, relationshipRow, userRow } from '../../src/arbitraries/v1-rows.ts'
import type { SourceRow } from '../../src/records/cell.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { recordOf } from '../support/declaration.ts'
import { brokenLaw } from './law.ts'

const runs = 2000

const holdsFor = (source: string, rows: fc.Arbitrary<SourceRow>) => async (judge: Judge) => {
  const record = recordOf(source)
  let looked = 0
  const found = fc.check(
    fc.property(rows, (row) => {
      looked += 1
      const broken = brokenLaw(record, row)
      if (broken !== undefined) throw new Error(broken)
    }),
    { numRuns: runs },
  )
  judge.looked(looked, `${record.source} rows`)
  judge.message(`seed ${found.seed}`)
  if (!found.failed) return
  const reason = found.errorInstance instanceof Error ? found.errorInstance.message : 'it threw'
  judge.finding({
    code: 'law_broken',
    place: record.source,
    note: `${reason} in ${fc.stringify(found.counterexample)}`,
  })
  judge.reproduce(`fast-check seed ${found.seed}, path ${found.counterexamplePath}`)
}

export const rowLawChecks = {
  'transformers.users': holdsFor('users', userRow()),
  'transformers.knowledge': holdsFor('knowledge', knowledgeRow()),
  'transformers.relationships': holdsFor('relationships', relationshipRow()),
} as const
