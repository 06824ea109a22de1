import type { Api } from '../../../api/operation.ts'
import { MigrateError } from '../../../errors.ts'
import type { Target } from '../../../gateway/gateway.ts'
import { isJsonObject, type Json } from '../../../json/json.ts'

/**
 * Asks the server which version it is.
 * @throws MigrateError `api_unreachable` when it gives no answer, or is no v2
 */
export async function requireV2(v2: Api, target: Target, base: string, timeLimit: number): Promise<void> {
  const route = v2.operations.find(({ id }) => id === 'version')?.route
  if (!route) throw new TypeError('v2 declares no operation "version"')
  const asked = target.ask({ ...route, query: {}, headers: {} }, AbortSignal.timeout(timeLimit))
  const { status, body } = await asked.catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw unreachable(`${base} does not answer: ${reason}.`, cause)
  })
  const version = versionIn(body)
  if (status === 200 && version?.split('.')[0] === v2.version.split('.')[0]) return
  const found = version === undefined ? `it answers ${route.path} with ${status}` : `it is version ${version}`
  throw unreachable(`${base} is no ${v2.title}: ${found}.`)
}

function versionIn(body: Json | undefined): string | undefined {
  const data = isJsonObject(body) ? body.data : undefined
  const version = isJsonObject(data) ? data.api_version : undefined
  return typeof version === 'string' ? version : undefined
}

const unreachable = (message: string, cause?: unknown): MigrateError =>
  new MigrateError(
    'api_unreachable',
    message,
    'Check that the server is running and that --v2-url names it.',
    { cause },
  )
