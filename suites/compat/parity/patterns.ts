import { identify } from '../../../src/betty/identity.ts'
import { relationshipTypes } from '../../../src/betty/vocabulary.ts'
import type { Json, JsonObject } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { openApis, systems, withDatabase } from '../../support/systems.ts'
import { listOf, memberOf, numberText } from '../answers.ts'
import { askFor } from './ask.ts'
import { hasPath } from './has-path.ts'
import { expectOwn } from './own-values.ts'

const path = '/api/v2/query/pattern-match'
const most = 500

/** Paths over the migrated relationships: those of one step are just the relationships of v1, longer ones hang together. */
export async function tryPatterns(judge: Judge): Promise<void> {
  const { v2 } = await openApis(judge)
  const ids = await relationshipIds()
  const known = new Set([...ids.values()].flat())
  if (known.size === 0) judge.inconclusive('no relationship between two items of v1 is in v2')
  for (const [type, expected] of ids) {
    const patterns = await match(judge, [type], 1)
    const found = new Set(patterns.flatMap((pattern) => namesOf(pattern, 'relationships')))
    const missing = expected.filter((id) => !found.has(id))
    const place = `POST ${path} ${type}, one step`
    if (expected.length <= most && missing.length > 0)
      judge.finding({
        code: 'relationship_missing',
        place,
        expected: String(expected.length),
        actual: `${missing.length} of them not found`,
      })
    for (const id of found)
      if (!expected.includes(id)) judge.finding({ code: 'relationship_of_other_type', place, actual: id })
  }
  const [near, far] = [await match(judge, [], 1), await match(judge, [], 3)]
  for (const pattern of [...near, ...far]) expectPath(judge, pattern)
  const place = `POST ${path} several steps`
  if (far.some((pattern) => lengthOf(pattern) > 3)) judge.finding({ code: 'path_too_long', place })
  for (const [patterns, depth] of [
    [near, 1],
    [far, 3],
  ] as const)
    await expectLimits(patterns, depth)
  if ((await match(judge, [], 2)).some((pattern) => lengthOf(pattern) > 2))
    judge.finding({ code: 'path_too_long', place: `POST ${path} two steps` })
  await expectTypes()
  await expectRows(judge, [...near, ...far])
  for (const patterns of [near, far]) {
    expectOnce(judge, patterns)
    expectNamed(judge, patterns)
  }
  const nodes = [...near, ...far].flatMap((pattern) => listOf(memberOf(pattern, 'nodes')))
  await expectOwn(judge, `POST ${path}`, nodes)
  if (near.some((pattern) => lengthOf(pattern) > 1)) judge.finding({ code: 'path_too_long', place })
  for (const steps of [2, 3] as const)
    if (far.length < most && !far.some((pattern) => lengthOf(pattern) >= steps) && (await hasPath(steps)))
      judge.finding({ code: 'path_missing', place, expected: `a path of ${steps} steps` })

  /** Of two types, the paths of both; long ones are of no other type, and as sure as is asked for. */
  async function expectTypes(): Promise<void> {
    const [one, other] = [...ids].filter(([, found]) => found.length > 0 && found.length < most / 2)
    if (!one || !other) return
    const place = `POST ${path} ${one[0]} and ${other[0]}`
    const found = new Set(
      (await match(judge, [one[0], other[0]], 1)).flatMap((each) => namesOf(each, 'relationships')),
    )
    const missing = [...one[1], ...other[1]].filter((id) => !found.has(id))
    if (missing.length > 0)
      judge.finding({ code: 'relationship_missing', place, actual: missing.slice(0, 5).join(', ') })
    const least = 0.5
    for (const pattern of await match(judge, [one[0]], 3, { min_confidence: least })) {
      const others = namesOf(pattern, 'relationships').filter((id) => known.has(id) && !one[1].includes(id))
      if (others.length > 0)
        judge.finding({ code: 'relationship_of_other_type', place, actual: others.join(', ') })
      const confidence = strengthOf(pattern, 'confidence_score')
      if (confidence < least)
        judge.finding({ code: 'min_confidence', place, expected: `${least}`, actual: `${confidence}` })
    }
  }

  /** A share of the paths: those that are sure enough, and no more of them than wanted. */
  async function expectLimits(all: readonly Json[], depth: number): Promise<void> {
    const sure = all.map((pattern) => strengthOf(pattern, 'confidence_score')).toSorted((a, b) => a - b)
    const least = sure[Math.floor(sure.length / 2)] ?? 0
    const above = await match(judge, [], depth, { min_confidence: least })
    const wanted = sure.filter((confidence) => confidence >= least).length
    if (all.length < most && above.length !== wanted)
      judge.finding({
        code: 'min_confidence',
        place: `POST ${path} from ${least}`,
        expected: String(wanted),
        actual: String(above.length),
      })
    const few = await match(judge, [], depth, { max_results: 2 })
    if (few.length > 2)
      judge.finding({ code: 'max_results', place: `POST ${path}`, expected: '2', actual: String(few.length) })
  }

  async function match(
    to: Judge,
    relationship_types: readonly string[],
    max_depth: number,
    limits: JsonObject = {},
  ): Promise<readonly Json[]> {
    const body = {
      pattern_type: 'path',
      pattern_definition: { relationship_types },
      max_depth,
      min_confidence: 0,
      max_results: most,
      ...limits,
    }
    const data = await askFor(to, v2, path, body)
    const patterns = listOf(memberOf(data, 'patterns'))
    const total = memberOf(data, 'total_patterns')
    if (Number(total) !== patterns.length)
      to.finding({
        code: 'total',
        place: `POST ${path}`,
        expected: String(patterns.length),
        actual: String(total),
      })
    const names = patterns.map((pattern) => String(memberOf(pattern, 'pattern_id')))
    if (new Set(names).size < names.length)
      to.finding({ code: 'pattern_id_repeated', place: `POST ${path}`, actual: names.slice(0, 5).join(', ') })
    return patterns
  }
}

