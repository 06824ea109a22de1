import { mapAtOnce } from '../../support/at-once.ts'
import { dataOf, describeCall, memberOf, numberText } from '../answers.ts'
import type { Bench } from './bench.ts'
import { nobody } from './pair.ts'

const many = 6

/** The end of the numbers: items behind it get none. */
const last = 9223372036854775807n

/** Items that are sent at the same time are all made, alike as they are, and have numbers above all that there were. */
export async function addAtOnce({ judge, apis, made, rows }: Bench): Promise<void> {
  const highest = await rows.highestNumber()
  const body = { title: 'One of several at once', content: 'x', knowledge_type: 'document' }
  const call = { method: 'POST', path: '/api/v2/knowledge/add', body }
  const same = Array.from({ length: many }, () => call)
  const answers = await mapAtOnce(same, (each) => apis.v2(each), many)
  const added = answers.filter(({ status }) => status === 201).map(dataOf)
  const numbers = added.map((item) => numberText(memberOf(item, 'v1_id')))
  for (const v2 of numbers) made.add({ v1: nobody, v2 })
  judge.looked(many, 'answers')
  const ids = new Set(added.map((item) => memberOf(item, 'id')))
  const place = `${describeCall(call)}, ${many} at once`
  if (ids.size !== many)
    judge.finding({ code: 'not_added', place, expected: `${many} items`, actual: `${ids.size}` })
  if (highest === last) return
  const late = numbers.filter((number) => /^\d+$/.test(number) && BigInt(number) > highest)
  if (new Set(late).size !== ids.size)
    judge.finding({
      code: 'number_taken',
      place: `${place} $.data.v1_id`,
      expected: `numbers of their own above ${highest}`,
      actual: numbers.join(', '),
    })
}
