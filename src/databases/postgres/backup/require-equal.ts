import { MigrateError } from '../../../errors.ts'
import type { SqlSession } from '../../../schema/session.ts'
import type { OnProgress } from './backup.ts'
import { compareSurveys } from './compare-survey.ts'
import type { Manifest } from './manifest.ts'
import { readSurveyCatalog, takeSurvey } from './survey.ts'

const shown = 10

/** @throws MigrateError `backup_failed` when what is in the schema now is not what the manifest says */
export async function requireEqual(
  session: SqlSession,
  manifest: Manifest,
  onProgress?: OnProgress,
): Promise<void> {
  const found = await takeSurvey(session, await readSurveyCatalog(session), onProgress)
  const differences = compareSurveys(manifest, found, manifest.tool.kind === 'snapshot')
  if (differences.length === 0) return
  const rest = differences.length - shown
  throw new MigrateError(
    'backup_failed',
    `What was restored is not what the manifest says, so it was undone: ${differences.slice(0, shown).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
    'The database is as it was. Keep the backup, and report this with the names above.',
  )
}