/** v2 ids of relationships that lead from one item to another one, by type. */
async function relationshipIds(): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await withDatabase(systems().world, (session) =>
    session.query(
      `SELECT r.v1_id, r.relationship_type FROM knowledge_relationships r
       JOIN knowledge_items s ON s.id = source_knowledge_id AND s.status = 'active'
       JOIN knowledge_items t ON t.id = target_knowledge_id AND t.status = 'active'
       WHERE r.v1_id IS NOT NULL AND s.id <> t.id`,
    ),
  )
  const types = Object.values(relationshipTypes.up)
  return new Map(
    types.map((type) => [
      type,
      rows
        .filter((row) => row.relationship_type === type)
        .map((row) => identify('relationships', BigInt(String(row.v1_id)))),
    ]),
  )
}

/** Each relationship of a path is shown as its row says. */
async function expectRows(judge: Judge, patterns: readonly Json[]): Promise<void> {
  const names = ['relationship_type', 'direction', 'source_knowledge_id', 'target_knowledge_id'] as const
  const shown = patterns.flatMap((pattern) => listOf(memberOf(pattern, 'relationships')))
  const byId = new Map(shown.map((each) => [String(memberOf(each, 'id')), each]))
  const rows = await withDatabase(systems().world, (session) =>
    session.query(
      `SELECT id, strength, ${names.join(', ')} FROM knowledge_relationships WHERE id::text = ANY ($1)`,
      [[...byId.keys()]],
    ),
  )
  const known = new Map(rows.map((row) => [String(row.id), row]))
  for (const [id, each] of byId) {
    const row = known.get(id)
    for (const name of row ? names : []) {
      const [expected, actual] = [String(row?.[name]), String(memberOf(each, name))]
      if (actual !== expected)
        judge.finding({ code: 'value_differs', place: `POST ${path} ${id} ${name}`, expected, actual })
    }
    const [expected, actual] = [Number(row?.strength ?? Number.NaN), strengthOf(each, 'strength')]
    if (row && actual !== expected)
      judge.finding({
        code: 'value_differs',
        place: `POST ${path} ${id} strength`,
        expected: String(expected),
        actual: String(actual),
      })
  }
}

/** No path is shown twice: the same steps from the same item on. */
function expectOnce(judge: Judge, patterns: readonly Json[]): void {
  const paths = patterns.map((pattern) =>
    [...namesOf(pattern, 'nodes'), ...namesOf(pattern, 'relationships')].join(' '),
  )
  const repeated = paths.find((each, at) => paths.indexOf(each) !== at)
  if (repeated !== undefined)
    judge.finding({ code: 'path_repeated', place: `POST ${path}`, actual: repeated })
}

/** What was asked for are paths, and each has a name of its own. */
function expectNamed(judge: Judge, patterns: readonly Json[]): void {
  const ids = patterns.map((pattern) => String(memberOf(pattern, 'pattern_id')))
  const types = new Set(patterns.map((pattern) => String(memberOf(pattern, 'pattern_type'))))
  if (new Set(ids).size < ids.length) judge.finding({ code: 'pattern_id_repeated', place: `POST ${path}` })
  for (const type of types)
    if (type !== 'path')
      judge.finding({ code: 'pattern_type', place: `POST ${path}`, expected: 'path', actual: type })
}

const lengthOf = (pattern: Json): number => listOf(memberOf(pattern, 'relationships')).length

const namesOf = (pattern: Json, member: string): readonly string[] =>
  listOf(memberOf(pattern, member)).map((each) => String(memberOf(each, 'id')))

/** Each relationship joins the items on both sides of it, and the confidence is no higher than its weakest one. */
function expectPath(judge: Judge, pattern: Json): void {
  judge.looked(1, 'paths')
  const nodes = namesOf(pattern, 'nodes')
  const steps = listOf(memberOf(pattern, 'relationships'))
  const place = `POST ${path} ${String(memberOf(pattern, 'pattern_id'))}`
  const holds = steps.every((step, at) => {
    const ends = [memberOf(step, 'source_knowledge_id'), memberOf(step, 'target_knowledge_id')]
    return ends.includes(nodes[at] ?? '') && ends.includes(nodes[at + 1] ?? '')
  })
  if (!holds || steps.length !== nodes.length - 1) judge.finding({ code: 'path_broken', place })
  const weakest = Math.min(...steps.map((step) => strengthOf(step, 'strength')))
  const confidence = strengthOf(pattern, 'confidence_score')
  if (!(confidence >= 0 && confidence <= weakest + 1e-9))
    judge.finding({ code: 'confidence', place, expected: `0 to ${weakest}`, actual: String(confidence) })
}

const strengthOf = (value: Json, name: string): number => Number(numberText(memberOf(value, name)))
