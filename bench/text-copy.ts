import { join } from 'node:path'
import { runProgram } from './run-program.ts'

/** In the order in which foreign keys let them in. */
const tables = ['users', 'projects', 'knowledge_items', 'knowledge_relationships']

/** The rows of a v2 database as the text files that `\copy` takes. */
export const writeTextFiles = (url: string, folder: string): Promise<string> =>
  runPsql(
    url,
    tables.map((table) => `\\copy ${table} to '${join(folder, table)}.txt'`),
  )

/** The bare COPY that everything is compared with: no mapping, no checks, no bookkeeping. */
export const copyTextFiles = (url: string, folder: string): Promise<string> =>
  runPsql(
    url,
    tables.map((table) => `\\copy ${table} from '${join(folder, table)}.txt'`),
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
