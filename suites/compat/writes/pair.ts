import type { Answer } from '../../../src/api/exchange.ts'
import type { Apis } from '../../support/systems.ts'
import { type AskedCall, dataOf, idOf } from '../answers.ts'

/** One item by the numbers that v1 clients know it by: they differ if it was made after the migration. */
export interface Pair {
  readonly v1: string
  readonly v2: string
}

export const sameId = (id: bigint): Pair => ({ v1: String(id), v2: String(id) })

/** The answers of v1, and of v2 through the mapping. */
export interface Both {
  readonly v1: Answer
  readonly v2: Answer
}

/** The same call to both; `{id}` in its path is the number of the item on that side. */
export async function askBoth(apis: Apis, call: AskedCall, pair?: Pair): Promise<Both> {
  const [v1, v2] = await Promise.all([apis.v1(callFor(call, pair?.v1)), apis.mapped(callFor(call, pair?.v2))])
  return { v1, v2 }
}

const callFor = (call: AskedCall, id = ''): AskedCall => ({ ...call, path: call.path.replace('{id}', id) })

/** No item has this number. */
export const nobody = '9223372036854775806'

/** The item that both have made; undefined unless both have. */
export const madeBy = (both: Both): Pair | undefined =>
  both.v1.status === both.v2.status ? leftBy(both) : undefined

/** What a call has made, on whichever side: to be taken back. */
export function leftBy({ v1, v2 }: Both): Pair | undefined {
  if (v1.status !== 201 && v2.status !== 201) return undefined
  const [first = nobody, second = nobody] = [v1, v2].map((answer) =>
    answer.status === 201 ? idOf(dataOf(answer)) : nobody,
  )
  return { v1: first, v2: second }
}

export const onePath = '/api/v1/knowledge/{id}'
export const addPath = '/api/v1/knowledge/add'
