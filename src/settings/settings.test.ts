import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSettings } from './load-settings.ts'
import { limitFor } from './performance-threshold.ts'
import { parseSettings } from './settings.ts'

test('nothing given: all defaults', () => {
  expect(parseSettings({})).toEqual({
    v1Db: null,
    postgres: { kind: 'auto', image: undefined },
    performanceThreshold: 2,
    waivers: [],
    gate: { threshold: 90, minCoverage: 0.9 },
    credentials: null,
    timeout: 30_000,
    running: null,
    retries: 3,
    allowWrites: false,
    keep: false,
    quiet: false,
  })
})

test('what is given is taken; the path becomes absolute', () => {
  const environment = { BETTY_V1_DB_PATH: 'some.db', BETTY_POSTGRES: 'postgresql://ann:pw@host/db' }
  const file = { test_username: 'ann', test_password: 'secret', timeout: 5, performance_threshold: 1.5 }
  expect(parseSettings(environment, file)).toMatchObject({
    v1Db: resolve('some.db'),
    postgres: { kind: 'external', url: 'postgresql://ann:pw@host/db' },
    performanceThreshold: 1.5,
    credentials: { username: 'ann', password: 'secret' },
    timeout: 5000,
  })
})

test('what is asked for: of all calls or of some, and of the whole', () => {
  const file = {
    performance_threshold: { default: 3, search: 1.2 },
    readiness_threshold: 80,
    readiness_min_coverage: 0.5,
  }
  const { performanceThreshold, gate } = parseSettings({}, file)
  expect(['search', 'get'].map((call) => limitFor(performanceThreshold, call))).toEqual([1.2, 3])
  expect([limitFor(1.5, 'get'), limitFor({ search: 1.2 }, 'get')]).toEqual([1.5, 2])
  expect(gate).toEqual({ threshold: 80, minCoverage: 0.5 })
})

test.each([
  [{ BETTY_READINESS_MIN_COVERAGE: '90' }, {}, /BETTY_READINESS_MIN_COVERAGE: must be a number from 0 to 1/],
  [{}, { readiness_min_coverage: 90 }, /readiness_min_coverage/],
  [{}, { performance_threshold: 'twice' }, /performance_threshold: .*default, get, list, search/],
  [{}, { performance_threshold: 0 }, /performance_threshold: Too small/],
  [{}, { performance_threshold: { serach: 2 } }, /performance_threshold: Unrecognized key: "serach"/],
  [{ BETTY_POSTGRES: 'docker' }, {}, /BETTY_POSTGRES: must be auto, container, embedded or the URL/],
  [{ BETTY_READINESS_THRESHOLD: 'high' }, {}, /BETTY_READINESS_THRESHOLD: must be a number from 0 to 100/],
  [{ BETTY_READINESS_THRESHOLD: '101' }, {}, /BETTY_READINESS_THRESHOLD/],
  [{ BETTY_V1_API_URL: 'host' }, {}, /BETTY_V1_API_URL is no HTTP address/],
  [{ BETTY_V2_MIGRATED: 'perhaps' }, {}, /BETTY_V2_MIGRATED/],
  [{ BETTY_TIMEOUT: '0' }, {}, /--timeout, BETTY_TIMEOUT: must be more than 0 and at most an hour/],
  [{}, { retry_attempts: 1.5 }, /retry_attempts/],
  [{}, { timeout: -1 }, /the configuration file: timeout: must be more than 0/],
  [{}, { timeout: '30' }, /the configuration file: timeout/],
  [{}, [], /no JSON object/],
  [{}, { tiemout: 30 }, /no setting "tiemout"; there are .*timeout, /],
  [{}, { test_username: 'ann' }, /belong together/],
])('%o with %o is refused and named', (environment, file, message) => {
  expect(() => parseSettings(environment, file)).toThrow(
    expect.objectContaining({ code: 'bad_setting', message: expect.stringMatching(message) }),
  )
})

test('a v2 database that nobody says is migrated is left alone', () => {
  expect(parseSettings({ BETTY_V2_DATABASE: 'betty_v2' }).running).toBeNull()
  expect(parseSettings({ BETTY_V2_DATABASE: 'betty_v2', BETTY_V2_MIGRATED: '0' }).running).toBeNull()
  const besideAnApi = { BETTY_V2_DATABASE: 'betty_v2', BETTY_V2_API_URL: 'http://host/api/v2' }
  expect(parseSettings(besideAnApi).running).toEqual({
    v1Url: null,
    v2Url: 'http://host',
    v2Database: null,
    namesDatabase: true,
    rehearsesV2: false,
    tokenSecret: null,
  })
})

test('a migrated database and an API are running systems', () => {
  const environment = {
    BETTY_V1_API_URL: 'http://old:3033/api/v1',
    BETTY_V2_HOST: 'db',
    BETTY_V2_DATABASE: 'betty_v2',
    BETTY_V2_MIGRATED: '1',
    BETTY_ALLOW_WRITES: 'true',
    BETTY_TIMEOUT: '2.5',
  }
  expect(parseSettings(environment, { timeout: 60, retry_attempts: 0 })).toMatchObject({
    v1Db: null,
    running: {
      v1Url: 'http://old:3033',
      v2Url: null,
      v2Database: { url: 'postgresql://db/betty_v2', schema: 'public' },
    },
    timeout: 2500,
    retries: 0,
    allowWrites: true,
  })
})

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'betty-settings-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a broken file is named, and nothing of what it holds is shown', async () => {
  const path = join(folder, 'config.json')
  writeFileSync(path, '{"test_username":"ann","test_password":hunter2secret}')
  const error = await loadSettings({ BETTY_CONFIG: path }).catch(String)
  expect(error).toMatch(/config\.json cannot be read: it is no JSON/)
  expect(error).not.toMatch(/hunter/)
})

test('a missing file is named', async () => {
  await expect(loadSettings({ BETTY_CONFIG: join(folder, 'none.json') })).rejects.toThrow(
    /none\.json cannot be read: ENOENT/,
  )
})
