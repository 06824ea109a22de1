import type { SqlSession } from '../../src/schema/session.ts'
import type { Judge } from '../../src/vitest/judge.ts'

/** What PostgreSQL says of the database as a whole: whether others than superusers get in, and whether its indexes of texts hold. */
export async function expectUsable(judge: Judge, session: SqlSession): Promise<void> {
  const [state] = await session.query(
    `SELECT datconnlimit AS connections, datcollversion AS built, pg_database_collation_actual_version(oid) AS actual
     FROM pg_database WHERE datname = current_database()`,
  )
  judge.looked(1, 'databases')
  if (state?.connections === '0')
    judge.warn('only a superuser may connect to the database (CONNECTION LIMIT 0)')
  const { built, actual } = state ?? {}
  if (built != null && actual != null && built !== actual)
    judge.warn(
      `texts are now sorted by version ${actual} of the collation, and indexes were built with version ${built}: they may miss what is there, until REINDEX and ALTER DATABASE … REFRESH COLLATION VERSION`,
    )
}
