import { identify } from '../../../src/betty/identity.ts'
import { differences } from '../../../src/compare/differences.ts'
import { isJsonObject, type Json, parseJson, rawNumber } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import type { World } from '../../support/bring-up.ts'
import { has } from '../../support/given.ts'
import { type Apis, withDatabase } from '../../support/systems.ts'
import { dataOf, memberOf, report } from '../answers.ts'

/** What v1 has no word for, and no comparison with it would show. */
const names = ['project_id', 'created_by', 'status', 'version', 'access_control'] as const

/** v2 shows of an item what its row says. */
export async function compareWithRows(
  judge: Judge,
  { v2 }: Apis,
  world: World,
  ids: readonly bigint[],
): Promise<void> {
  if (!has(world, 'databaseUrl')) return
  const rows = await withDatabase(world, (session) =>
    session.query(
      `SELECT v1_id, project_id, created_by, status, version, access_control FROM knowledge_items WHERE v1_id = ANY ($1::bigint[])`,
      [`{${ids.join(',')}}`],
    ),
  )
  await mapAtOnce(rows, async (row) => {
    const path = `/api/v2/knowledge/${identify('knowledge', BigInt(String(row.v1_id)))}`
    const answer = await v2({ path })
    const { v1_id, access_control, ...plain } = row
    const expected: Record<string, Json> = {
      ...(plain as Record<string, Json>),
      v1_id: rawNumber(String(v1_id)),
      access_control: parseJson(String(access_control)),
    }
    const shown = dataOf(answer)
    const actual = Object.fromEntries(
      [...names, 'v1_id'].map((name) => [name, lowered(memberOf(shown, name))]),
    )
    report(judge, { path }, differences(expected, actual, '$.data'))
    // the same id in another spelling
    const capitals = { path: path.replace(/[^/]*$/, (id) => id.toUpperCase()) }
    const { status } = await v2(capitals)
    report(judge, capitals, differences({ status: answer.status }, { status }))
  })
}

/** UUIDs may be written in capitals: on their own, or as the owner. */
function lowered(value: Json): Json {
  if (typeof value === 'string') return /^[\dA-F-]{36}$/.test(value) ? value.toLowerCase() : value
  if (!isJsonObject(value)) return value
  return { ...value, ...('owner_id' in value && { owner_id: lowered(value.owner_id ?? null) }) }
}
