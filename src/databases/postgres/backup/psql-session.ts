import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import { MigrateError } from '../../../errors.ts'
import type { SqlRow, SqlSession } from '../../../schema/session.ts'
import type { DumpTools } from '../dump-tools/dump-tools.ts'

/** A running psql as a session of ours, so that what a script does can be looked at before it is committed. */
export interface PsqlSession extends SqlSession {
  /**
   * A SELECT or WITH yields rows. Any other statement is only handed over; if it fails, what comes after it is refused
   * with its failure.
   */
  query(sql: string): Promise<readonly SqlRow[]>
  /** a script for psql, to its end */
  feed(script: Readable): Promise<void>
}

const settings = ['ON_ERROR_STOP=1', 'VERBOSITY=verbose', 'SHOW_CONTEXT=never'].map((pair) => `--set=${pair}`)
const options = ['--no-psqlrc', '--no-password', '--quiet', ...settings, '--file=-']

/**
 * Runs `work` in one transaction of psql, which is committed when it is done and at no other end: not when this
 * process dies, nor when a script was cut short.
 * @throws MigrateError `backup_failed` with what psql said; whatever `work` failed with
 */
export async function inPsqlTransaction<T>(
  tools: DumpTools,
  work: (psql: PsqlSession) => Promise<T>,
): Promise<T> {
  const [input, output, ending] = [new PassThrough(), new PassThrough(), new AbortController()]
  input.on('error', () => undefined) // psql's own failure tells more
  const running = tools.run('psql', options, { input, output, signal: ending.signal })
  const ended = running.then(() => {
    throw new MigrateError(
      'backup_failed',
      `psql in ${tools.place} ended without a word before all was restored.`,
      'See that the server is running, then start the same command again.',
    )
  })
  const over = new AbortController()
  ended.catch(() => {
    over.abort()
    output.destroy()
  })
  const write = async (text: string | Buffer): Promise<void> => {
    if (over.signal.aborted) await ended
    if (!input.write(text)) await once(input, 'drain', { signal: over.signal }).catch(() => ended)
  }
  const lines = readLines(output)
  const mark = randomUUID()
  const markLine = `COPY (SELECT '${mark}') TO STDOUT;\n`
  const nextLine = async (): Promise<string> => {
    const { done, value } = await lines.next().catch(() => ended)
    return done ? ended : value
  }
  const skipToMark = async (): Promise<void> => {
    while ((await nextLine()) !== mark);
  }
  const psql: PsqlSession = {
    async feed(script) {
      const done = skipToMark() // meanwhile: psql waits when nobody reads what the script prints
      done.catch(() => undefined)
      for await (const chunk of script) await write(chunk)
      await write(markLine)
      await done
    },
    async query(sql) {
      if (!/^\s*(SELECT|WITH)\b/.test(sql)) {
        await write(`${sql};\n`)
        return []
      }
      await write(`${markLine}COPY (SELECT row_to_json(r) FROM (${sql}) AS r) TO STDOUT;\n${markLine}`)
      await skipToMark()
      const rows = []
      for (let line = await nextLine(); line !== mark; line = await nextLine()) rows.push(readRow(line))
      return rows
    },
  }
  try {
    await psql.query('BEGIN')
    const result = await work(psql)
    await psql.query('COMMIT')
    await psql.query('SELECT 1 AS done') // answered when all is committed
    input.end()
    await running
    return result
  } catch (error) {
    ending.abort(error)
    await running.catch(() => undefined)
    throw error
  }
}

async function* readLines(output: Readable): AsyncGenerator<string, undefined> {
  let rest = ''
  for await (const chunk of output.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** JSON has no control characters, so that COPY has only backslashes to double. */
function readRow(line: string): SqlRow {
  const row: Record<string, unknown> = JSON.parse(line.replaceAll('\\\\', '\\'))
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asText(value)]))
}

function asText(value: unknown): string | null {
  if (value === null) return null
  return typeof value === 'boolean' ? (value ? 't' : 'f') : String(value)
}
