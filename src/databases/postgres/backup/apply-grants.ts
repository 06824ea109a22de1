import type { SqlSession } from '../../../schema/session.ts'
import type { Grant } from './manifest.ts'

/**
 * Grants as the backup has them, in the transaction that is open, of what this role may grant to roles that exist.
 * @returns the statements that were left out
 */
export async function applyGrants(session: SqlSession, grants: readonly Grant[]): Promise<readonly string[]> {
  if (grants.length === 0) return []
  const roles = new Set(
    (await session.query('SELECT rolname::text AS name FROM pg_roles')).map(({ name }) => name),
  )
  const ours = new Set(
    (await session.query("SELECT rolname::text AS name FROM pg_roles WHERE pg_has_role(oid, 'USAGE')")).map(
      ({ name }) => name,
    ),
  )
  const [here] = await session.query(
    `SELECT pg_has_role(nspowner, 'USAGE') AS ours FROM pg_namespace WHERE nspname = current_schema()`,
  )
  const leftOut = []
  for (const { role, on, statement } of grants) {
    const isOwner = statement.startsWith('ALTER ')
    if ((role !== null && !(isOwner ? ours : roles).has(role)) || (on === 'schema' && here?.ours !== 't'))
      leftOut.push(statement)
    else await session.query(statement)
  }
  return leftOut
}
