import { knowledgeRow } from 'betty-migrate/arbitraries'
import fc from 'fast-check'
import { check } from '../check.ts'

/** What this project shows for a title of v1, whatever is in the cell. */
const shown = (title: unknown): string => (typeof title === 'string' && title.trim()) || '(no title)'

check('clients.any-title', (judge) => {
  const property = fc.property(knowledgeRow(), (row) => shown(row.title).length > 0)
  const { failed, numRuns, counterexample } = fc.check(property)
  judge.looked(numRuns, 'rows')
  if (failed) judge.finding({ code: 'not_shown', place: 'title', note: fc.stringify(counterexample) })
})
