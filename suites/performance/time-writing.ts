import { spawnServer } from '../../fixtures/servers/spawn-server.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { nobody } from '../compat/writes/pair.ts'
import { openApis } from '../support/systems.ts'
import { openWritable } from '../support/writable.ts'
import { type Compared, compareTimes } from './compare-times.ts'
import { type Maker, openMakers } from './makers.ts'
import type { Workshop, Writing } from './writings.ts'

/** Compares how long it takes to write something, where that is allowed, and takes back what was made. */
export async function timeWriting(
  judge: Judge,
  writing: Writing,
  asked: Pick<Compared, 'check' | 'limit'>,
): Promise<void> {
  const { world, isCopy } = await openWritable(spawnServer)
  const makers = openMakers(await openApis(judge, world))
  await requireRights(judge, makers.v1)
  const open = (maker: Maker): Workshop => ({ maker, made: new Set() })
  const workshops = { v1: open(makers.v1), v2: open(makers.v2), mapped: open(makers.mapped) }
  const { v1, v2, mapped } = workshops
  try {
    const sides = { v1: writing.open(v1), v2: writing.open(v2), mapped: writing.open(mapped) }
    const about = isCopy ? 'on a copy' : 'on the running systems'
    await compareTimes(judge, sides, { ...asked, place: writing.place, about })
  } finally {
    for (const workshop of Object.values(workshops)) await takeBack(judge, workshop)
  }
}

/** Who may not delete could not take back what was made. */
async function requireRights(judge: Judge, v1: Maker): Promise<void> {
  const item = { number: nobody, data: null }
  for (const { status } of [await v1.change(item, {}), await v1.remove(item)])
    if (status === 403) judge.notRun('v1 has no active user who may write and delete, so nobody can')
}

async function takeBack(judge: Judge, { maker, made }: Workshop): Promise<void> {
  let left = 0
  for (const item of made) if ((await maker.remove(item)).status !== 200) left += 1
  if (left > 0) judge.warn(`${left} items titled "Timed …" or "Changed …" could not be deleted again`)
}
