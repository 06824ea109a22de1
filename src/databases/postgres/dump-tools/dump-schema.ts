import type { Writable } from 'node:stream'
import { quoteIdentifier } from '../../../schema/session.ts'
import type { DumpTools } from './dump-tools.ts'

/** A table that somebody alters now cannot be read: how long to wait for its lock. */
const lockWait = '30s'

export interface DumpOrder {
  readonly schema: string
  /** of `pg_export_snapshot()`, in a transaction that is still open */
  readonly snapshot: string
  /** gets the dump in pg_dump's custom format, compressed, and is ended; what it has after a failure is no dump */
  readonly output: Writable
}

/**
 * Dumps the schema as the snapshot shows it: its objects and rows, its comment and grants. Extensions, publications
 * and large objects belong to no schema and are not in it.
 * @throws MigrateError `backup_failed`
 */
export const dumpSchema = async (
  tools: DumpTools,
  { schema, snapshot, output }: DumpOrder,
): Promise<void> => {
  const options = [
    '--format=custom',
    '--no-password',
    `--lock-wait-timeout=${lockWait}`,
    `--snapshot=${snapshot}`,
    `--schema=${quoteIdentifier(schema)}`, // a pattern, in which quotes take every character as it is
  ]
  await tools.run('pg_dump', options, { output })
}
