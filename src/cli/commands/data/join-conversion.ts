import { findRun, joinRun } from '../../../conversion/workers/join-run.ts'
import { digestConfig } from '../../digest-config.ts'
import { requireV1Db } from '../../options/require-v1-db.ts'
import { type TargetCommandFlags, withTarget } from '../target-command.ts'
import { openWithCrew } from './open-v1.ts'

interface JoinFlags extends TargetCommandFlags {
  readonly workers?: number
}

/** `data convert --join`: with one worker if not said otherwise. */
export async function joinConversion(flags: JoinFlags): Promise<void> {
  const path = await requireV1Db()
  const configuration = digestConfig()
  return withTarget(flags, async (session, { url, schema }, { progress, result }, migration) => {
    const run = await findRun(session)
    const { source, crew } = await openWithCrew(path, migration.records, flags.workers ?? 1)
    try {
      progress.say('Taking part in the conversion')
      const rows = await joinRun(session, {
        run,
        source,
        crew,
        url,
        schema,
        configuration,
        onLoss: progress.say,
      })
      progress.end()
      result(() => `${rows} rows were carried over from here; all rows are over.`, { carried: rows })
    } finally {
      await crew.end()
      source.close()
    }
  })
}
