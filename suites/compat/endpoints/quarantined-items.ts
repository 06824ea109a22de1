import type { Json } from '../../../src/json/json.ts'
import type { Apis } from '../../support/systems.ts'
import { memberOf } from '../answers.ts'

/** What v1 shows of the items that are in quarantine: they are in v1's lists and totals, and not in v2's. */
export async function quarantinedItems({ v1, quarantined }: Apis): Promise<readonly Json[]> {
  const items: Json[] = []
  for (const id of quarantined.get('knowledge') ?? []) {
    const answer = await v1({ path: `/api/v1/knowledge/${id}` })
    if (answer.status === 200) items.push(memberOf(answer.body, 'data'))
  }
  return items
}
