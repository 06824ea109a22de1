import { differences } from '../../../src/compare/differences.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { type AskedCall, dataOf, memberOf, report } from '../answers.ts'
import { expectShapes } from '../format/expect-shape.ts'
import { v2Shapes } from '../format/shapes.ts'
import type { Bench } from './bench.ts'
import { nobody } from './pair.ts'

const path = '/api/v2/knowledge'

/** What an item may not be told by who only changes it: whose it is, which it is, who may see it. */
const given: JsonObject = {
  id: '00000000-0000-4000-8000-000000000007',
  v1_id: 7,
  created_by: '00000000-0000-4000-8000-000000000007',
  version: '9.9',
  access_control: { owner_id: null, visibility: 'public', permissions: ['*'] },
  status: 'deleted',
  created_at: '2001-01-01T00:00:00Z',
}

/** v2 asked in its own words to add an item, to change and to delete it: each answers the resource, and gives no right away. */
export async function expectOwnShapes({ judge, apis, made }: Bench): Promise<void> {
  const item = { title: 'In words of v2', content: 'Some content.', knowledge_type: 'document' }
  const asked: { last?: Json; body?: Json } = {}
  const v2 = async (call: AskedCall) => {
    const answer = await apis.v2(call)
    asked.last = dataOf(answer)
    return answer
  }
  const add = { method: 'POST', path: `${path}/add`, body: item }
  await expectShapes(judge, v2, [{ call: add, status: 201, shape: v2Shapes.item }])
  const first = asked.last ?? null
  const one = `${path}/${String(memberOf(first, 'id'))}`
  const pair = { v1: nobody, v2: String(memberOf(first, 'v1_id')) }
  made.add(pair)
  const odd = await apis.v2({ ...add, body: { ...item, knowledge_type: 'no such type' } })
  if (odd.status === 201) made.add({ v1: nobody, v2: String(memberOf(dataOf(odd), 'v1_id')) })
  await expectShapes(judge, async () => odd, [{ call: add, status: 422, shape: v2Shapes.failure }])
  const put = { method: 'PUT', path: one, body: { title: 'Another' } }
  // an id in capitals is the same
  const same = { ...put, path: `${path}/${String(memberOf(first, 'id')).toUpperCase()}` }
  await expectShapes(
    judge,
    v2,
    [put, same].map((call) => ({ call, shape: v2Shapes.item })),
  )
  const before = dataOf(await apis.v2({ path: one }))
  for (const [name, value] of Object.entries(given)) {
    await apis.v2({ method: 'PUT', path: one, body: { [name]: value } })
    const after = dataOf(await apis.v2({ path: one }))
    const [expected, actual] = [before, after].map((each) => JSON.stringify(memberOf(each, name)))
    if (expected !== actual)
      judge.finding({
        code: 'given_away',
        place: `PUT ${one} ${name}`,
        expected: expected ?? '',
        actual: actual ?? '',
      })
  }
  await expectOwnValues(judge, { apis, made }, { ...add, body: { ...item, ...given } }, first)
  const last = dataOf(await apis.v2({ path: one }))
  // an id in capitals is the same
  const remove = { method: 'DELETE', path: same.path }
  await expectShapes(judge, v2, [{ call: remove, shape: v2Shapes.deleted }])
  report(judge, remove, differences(lasting(last), lasting(asked.last ?? null), '$.data'))
  made.delete(pair)
}

/** An item but for what its deletion changes. */
const lasting = (item: Json): Json => {
  if (!isJsonObject(item)) return item
  const { status: _status, updated_at: _time, ...rest } = item
  return rest
}

/** A new item gets all of that as every new item does, whatever is sent. */
async function expectOwnValues(
  judge: Judge,
  { apis, made }: Pick<Bench, 'apis' | 'made'>,
  call: AskedCall,
  usual: Json,
): Promise<void> {
  const answer = await apis.v2(call)
  judge.looked(1, 'answers')
  if (answer.status !== 201) return
  const added = dataOf(answer)
  made.add({ v1: nobody, v2: String(memberOf(added, 'v1_id')) })
  for (const name of ['created_by', 'version', 'access_control', 'status'])
    report(judge, call, differences(memberOf(usual, name), memberOf(added, name), `$.data.${name}`))
  for (const name of ['id', 'v1_id', 'created_at'])
    if (differences(given[name] ?? null, memberOf(added, name)).length === 0)
      judge.finding({ code: 'given_away', place: `POST ${path}/add ${name}`, actual: String(given[name]) })
}
