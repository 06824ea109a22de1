import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { carryDown } from '../../../api/carry.ts'
import { type Operation, operationAt } from '../../../api/operation.ts'
import { identify } from '../../../betty/identity.ts'
import { betty } from '../../../betty/index.ts'
import { createOrigins } from '../../../betty/origins.ts'
import { differences } from '../../../compare/differences.ts'
import { openTwoServers, type TwoServers } from '../../../conversion/two-servers.testing.ts'
import { buildGuide } from '../../../guide/build-guide.ts'
import { type Language, languages } from '../../../guide/guide.ts'
import { type Json, parseJson } from '../../../json/json.ts'
import { guideSubject } from './subject.ts'

const run = promisify(execFile)
const guide = buildGuide(guideSubject(betty))

let servers: TwoServers
let environment: Record<'before' | 'after', Record<string, string>>

beforeAll(async () => {
  servers = await openTwoServers()
  const { v1, v2 } = servers
  environment = {
    before: { BETTY_V1_API_URL: `${v1.url}/api/v1/`, BETTY_TOKEN: v1.token },
    after: { BETTY_V2_API_URL: `${v2.url}/api/v2`, BETTY_TOKEN: v2.token },
  }
  return () => servers.close()
})

const interpreters: Readonly<Record<Language, readonly [program: string, ending: string]>> = {
  curl: ['bash', 'sh'],
  typescript: [process.execPath, 'mts'],
  python: ['python3', 'py'],
}

/** Starts the program as somebody does who has copied it, and reads what it prints last. */
async function start(language: Language, code: string, side: 'before' | 'after'): Promise<Json> {
  const [program, ending] = interpreters[language]
  const file = join(servers.folder, `example.${ending}`)
  writeFileSync(file, code)
  const { stdout } = await run(program, [file], { env: { PATH: process.env.PATH, ...environment[side] } })
  const last = language === 'curl' ? stdout.slice(Math.max(0, stdout.lastIndexOf('{"success"'))) : stdout
  return parseJson(last)
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
    await servers.reset()
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
