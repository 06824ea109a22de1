import fc from 'fast-check'
import { knowledgeRow, relationshipRow, userRow } from '../../src/arbitraries/v1-rows.ts'
import type { SourceRow } from '../../src/records/cell.ts'
import type { RecordDefinition } from '../../src/records/record.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { check } from '../support/check.ts'
import { recordOf } from '../support/configured.ts'
import { brokenLaw } from './law.ts'

const runs = 2000

const holdsFor = (record: RecordDefinition, rows: fc.Arbitrary<SourceRow>) => (judge: Judge) => {
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

check('transformers.users', holdsFor(recordOf('users'), userRow()))
check('transformers.knowledge', holdsFor(recordOf('knowledge'), knowledgeRow()))
check('transformers.relationships', holdsFor(recordOf('relationships'), relationshipRow()))
