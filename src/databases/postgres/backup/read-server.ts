import type { SqlSession } from '../../../schema/session.ts'

export async function readServer(
  session: SqlSession,
): Promise<{ readonly version: string; readonly major: number; readonly database: string }> {
  const [row] = await session.query(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number,
       current_database() AS database`,
  )
  return {
    version: row?.version?.split(' ')[0] ?? '',
    major: Math.floor(Number(row?.number) / 10_000),
    database: row?.database ?? '',
  }
}
