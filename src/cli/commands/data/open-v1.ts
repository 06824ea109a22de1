import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chooseWorkers } from '../../../conversion/workers/choose-workers.ts'
import { Crew } from '../../../conversion/workers/crew.ts'
import { openTogether } from '../../../conversion/workers/open-together.ts'
import { openSqliteSource, type SqliteSource } from '../../../databases/sqlite/sqlite-source.ts'
import type { RecordDefinition } from '../../../records/record.ts'

/** `convert-worker.ts` in the repository, `convert-worker.js` in a build. */
const script = fileURLToPath(
  new URL(`./convert-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)

type Records = readonly RecordDefinition[]

/**
 * Opens the v1 file for so many workers, chosen by its size when left out. One works without a crew.
 * @param mayShare whether several could have a queue; asked when it is not said how many there are to be
 * @throws MigrateError as `openTogether`
 */
export async function openV1(
  path: string,
  records: Records,
  workers: number | undefined,
  mayShare: () => Promise<boolean>,
): Promise<{ readonly source: SqliteSource; readonly crew: Crew | undefined }> {
  if (workers !== undefined && workers > 1) return openWithCrew(path, records, workers)
  const source = openSqliteSource(path, records)
  if (workers === 1) return { source, crew: undefined }
  const chosen = chooseWorkers(source, records)
  if (chosen === 1 || !(await mayShare())) return { source, crew: undefined }
  source.close()
  return openWithCrew(path, records, chosen)
}

/** The v1 file, open here and in the processes of a crew at the same moment. */
export async function openWithCrew(
  path: string,
  records: Records,
  workers: number,
): Promise<{ readonly source: SqliteSource; readonly crew: Crew }> {
  const crew = new Crew(script, workers)
  try {
    return { source: await openTogether(path, (file) => openSqliteSource(file, records), crew), crew }
  } catch (error) {
    await crew.end()
    throw error
  }
}
