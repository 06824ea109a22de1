import type { Judge } from '../../../src/vitest/judge.ts'
import { sampleIds } from '../../support/sample-ids.ts'
import { openApis, systems } from '../../support/systems.ts'
import { compareAnswers, requireSteady } from '../compare-answers.ts'
import { compareWithRows } from './own-rows.ts'

/** Every item of a sample in which all forms of values occur, as v1 shows it, and as its row in v2 says. */
export async function compareItems(judge: Judge): Promise<void> {
  const { world } = systems()
  const apis = await openApis(judge)
  const ids = (await sampleIds(world)).filter((id) => !apis.quarantined.get('knowledge')?.has(String(id)))
  if (ids.length === 0) judge.notApplicable('no knowledge of v1 has landed')
  const unsteady = await compareAnswers(
    judge,
    apis,
    ids.map((id) => ({ path: `/api/v1/knowledge/${id}` })),
  )
  judge.looked(ids.length, 'items')
  // to look at an item changes nothing in it
  const again = ids.slice(0, 5).map((id) => ({ path: `/api/v1/knowledge/${id}` }))
  const moved = await compareAnswers(judge, apis, again)
  await compareWithRows(judge, apis, world, ids)
  requireSteady(judge, [...unsteady, ...moved])
}
