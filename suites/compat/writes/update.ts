import { differences } from '../../../src/compare/differences.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { sampleIds } from '../../support/sample-ids.ts'
import { systems } from '../../support/systems.ts'
import { report } from '../answers.ts'
import { addItem, type Bench, changeItem, changeMigrated, onBench } from './bench.ts'
import { changes, impossible, plainItem, refusedChanges } from './bodies.ts'
import { changeInTwos } from './change-in-twos.ts'
import { reportWritten } from './compare-written.ts'
import { changeOddly } from './odd-writes.ts'
import { askBoth, nobody, onePath, type Pair, sameId } from './pair.ts'

const mostMigrated = 30

/** Changes an item of one's own in every way, and each of a sample of migrated items in one. */
export const compareUpdates = (judge: Judge): Promise<void> =>
  onBench(judge, async (bench) => {
    const { apis, projects, rows, made } = bench
    const own = await addItem(bench, {
      ...plainItem,
      tags: ['kept'],
      metadata: { kept: true, importance: 'high' },
    })
    const before = await rows.fingerprintOthers([...made])
    if (own) {
      for (const body of changes(projects)) await changeItem(bench, own, body)
      for (const body of refusedChanges) await changeItem(bench, own, body)
      await expectRefusals(bench, own)
    }
    const after = await rows.fingerprintOthers([...made])
    if (bench.isCopy && before !== after) judge.finding({ code: 'others_changed', place: 'PUT of one item' })
    if (bench.isCopy) await changeSample(bench)
    await changeInTwos(bench)
    await changeOddly(bench)
    const nowhere: Pair = { v1: nobody, v2: nobody }
    for (const pair of [nowhere, { v1: 'abc', v2: 'abc' }]) {
      const call = { method: 'PUT', path: onePath, body: { title: 'x' } }
      reportWritten(
        judge,
        { ...call, path: onePath.replace('{id}', pair.v1) },
        await askBoth(apis, call, pair),
      )
    }
  })

/** What v2 cannot hold is refused with 400, what is too large as v1 does, and the item stays as it was. */
async function expectRefusals({ judge, apis, rows }: Bench, own: Pair): Promise<void> {
  const before = await rows.hiddenOf(own)
  const call = { method: 'PUT', path: onePath }
  for (const { body, reason } of impossible('a project that nobody has made')) {
    const { v2 } = await askBoth(apis, { ...call, body }, own)
    judge.looked(1, 'answers')
    report(
      judge,
      { ...call, path: `${onePath}: ${reason}` },
      differences({ status: 400 }, { status: v2.status }),
    )
  }
  const tooLarge = { content: 'x'.repeat(10 * 1024 * 1024 + 1) }
  const both = await askBoth(apis, { ...call, body: tooLarge }, own)
  reportWritten(judge, { ...call, path: `${onePath} (over 10 MiB)` }, both)
  report(judge, call, differences(before, await rows.hiddenOf(own), '$row after refusals'))
}

/** A change of a migrated item must leave all that it does not name, in whatever form v1 held it. */
async function changeSample(bench: Bench): Promise<void> {
  const { world } = systems()
  const landed = (await sampleIds(world, 20)).filter(
    (id) => !bench.apis.quarantined.get('knowledge')?.has(String(id)),
  )
  const ways = changes(bench.projects)
  const step = Math.ceil(landed.length / mostMigrated)
  const chosen = landed.filter((_id, at) => at % step === 0)
  const others = (): Promise<string> =>
    bench.rows.fingerprintOthers([...bench.made, ...chosen.map((id) => sameId(id))])
  const before = await others()
  for (const [at, id] of chosen.entries()) await changeMigrated(bench, id, ways[at % ways.length] ?? {})
  if (before !== (await others()))
    bench.judge.finding({ code: 'others_changed', place: 'PUT of migrated items' })
}
