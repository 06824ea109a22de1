import { join } from 'node:path'
import { runProgram } from './run-program.ts'

/** In the order in which foreign keys let them in. */
const tables = ['users', 'projects', 'knowledge_items', 'knowledge_relationships']

type Format = 'text' | 'binary'

/** The rows of a v2 database as files that `\copy` takes. */
export const writeFiles = (url: string, folder: string, format: Format): Promise<string> =>
  runPsql(
    url,
    tables.map((table) => `\\copy ${table} to '${join(folder, table)}.${format}' (FORMAT ${format})`),
  )

/** A bare COPY of these files: no mapping, no checks, no bookkeeping. */
export const copyFiles = (url: string, folder: string, format: Format): Promise<string> =>
  runPsql(
    url,
    tables.map((table) => `\\copy ${table} from '${join(folder, table)}.${format}' (FORMAT ${format})`),
  )

function runPsql(url: string, commands: readonly string[]): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(url)
  return runProgram(
    'psql',
    ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', ...commands.flatMap((command) => ['-c', command])],
    {
      PGHOST: decodeURIComponent(hostname),
      PGPORT: port,
      PGUSER: decodeURIComponent(username),
      PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: decodeURIComponent(pathname.slice(1)),
    },
  )
}
