import { type ErrorReport, MigrateError } from '../../src/errors.ts'
import { isJsonObject } from '../../src/json/json.ts'
import type { Settings } from '../../src/settings/settings.ts'
import type { Absence, Given, Tokens } from './given.ts'
import { BadAnswer } from './http/bad-answer.ts'
import { type ClientOptions, createClient } from './http/client.ts'

/** Nobody can ask without a user. */
export const noCredentials: Absence = {
  reason: 'nobody can log in without test_username and test_password in the configuration file (--config)',
}

interface LoginOptions {
  readonly v1Url: string | Absence
  readonly v2Url: string | Absence
  readonly credentials: Settings['credentials']
  readonly client: Omit<ClientOptions, 'url'>
}

/** Logs the configured user in to both sides, once for the whole run. */
export async function logIn({ v1Url, v2Url, credentials, client }: LoginOptions): Promise<Given<Tokens>> {
  if (!credentials) return { v1: noCredentials, v2: noCredentials }
  const at = (url: string | Absence, path: string) =>
    typeof url === 'string' ? askForToken({ url, ...client }, path, credentials) : url
  const v1 = await at(v1Url, '/api/v1/auth/login')
  const v2 = await at(v2Url, '/api/v2/auth/login')
  return { v1: known(v1), v2: typeof v1 === 'string' ? open(v2) : known(v2) }
}

/** A status that says no. */
interface Refused {
  readonly refused: string
}

async function askForToken(
  options: ClientOptions,
  path: string,
  body: NonNullable<Settings['credentials']>,
): Promise<string | Absence | Refused> {
  try {
    const { status, body: said } = await createClient(options)({ method: 'POST', path, body: { ...body } })
    const token = isJsonObject(said) && isJsonObject(said.data) ? said.data.token : undefined
    if (status === 200 && typeof token === 'string' && token !== '') return token
    const what = `${options.url} answers the login of the configured user with ${status}`
    return status === 400 || status === 401 || status === 403
      ? { refused: what }
      : { reason: status === 200 ? `${what}, and no token` : what }
  } catch (error) {
    return error instanceof BadAnswer
      ? { reason: error.message }
      : { cause: MigrateError.from(error).toReport() }
  }
}

/** The side that decides whether name and password are right refuses them. */
const known = (answer: string | Absence | Refused): string | Absence =>
  typeof answer === 'object' && 'refused' in answer ? { cause: wrongCredentials(answer.refused) } : answer

/** The other side takes them: this is a fault of the migration, and a check says so. */
const open = (answer: string | Absence | Refused): string | Absence =>
  typeof answer === 'object' && 'refused' in answer
    ? { reason: `${answer.refused}; v1 lets that user in` }
    : answer

const wrongCredentials = (what: string): ErrorReport =>
  new MigrateError(
    'bad_setting',
    `${what}.`,
    'Correct test_username and test_password in the configuration file.',
  ).toReport()
