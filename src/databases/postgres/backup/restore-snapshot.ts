import { inTransaction, quoteIdentifier } from '../../../schema/session.ts'
import type { PostgresSession } from '../connect.ts'
import { applyGrants } from './apply-grants.ts'
import { loadRows } from './copy-rows.ts'
import { prepareTarget } from './prepare-target.ts'
import { requireEqual } from './require-equal.ts'
import type { RestoreOrder } from './restore-order.ts'

/** Restores a snapshot of our own; see `restoreBackup`. */
export const restoreSnapshot = (
  session: PostgresSession,
  { directory, manifest, overwrite, onProgress }: RestoreOrder,
): Promise<readonly string[]> =>
  inTransaction(session, async () => {
    await session.query('SET TRANSACTION READ WRITE')
    await prepareTarget(session, manifest.schema, overwrite)
    for (const statement of manifest.ddl?.before ?? []) await session.query(statement)
    await loadRows(session, directory, manifest.tables, onProgress)
    for (const { name, lastValue, isCalled } of manifest.sequences)
      await session.query('SELECT setval($1::regclass, $2, $3)', [quoteIdentifier(name), lastValue, isCalled])
    for (const statement of manifest.ddl?.after ?? []) await session.query(statement)
    const notGranted = await applyGrants(session, manifest.grants)
    await requireEqual(session, manifest, onProgress)
    return notGranted
  })
