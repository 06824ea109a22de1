import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { startServer } from '../../../../fixtures/servers/start-server.ts'
import { mintV1Token } from '../../../../fixtures/servers/v1/authorize.ts'
import { hashPassword } from '../../../../fixtures/servers/v1/test-file.ts'
import { mintV2Token } from '../../../../fixtures/servers/v2/authorize.ts'
import { carryDown } from '../../../api/carry.ts'
import { type Operation, operationAt } from '../../../api/operation.ts'
import { identify } from '../../../betty/identity.ts'
import { betty } from '../../../betty/index.ts'
import { createOrigins } from '../../../betty/origins.ts'
import { differences } from '../../../compare/differences.ts'
import { changeV1, writeV1 } from '../../../conversion/conversion.testing.ts'
import { convertRows } from '../../../conversion/convert-rows.ts'
import { connectPostgres, type PostgresSession } from '../../../databases/postgres/connect.ts'
import { createEmbeddedProvider } from '../../../databases/providers/embedded.ts'
import { openSqliteSource } from '../../../databases/sqlite/sqlite-source.ts'
import { buildGuide } from '../../../guide/build-guide.ts'
import { type Language, languages } from '../../../guide/guide.ts'
import { type Json, parseJson } from '../../../json/json.ts'
import { applySteps } from '../../../schema/apply-steps.ts'
import { guideSubject } from './subject.ts'

const run = promisify(execFile)
const schema = 'public'
const secret = 'a secret of the tests'
const guide = buildGuide(guideSubject())

let folder: string
let v1: string
let session: PostgresSession
let environment: Record<'before' | 'after', Record<string, string>>

const ada = {
  id: 7n,
  username: 'ada',
  email: 'ada@example.org',
  password_hash: hashPassword('correct horse battery staple'),
  permissions: '["read","write","delete"]',
  display_name: 'Ada',
  preferences: '{"theme":"dark"}',
}
const item = {
  id: 42n,
  title: 'Compost',
  content: 'Turn it every month. Feeding the soil.',
  type: 'note',
  tags: 'garden,soil',
  metadata: '{"source_url":"https://example.org/compost","importance":"high"}',
  user_id: 7n,
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'betty-examples-'))
  v1 = join(folder, 'v1.db')
  writeV1(v1, { users: [ada], knowledge: [item] })
  const server = await createEmbeddedProvider().open()
  const database = await server.lend()
  session = await connectPostgres(database.url, schema)
  await applySteps(session, { schema, steps: betty.schema })
  const source = openSqliteSource(
    v1,
    betty.records.map((record) => record.source),
  )
  await convertRows(session, source, betty, { schema })
  source.close()
  const servers = [
    await startServer({ kind: 'v1', dbPath: v1, secret, writable: true }),
    await startServer({ kind: 'v2', databaseUrl: database.url, schema, secret }),
  ]
  const [before, after] = servers.map(({ url }) => url)
  const owner = { user_id: identify('users', 7n), username: 'ada', role: 'user', permissions: [] }
  environment = {
    before: {
      BETTY_V1_API_URL: `${before}/api/v1/`,
      BETTY_TOKEN: await mintV1Token(secret, { user_id: 7, username: 'ada' }),
    },
    after: { BETTY_V2_API_URL: `${after}/api/v2`, BETTY_TOKEN: await mintV2Token(secret, owner) },
  }
  return async () => {
    await session.close()
    for (const each of servers) await each.close()
    await server.close()
    rmSync(folder, { recursive: true })
  }
})

const interpreters: Readonly<Record<Language, readonly [program: string, ending: string]>> = {
  curl: ['bash', 'sh'],
  typescript: [process.execPath, 'mts'],
  python: ['python3', 'py'],
}

/** Starts the program as somebody does who has copied it, and reads what it prints last. */
async function start(language: Language, code: string, side: 'before' | 'after'): Promise<Json> {
  const [program, ending] = interpreters[language]
  const file = join(folder, `example.${ending}`)
  writeFileSync(file, code)
  const { stdout } = await run(program, [file], { env: { PATH: process.env.PATH, ...environment[side] } })
  const last = language === 'curl' ? stdout.slice(Math.max(0, stdout.lastIndexOf('{"success"'))) : stdout
  return parseJson(last)
}

