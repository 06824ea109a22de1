import { asLost, connectPostgres } from '../../databases/postgres/connect.ts'
import { explainAnswer } from '../../databases/postgres/explain-answer.ts'
import { joinQueue } from '../../databases/postgres/workers/range-queue.ts'
import { readSharedRun } from '../../databases/postgres/workers/shared-run.ts'
import { openSqliteSource, type SqliteSource } from '../../databases/sqlite/sqlite-source.ts'
import { MigrateError } from '../../errors.ts'
import type { Migration } from '../../migration.ts'
import { lookIntoSchema } from '../../schema/enter-schema.ts'
import { keepMemorySteady } from '../../steady-memory.ts'
import type { WorkerOrder, WorkerReply } from './messages.ts'
import { workRanges } from './work-ranges.ts'

/** All that a worker process does: as it is told by the process that started it, for as long as that lives. */
export function runWorker(declare: () => Promise<Migration>): void {
  keepMemorySteady()
  let source: SqliteSource | undefined
  const follow = async (order: WorkerOrder): Promise<void> => {
    const migration = await declare()
    if (order.kind === 'open') {
      source?.close()
      source = openSqliteSource(order.path, migration.records)
      await tell({ kind: 'opened' })
    } else if (source) await work(order.url, source, migration)
  }
  process.on('disconnect', () => process.exit())
  process.on('SIGINT', () => undefined) // the parent, who gets it as well, ends this process
  process.on('message', (order) => {
    follow(order as WorkerOrder).catch(async (error: unknown) => {
      await tell({ kind: 'failed', report: MigrateError.from(explainAnswer(asLost(error))).toReport() })
      process.exit(1)
    })
  })
}

async function work(url: string, source: SqliteSource, migration: Migration): Promise<void> {
  const session = await connectPostgres(url)
  // a row that another worker has locked is waited for: the coordinator ends the sessions of those without life
  await session.query(
    `SET statement_timeout TO 0; SET lock_timeout TO 0;
     SET idle_in_transaction_session_timeout TO 0; SET idle_session_timeout TO 0`,
  )
  const run = await readSharedRun(session)
  if (!run) return // it is over before this worker has come to it
  await lookIntoSchema(session, run.settings.schema)
  const queue = await joinQueue(url)
  await workRanges({ session, source, queue, run, migration, tell: (reply) => void tell(reply) })
}

const tell = (reply: WorkerReply): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected) process.send?.(reply, () => resolve())
    else resolve()
  })
