import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { betty } from '../../../betty/index.ts'
import { chooseWorkers } from '../../../conversion/workers/choose-workers.ts'
import { Crew } from '../../../conversion/workers/crew.ts'
import { openTogether } from '../../../conversion/workers/open-together.ts'
import { openSqliteSource, type SqliteSource } from '../../../databases/sqlite/sqlite-source.ts'

/** `convert-worker.ts` in the repository, `convert-worker.js` in a build. */
const script = fileURLToPath(
  new URL(`./convert-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)

const open = (path: string) => openSqliteSource(path, betty.records)

/**
 * Opens the v1 file for so many workers, chosen by its size when left out. One works without a crew.
 * @param mayShare whether several could have a queue; asked when it is not said how many there are to be
 * @throws MigrateError as `openTogether`
 */
export async function openV1(
  path: string,
  workers: number | undefined,
  mayShare: () => Promise<boolean>,
): Promise<{ readonly source: SqliteSource; readonly crew: Crew | undefined }> {
  if (workers === 1) return { source: open(path), crew: undefined }
  if (workers !== undefined) return openWithCrew(path, workers)
  const source = open(path)
  const chosen = chooseWorkers(source, betty.records)
  if (chosen === 1 || !(await mayShare())) return { source, crew: undefined }
  source.close()
  return openWithCrew(path, chosen)
}

/** The v1 file, open here and in the processes of a crew at the same moment. */
export async function openWithCrew(
  path: string,
  workers: number,
): Promise<{ readonly source: SqliteSource; readonly crew: Crew }> {
  const crew = new Crew(script, workers)
  try {
    return { source: await openTogether(path, open, crew), crew }
  } catch (error) {
    await crew.end()
    throw error
  }
}
