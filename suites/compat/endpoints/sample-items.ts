import type { Json } from '../../../src/json/json.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import type { World } from '../../support/bring-up.ts'
import { sampleIds } from '../../support/sample-ids.ts'
import type { Apis } from '../../support/systems.ts'
import { dataOf, memberOf } from '../answers.ts'

/** Stands for bytes that are no text: a call cannot ask for those. */
const unreadable = '\uFFFD'

/** What v1 shows of a sample of items. */
export async function sampleItems({ v1 }: Apis, world: World, spread?: number): Promise<readonly Json[]> {
  const ids = await sampleIds(world, spread)
  return mapAtOnce(ids, async (id) => dataOf(await v1({ path: `/api/v1/knowledge/${id}` })))
}

/** The texts that a field has in some items, each once. */
export const valuesOf = (items: readonly Json[], name: string): readonly string[] => [
  ...new Set(items.map((item) => memberOf(item, name)).filter(isAskable)),
]

const isAskable = (value: Json): value is string =>
  typeof value === 'string' && value !== '' && !value.includes(unreadable)