/** The item as it was before an example changed it or took it away. */
async function reset(): Promise<void> {
  changeV1(v1, 'DELETE FROM knowledge')
  const columns = Object.keys(item)
  changeV1(
    v1,
    `INSERT INTO knowledge (${columns}, project_id, created_at, updated_at)
     VALUES (${columns.map(() => '?')}, 'default', '2024-01-01 00:00:00', '2024-01-01 00:00:00')`,
    ...Object.values(item),
  )
  await session.query('DELETE FROM knowledge_items WHERE v1_id <> 42')
  await session.query(`UPDATE knowledge_items SET status = 'active', title = 'Compost', knowledge_type = 'document',
    metadata = jsonb_set(metadata, '{migration}', '{"from":"v1","v1_id":42,"complement":{"type":"note"}}'),
    updated_at = created_at`)
}

/** What differs from version to version and from run to run. */
const ofOneRun: Readonly<Record<string, RegExp>> = {
  health: /^\$\.version$/,
  version: /^\$\.data\.(version|build)$/,
  'auth.login': /^\$\.data\.token$/,
  'knowledge.add': /^\$\.data\.(id|created_at|updated_at)$/,
  'knowledge.update': /^\$\.data\.updated_at$/,
}

const facts = createOrigins()

test.each(
  guide.endpoints.flatMap((endpoint) =>
    languages.map((language) => [endpoint.id, language, endpoint] as const),
  ),
)(
  '%s in %s: both programs run as they are printed, and their answers mean the same',
  async (id, language, { before, after }) => {
    await reset()
    const v1Answer = await start(language, before.code[language], 'before')
    const v2Answer = await start(language, after.code[language], 'after')
    if (/^(knowledge|search)/.test(id) && id !== 'knowledge.delete')
      expect(JSON.stringify(v1Answer)).toContain('"title":"Compost')
    const mapping = betty.mappings.find((each) => each.id === id)
    if (!mapping) throw new Error('no mapping')
    const { path = {}, query = {} } = mapping.example
    const call = {
      method: mapping.from.method,
      path: mapping.from.path.replace('{id}', path.id ?? ''),
      query,
      headers: {},
    }
    const mapped = carryDown(mapping, call, { status: 200, headers: {}, body: v2Answer }, facts).body
    expect(misfit(operationAt(betty.apis.source, mapping.from), v1Answer)).toBeUndefined()
    expect(misfit(operationAt(betty.apis.target, mapping.to), v2Answer)).toBeUndefined()
    const found = differences(v1Answer, mapped).filter((each) => !ofOneRun[id]?.test(each.path))
    expect(found).toEqual([])
  },
)

/** Where an answer does not have the shape that we declare for it. */
const misfit = (operation: Operation | undefined, answer: Json): string | undefined => {
  const [shape] = Object.values(operation?.answers ?? {})
  const issue = shape?.safeParse(answer).error?.issues[0]
  return shape ? issue && `${issue.path.join('.')}: ${issue.message}` : 'it has no shape'
}

/** What stands in the place of words such as "the operation_id of the import"; no call leaves this machine. */
async function fillIn(id: string, code: string): Promise<string> {
  const answerOf = async (path: string, body: Json) => {
    const { BETTY_V2_API_URL: base, BETTY_TOKEN: token } = environment.after
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as { data: Record<string, string> }
  }
  if (id === 'auth.refresh') {
    const { data } = await answerOf('/auth/login', {
      username: 'ada',
      password: 'correct horse battery staple',
    })
    return code.replace('the refresh token of the last login', data.refresh_token ?? '')
  }
  if (id === 'batch.progress') {
    const { data } = await answerOf('/batch/knowledge/import', {
      source_type: 'inline',
      format: 'json',
      items: [{ title: 'T', content: 'C', knowledge_type: 'code' }],
    })
    return code.replace(/the(%20| )operation_id(%20| )of(%20| )the(%20| )import/, data.operation_id ?? '')
  }
  return code.replace('https://example.org/hook', 'http://127.0.0.1:9/hook')
}

test.each(
  guide.new_endpoints.flatMap((endpoint) =>
    languages.map((language) => [endpoint.id, language, endpoint] as const),
  ),
)(
  '%s in %s: the program of a new endpoint runs, and its answer has the shape declared for it',
  async (id, language, { call, route }) => {
    const answer = await start(language, await fillIn(id, call.code[language]), 'after')
    expect(misfit(operationAt(betty.apis.target, route), answer)).toBeUndefined()
  },
)

test('a program that is refused says so and fails', async () => {
  const get = guide.endpoints.find(({ id }) => id === 'knowledge.get')
  for (const language of languages) {
    const code = (get?.after.code[language] ?? '').replaceAll(
      identify('knowledge', 42n),
      identify('knowledge', 43n),
    )
    await expect(start(language, code, 'after')).rejects.toMatchObject({ code: expect.any(Number) })
  }
})
