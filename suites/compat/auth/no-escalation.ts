import type { Answer } from '../../../src/api/exchange.ts'
import { projectId } from '../../../src/betty/identity.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { openWritable } from '../../support/writable.ts'
import { type AskedCall, describeCall } from '../answers.ts'
import { tried } from '../tried.ts'
import { askToAdd, type Bench, onBench } from '../writes/bench.ts'
import { plainItem } from '../writes/bodies.ts'
import { addPath, askBoth, leftBy, madeBy, onePath } from '../writes/pair.ts'
import { accessOf, compareAccess } from './access.ts'
import { type Visit, visitAsMany } from './people.ts'
import { expectReadingOnly } from './reading-only.ts'
import { expectShutOut } from './shut-out.ts'

const most = 12

/** Every v1 call, the item being one that is there. */
const calls: readonly AskedCall[] = [
  { path: '/api/v1/users/profile' },
  { path: '/api/v1/knowledge/list', query: { limit: '1' } },
  { path: onePath },
  { path: '/api/v1/search', query: { q: 'a', limit: '1' } },
  { method: 'POST', path: '/api/v1/search/semantic', body: { query: 'a', limit: 1 } },
  { method: 'POST', path: addPath, body: plainItem },
  { method: 'PUT', path: onePath, body: { title: 'Written by somebody else' } },
  { method: 'PUT', path: onePath, body: { metadata: { by: 'somebody else' } } },
  { method: 'PUT', path: onePath, body: { project_id: 'default' } },
  { method: 'DELETE', path: onePath },
]

const post = (path: string, body: AskedCall['body']): AskedCall => ({
  method: 'POST',
  path,
  ...(body !== undefined && { body }),
})

const addNothing = post(addPath, {})

/** What is new in v2, by the v1 right without which it would be a way around a refusal. */
const newCalls: readonly { readonly as: AskedCall; readonly call: AskedCall }[] = [
  {
    as: { path: '/api/v1/knowledge/list' },
    call: post('/api/v2/query/pattern-match', {
      pattern_type: 'path',
      pattern_definition: { relationship_types: [] },
    }),
  },
  {
    as: { path: '/api/v1/knowledge/list' },
    call: post('/api/v2/query/semantic-clusters', { min_cluster_size: 2 }),
  },
  {
    as: { path: '/api/v1/knowledge/list' },
    call: post('/api/v2/cross-project/search', { query: 'a', project_ids: [projectId('default')] }),
  },
  { as: { path: '/api/v1/knowledge/list' }, call: post('/api/v2/webhooks/register', {}) },
  { as: addNothing, call: post('/api/v2/batch/knowledge/import', {}) },
]

/** Users of every kind try everything, on items that may be lost: v2 lets in just whom v1 does, and a refusal changes nothing. */
export const compareEscalation = (judge: Judge): Promise<void> =>
  onBench(judge, async (bench) => {
    const { world } = await openWritable()
    const visits = await visitAsMany(world, most)
    for (const visit of visits) {
      await tryEverything(bench, visit)
      await tryNew(judge, visit)
    }
    judge.looked(visits.length, 'users')
    if (!bench.isCopy) return
    await expectReadingOnly(bench)
    await expectShutOut(judge, world)
  })

async function tryEverything(bench: Bench, { person, v1, v2, mapped }: Visit): Promise<void> {
  const { judge, apis, rows, made } = bench
  const pair = madeBy(await askToAdd(bench, plainItem))
  if (!pair) {
    judge.finding({ code: 'not_made', place: `POST ${addPath} as somebody who may` })
    return
  }
  // v2 finds an item of its own by its number, and the rest of one that is changed, only for those who may read
  const isBlind = accessOf(await v1({ path: onePath.replace('{id}', pair.v1) })) === 'not allowed'
  for (const call of calls) {
    const { method = 'GET', path } = call
    const both = await askBoth({ ...apis, v1, v2, mapped }, call, pair)
    compareAccess(judge, `${method} ${path} as ${kindOf(person)}`, both.v1, both.v2, isBlind)
    const other = path === addPath ? leftBy(both) : undefined
    if (other) made.add(other)
  }
  // deleted on both sides, or on neither, and nothing else
  const { status } = await apis.v1({ path: onePath.replace('{id}', pair.v1) })
  if (!isBlind) await rows.compare(judge, pair, `what ${kindOf(person)} did`, status === 404)
}

/** What would make something, for those alone who may not: it must be refused for that reason, and not for its form. */
const whole = post('/api/v2/batch/knowledge/import', {
  source_type: 'inline',
  format: 'json',
  items: [{ title: 'Imported by somebody else', content: 'x', knowledge_type: 'document' }],
  target_project_id: projectId('default'),
  duplicate_handling: 'create',
  batch_size: 1,
})

async function tryNew(judge: Judge, { person, v1, v2 }: Visit): Promise<void> {
  const asked = new Map<AskedCall, Answer>()
  const writing = await v1(addNothing)
  if (accessOf(writing) !== 'allowed')
    compareAccess(judge, `POST ${whole.path} as ${kindOf(person)}`, writing, await v2(whole))
  for (const { as, call } of newCalls) {
    const before = asked.get(as) ?? (await v1(as))
    asked.set(as, before)
    const after = await v2(call)
    judge.looked(1, 'calls')
    const held = accessOf(before) === 'allowed' || accessOf(after) !== 'allowed'
    tried(judge, describeCall(call), held)
    if (held) continue
    const place = `${call.method} ${call.path} as ${kindOf(person)}`
    judge.finding({ code: 'right_gained', place, expected: accessOf(before), actual: String(after.status) })
  }
}

const kindOf = ({ v1Id, role, permissions }: Visit['person']): string =>
  `user ${v1Id} (${[role, ...permissions].join(', ')})`
