import type { Json } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { createApi } from '../../support/api.ts'
import { systems } from '../../support/systems.ts'
import { memberOf } from '../answers.ts'
import { tried } from '../tried.ts'

interface Health {
  readonly url: string
  readonly path: string
  readonly expected: Readonly<Record<string, Json>>
  /** with which the version must begin */
  readonly version: string
}

async function expectHealth(judge: Judge, { url, path, expected, version }: Health): Promise<void> {
  const { status, body } = await createApi({ url, timeout: systems().timeout })({ path })
  judge.looked(1, 'answers')
  judge.reproduce(`curl ${url}${path}`)
  const said = Object.fromEntries(
    [...Object.keys(expected), 'version'].map((name) => [name, memberOf(body, name)]),
  )
  const isWell = Object.entries(expected).every(([name, value]) => said[name] === value)
  const held = status === 200 && isWell && String(said.version).startsWith(version)
  tried(judge, `GET ${path}`, held)
  if (held) return
  judge.finding({ code: 'unhealthy', place: `GET ${path}`, actual: JSON.stringify({ status, ...said }) })
}

/** Whether both are up and what they should be. */
export const healthChecks = {
  'health.v1-answers': (judge: Judge) =>
    expectHealth(judge, {
      url: systems().world.v1Url,
      path: '/api/v1/health',
      expected: { status: 'healthy' },
      version: '1.',
    }),
  'health.v2-answers': (judge: Judge) =>
    expectHealth(judge, {
      url: systems().world.v2Url,
      path: '/api/health',
      expected: { status: 'healthy', database: 'connected' },
      version: '2.',
    }),
} as const
