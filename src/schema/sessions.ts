import type { SqlSession } from './session.ts'

/**
 * The sessions of these processes for people: who, with what, since when. Empty when there is none.
 * @param pids a query of one column `pid`
 */
export async function describeSessions(
  session: SqlSession,
  pids: string,
  parameters: readonly unknown[] = [],
): Promise<string> {
  const rows = await session.query(
    `SELECT pid, application_name AS program, usename AS role,
       to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS since
     FROM pg_stat_activity WHERE pid IN (${pids}) AND pid <> pg_backend_pid() ORDER BY backend_start LIMIT 5`,
    parameters,
  )
  return rows
    .map(({ pid, program, role, since }) => {
      const start = since === null ? '' : `, connected since ${since} UTC` // only superusers see those of others
      return `${program || 'a program without a name'} (role ${role}, server process ${pid}${start})`
    })
    .join('; ')
}

/** Who else has a lock on something in the schema that is at the front of `search_path`. */
export const describeLockHolders = (session: SqlSession): Promise<string> =>
  describeSessions(
    session,
    `SELECT l.pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
     WHERE l.granted AND c.relnamespace = quote_ident(current_schema())::regnamespace
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
