import { differences } from '../../../src/compare/differences.ts'
import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { type Apis, openApis } from '../../support/systems.ts'
import { openWritable } from '../../support/writable.ts'
import { type AskedCall, dataOf, describeCall, memberOf, report, resultsOf } from '../answers.ts'
import { reportWritten, type Sameness } from './compare-written.ts'
import { addPath, askBoth, type Both, leftBy, madeBy, nobody, onePath, type Pair, sameId } from './pair.ts'
import { Rows } from './rows.ts'

/** Both sides where a check may write, and what it has made there. */
export interface Bench {
  readonly judge: Judge
  readonly apis: Apis
  readonly rows: Rows
  /** migrated items may be changed too */
  readonly isCopy: boolean
  /** slugs of projects that both know */
  readonly projects: readonly string[]
  /** items that were made and are still there */
  readonly made: Set<Pair>
}

/** Lends a bench and takes back what was made on it. Ends the check as not run when nobody may write. */
export async function onBench(judge: Judge, work: (bench: Bench) => Promise<void>): Promise<void> {
  const { world, isCopy } = await openWritable()
  const apis = await openApis(judge, world)
  const { status } = await apis.v1({ method: 'PUT', path: onePath.replace('{id}', nobody), body: {} })
  if (status === 403) judge.notRun('v1 has no active user who may write, so nobody can')
  const rows = await Rows.open(world)
  const made = new Set<Pair>()
  try {
    await work({ judge, apis, rows, isCopy, made, projects: await commonProjects(apis) })
  } finally {
    await takeBack({ apis, made })
    await rows.close()
  }
}

/** Deletes what was made so far. */
export async function takeBack({ apis, made }: Pick<Bench, 'apis' | 'made'>): Promise<void> {
  for (const pair of made) await askBoth(apis, { method: 'DELETE', path: onePath }, pair)
  made.clear()
}

/** Those of unusual names first. */
async function commonProjects({ mapped }: Apis): Promise<readonly string[]> {
  const items = resultsOf(await mapped({ path: '/api/v1/knowledge/list', query: { limit: '100' } }))
  const slugs = items.map((item) => String(memberOf(item, 'project_id')))
  const others = [...new Set(slugs.filter((slug) => slug !== 'default'))]
  const isPlain = (slug: string): boolean => /^[a-z0-9-]+$/.test(slug)
  return ['default', ...others.toSorted((a, b) => Number(isPlain(a)) - Number(isPlain(b)))].slice(0, 4)
}

/** Asks both sides to add an item. What comes of it is taken back at the end. */
export async function askToAdd({ apis, made }: Bench, body: Json): Promise<Both> {
  const both = await askBoth(apis, { method: 'POST', path: addPath, body })
  const left = leftBy(both)
  if (left) made.add(left)
  return both
}

/** Adds an item on both sides and compares answers, what is read back, and rows; undefined when it was not made. */
export async function addItem(bench: Bench, body: Json): Promise<Pair | undefined> {
  const { judge } = bench
  const call: AskedCall = { method: 'POST', path: addPath, body }
  const both = await askToAdd(bench, body)
  const pair = madeBy(both)
  reportWritten(judge, named(call, body), both)
  if (pair) await compareStored(bench, pair, named(call, body), both)
  return pair
}

/** Changes an item on both sides and compares the same. */
export async function changeItem(bench: Bench, pair: Pair, body: Json): Promise<void> {
  const both = await askBoth(bench.apis, { method: 'PUT', path: onePath, body }, pair)
  await compareChange(bench, pair, body, both)
}

/** Changes an item that was migrated: its number and the time of its making stay, digit for digit. */
export async function changeMigrated(bench: Bench, id: bigint, body: Json): Promise<void> {
  const { apis, judge } = bench
  const pair = sameId(id)
  const path = onePath.replace('{id}', pair.v1)
  const before = memberOf(dataOf(await apis.v1({ path })), 'created_at')
  const hidden = await bench.rows.hiddenOf(pair)
  const both = await askBoth(apis, { method: 'PUT', path: onePath, body }, pair)
  // where v1 has no time of making, it shows the time of the last change in its place
  const stays = memberOf(dataOf(both.v1), 'created_at') === before
  if (!stays) judge.finding({ code: 'v1_moves_its_time', place: `PUT ${path} created_at`, info: true })
  await compareChange(bench, pair, body, both, { id: true, created_at: stays })
  report(judge, { method: 'PUT', path }, differences(hidden, await bench.rows.hiddenOf(pair), '$row'))
}

async function compareChange(
  bench: Bench,
  pair: Pair,
  body: Json,
  both: Both,
  same?: Sameness,
): Promise<void> {
  const place = named({ method: 'PUT', path: onePath.replace('{id}', pair.v1) }, body)
  reportWritten(bench.judge, place, both, same)
  await compareStored(bench, pair, place, both, same)
}

/** Deletes an item on both sides: afterwards neither API shows it, and v2 keeps the row, marked. */
export async function deleteItem(bench: Bench, pair: Pair): Promise<void> {
  const { judge, apis, rows, made } = bench
  const place = { method: 'DELETE', path: onePath.replace('{id}', pair.v1) }
  const kept = await rows.hiddenOf(pair, true)
  for (const method of ['DELETE', 'GET', 'DELETE', 'PUT']) {
    const call = { method, path: onePath, ...(method === 'PUT' && { body: { title: 'x' } }) }
    reportWritten(judge, { ...place, method }, await askBoth(apis, call, pair))
  }
  await rows.compare(judge, pair, describeCall(place), true)
  report(judge, place, differences(kept, await rows.hiddenOf(pair, true), '$row'))
  for (const each of made) if (each.v1 === pair.v1 && each.v2 === pair.v2) made.delete(each)
}

/** What is read back is what was answered, on v2 as on v1; and the rows agree. */
async function compareStored(
  { judge, apis, rows }: Bench,
  pair: Pair,
  place: AskedCall,
  answered: Both,
  same?: Sameness,
): Promise<void> {
  const both = await askBoth(apis, { path: onePath }, pair)
  reportWritten(judge, { ...place, path: `${place.path}, then GET` }, both, same)
  if (answered.v2.status < 300)
    report(judge, place, differences(dataOf(answered.v2), dataOf(both.v2), '$ read back'))
  await rows.compare(judge, pair, describeCall(place))
}

/** The call with the beginning of its body, by which a person can tell it from others. */
const named = (call: AskedCall, body: Json): AskedCall => ({
  ...call,
  path: `${call.path} ${JSON.stringify(body).slice(0, 120)}`,
})
