import type { Judge } from '../../../src/vitest/judge.ts'
import { addItem, type Bench, onBench } from './bench.ts'
import { impossible, newItems, plainItem } from './bodies.ts'
import { reportWritten } from './compare-written.ts'
import { addPath, askBoth, madeBy } from './pair.ts'

/** Adds items of every form to both, and reads them back. */
export const compareAdds = (judge: Judge): Promise<void> =>
  onBench(judge, async (bench) => {
    for (const body of newItems(bench.projects)) await addItem(bench, body)
    await expectRefusals(bench)
    const tooLarge = { ...plainItem, content: 'x'.repeat(10 * 1024 * 1024 + 1) }
    const call = { method: 'POST', path: addPath }
    reportWritten(
      judge,
      { ...call, path: `${addPath} (over 10 MiB)` },
      await askBoth(bench.apis, { ...call, body: tooLarge }),
    )
  })

/** What v2 cannot hold is refused with 400, and nothing is stored. */
async function expectRefusals({ judge, apis, rows, made }: Bench): Promise<void> {
  for (const { body, reason } of impossible('a project that nobody has made')) {
    const before = await rows.fingerprintOthers([])
    const call = { method: 'POST', path: addPath, body }
    const both = await askBoth(apis, call)
    const { v1, v2 } = both
    judge.looked(2, 'answers')
    const pair = madeBy(both)
    if (pair) made.add(pair)
    const place = `POST ${addPath}: ${reason}`
    if (v1.status !== 201 || v2.status === 400) {
      if (v1.status === 201)
        judge.finding({ code: 'not_possible', place, expected: '201', actual: '400', info: true })
    } else judge.finding({ code: 'not_refused', place, expected: '400', actual: String(v2.status) })
    if (v2.status >= 400 && before !== (await rows.fingerprintOthers([])))
      judge.finding({ code: 'stored_though_refused', place })
  }
}
