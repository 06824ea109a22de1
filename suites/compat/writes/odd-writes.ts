import { differences } from '../../../src/compare/differences.ts'
import type { JsonObject } from '../../../src/json/json.ts'
import { type AskedCall, dataOf, memberOf, numberText, report } from '../answers.ts'
import { withOddValues } from '../format/odd-bodies.ts'
import { expectUnbroken } from '../format/unbroken.ts'
import type { Bench } from './bench.ts'
import { nobody } from './pair.ts'

const path = '/api/v2/knowledge'
const project = '00000000-0000-0000-0000-000000000001'

const whole: JsonObject = {
  title: 'Oddly written',
  content: 'Some content.',
  knowledge_type: 'document',
  metadata: { tags: ['a'], b: { c: 1 } },
  project_id: project,
}

/** None of them can make anything: what they would import is no item, what they would tell has no address. */
const fruitless: readonly (readonly [path: string, body: JsonObject])[] = [
  [
    '/api/v2/batch/knowledge/import',
    {
      source_type: 'inline',
      format: 'json',
      items: [{ title: 'no content' }],
      target_project_id: project,
      duplicate_handling: 'create',
      batch_size: 1,
    },
  ],
  [
    '/api/v2/webhooks/register',
    { name: 'odd', url: 'no address', events: ['knowledge.created'], secret: 's' },
  ],
]

/** New items with an odd value in every place are refused, or stored as the answer says; on a copy only. */
export async function addOddly(bench: Bench): Promise<void> {
  const { judge, apis, made, isCopy } = bench
  if (!isCopy) return
  const calls = [...withOddValues(whole)].map((body) => ({ method: 'POST', path: `${path}/add`, body }))
  await expectUnbroken(judge, rereading(bench, made), calls)
  for (const [at, body] of fruitless)
    await expectUnbroken(
      judge,
      apis.v2,
      [...withOddValues(body)].map((odd) => ({ method: 'POST', path: at, body: odd })),
    )
}

/** The same for changes of one item. */
export async function changeOddly(bench: Bench): Promise<void> {
  const { judge, apis, made, isCopy } = bench
  if (!isCopy) return
  const own = dataOf(await apis.v2({ method: 'POST', path: `${path}/add`, body: whole }))
  made.add({ v1: nobody, v2: numberText(memberOf(own, 'v1_id')) })
  const one = `${path}/${memberOf(own, 'id')}`
  for (const body of withOddValues(whole))
    await expectUnbroken(judge, rereading(bench), [{ method: 'PUT', path: one, body }])
}

/** Asks v2, and reads back what a success has written. */
const rereading =
  ({ judge, apis }: Bench, made?: Bench['made']) =>
  async (call: AskedCall) => {
    const answer = await apis.v2(call)
    const written = dataOf(answer)
    const id = memberOf(written, 'id')
    if (answer.status >= 300 || id === null) return answer
    made?.add({ v1: nobody, v2: numberText(memberOf(written, 'v1_id')) })
    const stored = dataOf(await apis.v2({ path: `${path}/${id}` }))
    report(judge, call, differences(stored, written, '$ read back'))
    return answer
  }
