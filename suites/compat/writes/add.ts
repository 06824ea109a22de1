import { randomBytes } from 'node:crypto'
import { differences } from '../../../src/compare/differences.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { dataOf, memberOf, numberText, report, totalOf } from '../answers.ts'
import { askFor } from '../parity/ask.ts'
import { addAtOnce } from './add-at-once.ts'
import { addItem, askToAdd, type Bench, onBench } from './bench.ts'
import { impossible, newItems, plainItem, refusedItems } from './bodies.ts'
import { reportWritten } from './compare-written.ts'
import { addOddly } from './odd-writes.ts'
import { addPath, askBoth, nobody } from './pair.ts'

/** Adds items of every form to both, and reads them back. */
export const compareAdds = (judge: Judge): Promise<void> =>
  onBench(judge, async (bench) => {
    const before = await bench.rows.fingerprintOthers([...bench.made])
    for (const body of newItems(bench.projects)) await addItem(bench, body)
    if (bench.isCopy && before !== (await bench.rows.fingerprintOthers([...bench.made])))
      judge.finding({ code: 'others_changed', place: `POST ${addPath}` })
    await addTwice(bench)
    await addAtOnce(bench)
    await addDirectly(bench)
    await addOddly(bench)
    await findTheEnd(bench)
    for (const body of refusedItems) await addItem(bench, body)
    await expectRefusals(bench)
    const tooLarge = { ...plainItem, content: 'x'.repeat(10 * 1024 * 1024 + 1) }
    const call = { method: 'POST', path: `${addPath} (over 10 MiB)` }
    reportWritten(judge, call, await askToAdd(bench, tooLarge))
    await addTheLargest(bench)
  })

/** What is just below the limit is taken. */
async function addTheLargest({ apis, judge, made }: Bench): Promise<void> {
  const content = 'word '.repeat(2 * 1024 * 1024 - 200)
  const body = { title: 'The largest', content, knowledge_type: 'document' }
  const { status, body: answer } = await apis.v2({ method: 'POST', path: '/api/v2/knowledge/add', body })
  judge.looked(1, 'answers')
  const added = memberOf(answer, 'data')
  const shown = String(memberOf(added, 'content')).length
  const call = { method: 'POST', path: '/api/v2/knowledge/add (just below 10 MiB)' }
  report(judge, call, differences({ status: 201, shown: content.length }, { status, shown }))
  if (status === 201) made.add({ v1: nobody, v2: numberText(memberOf(added, 'v1_id')) })
}

/** An item of 35,000 characters is searched for by its last word: an index over the beginning alone would miss it. */
async function findTheEnd(bench: Bench): Promise<void> {
  const { apis, judge } = bench
  const word = `w${randomBytes(6).toString('hex')}`
  const pair = await addItem(bench, { ...plainItem, content: `${'filler '.repeat(5_000)}${word}` })
  if (!pair) return
  const call = { path: '/api/v1/search', query: { q: word } }
  const { v1, v2 } = await askBoth(apis, call)
  judge.looked(2, 'answers')
  const [expected, actual] = [v1, v2].map((answer) => ({ status: answer.status, total: totalOf(answer) }))
  report(judge, call, differences(expected ?? null, actual ?? null))
}

/** What the mapping hides of a new item: v2 answers 201 with it, changes and deletes it with 200, and then has it no more. */
async function addDirectly({ apis, judge, made }: Bench): Promise<void> {
  const body = { title: 'Made in v2', content: 'x', knowledge_type: 'document' }
  const added = await askFor(judge, apis.v2, '/api/v2/knowledge/add', body, 201)
  const pair = { v1: nobody, v2: numberText(memberOf(added, 'v1_id')) }
  made.add(pair)
  const path = `/api/v2/knowledge/${memberOf(added, 'id')}`
  const stored = dataOf(await apis.v2({ path }))
  report(judge, { method: 'POST', path: '/api/v2/knowledge/add' }, differences(stored, added, '$.data'))
  for (const [method, status] of [
    ['PUT', 200],
    ['DELETE', 200],
    ['GET', 404],
    ['PUT', 404],
    ['DELETE', 404],
  ] as const) {
    const call = { method, path, ...(method === 'PUT' && { body: { title: 'Changed in v2' } }) }
    const answer = await apis.v2(call)
    judge.looked(1, 'answers')
    report(judge, call, differences({ status }, { status: answer.status }))
    if (answer.status < 300)
      for (const [name, expected] of [
        ['id', memberOf(added, 'id')],
        ['status', method === 'DELETE' ? 'deleted' : 'active'],
      ] as const)
        report(judge, call, differences(expected, memberOf(dataOf(answer), name), `$.data.${name}`))
  }
  made.delete(pair)
}

/** Who adds an item again has two. */
async function addTwice(bench: Bench): Promise<void> {
  const [one, other] = [await addItem(bench, plainItem), await addItem(bench, plainItem)]
  bench.judge.looked(2, 'answers')
  if (one && one.v2 === other?.v2)
    bench.judge.finding({ code: 'not_added', place: `POST ${addPath} again`, actual: `id ${one.v2} again` })
}

/** What v2 cannot hold is refused with 400, and nothing is stored. */
async function expectRefusals(bench: Bench): Promise<void> {
  const { judge, rows, isCopy } = bench
  for (const { body, reason } of impossible('a project that nobody has made')) {
    const before = await rows.fingerprintOthers([])
    const { v1, v2 } = await askToAdd(bench, body)
    judge.looked(2, 'answers')
    const place = `POST ${addPath}: ${reason}`
    const difference = { place, expected: String(v1.status), actual: String(v2.status) }
    if (v2.status === 400) {
      if (v1.status !== 400) judge.finding({ code: 'not_possible', ...difference, info: true })
    } else if (v1.status < 400) judge.finding({ code: 'not_refused', ...difference, expected: '400' })
    if (isCopy && v2.status >= 400 && before !== (await rows.fingerprintOthers([])))
      judge.finding({ code: 'stored_though_refused', place })
  }
}
