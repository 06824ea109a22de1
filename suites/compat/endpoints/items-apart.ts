import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import type { Api } from '../../support/api.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import type { Apis } from '../../support/systems.ts'
import { dataOf, idOf } from '../answers.ts'

/** Items that only one side has, and rightly so, as v1 shows them. They are in its lists and totals, and not in the other's. */
export interface ItemsApart {
  /** of v1, in quarantine */
  readonly lost: readonly Json[]
  /** of v2, made there after the migration */
  readonly made: readonly Json[]
  isLost(item: Json): boolean
  isMade(item: Json): boolean
  /** neither side has one of its own */
  readonly isNone: boolean
}

/** So many are named; of the others only their number is told. */
const mostNamed = 10

export async function findItemsApart(
  judge: Judge,
  { v1, mapped, quarantined, madeInV2 }: Apis,
): Promise<ItemsApart> {
  const lostIds = quarantined.get('knowledge') ?? new Set()
  if (madeInV2.size > 0) {
    const named = [...madeInV2].slice(0, mostNamed).join(', ')
    const more = madeInV2.size > mostNamed ? ` and ${madeInV2.size - mostNamed} more` : ''
    judge.message(`made in v2 after the migration, and left out: ${named}${more}`)
  }
  return {
    lost: await itemsOf(v1, lostIds),
    made: await itemsOf(mapped, madeInV2),
    isLost: (item) => lostIds.has(idOf(item)),
    isMade: (item) => madeInV2.has(idOf(item)),
    isNone: lostIds.size === 0 && madeInV2.size === 0,
  }
}

async function itemsOf(api: Api, ids: ReadonlySet<string>): Promise<readonly Json[]> {
  const answers = await mapAtOnce([...ids], (id) => api({ path: `/api/v1/knowledge/${id}` }))
  return answers.filter(({ status }) => status === 200).map(dataOf)
}
