import type { Judge } from '../../../src/vitest/judge.ts'
import { sampleIds } from '../../support/sample-ids.ts'
import { systems } from '../../support/systems.ts'
import { addItem, deleteItem, onBench } from './bench.ts'
import { plainItem } from './bodies.ts'
import { reportWritten } from './compare-written.ts'
import { askBoth, nobody, onePath, sameId } from './pair.ts'

const sampled = 8

/** Deletes items of one's own, and on a copy migrated ones too: they are gone for v1 clients, and marked in v2. */
export const compareDeletes = (judge: Judge): Promise<void> =>
  onBench(judge, async (bench) => {
    const { apis, rows, isCopy } = bench
    const own = await addItem(bench, { ...plainItem, content: 'to be deleted' })
    const ids = isCopy ? await sampleIds(systems().world, sampled) : []
    const landed = ids.filter((id) => !apis.quarantined.get('knowledge')?.has(String(id))).slice(0, sampled)
    const pairs = [...(own ? [own] : []), ...landed.map(sameId)]
    const before = await rows.fingerprintOthers(pairs)
    for (const pair of pairs) await deleteItem(bench, pair)
    if (isCopy && before !== (await rows.fingerprintOthers(pairs)))
      judge.finding({ code: 'others_changed', place: 'DELETE of some items' })
    for (const id of [nobody, 'abc']) {
      const call = { method: 'DELETE', path: onePath }
      const path = onePath.replace('{id}', id)
      reportWritten(judge, { ...call, path }, await askBoth(apis, call, { v1: id, v2: id }))
    }
  })
