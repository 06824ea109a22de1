import type pg from 'pg'
import { MigrateError } from '../../errors.ts'
import { codeOf } from '../postgres/explain-refusal.ts'
import { withClient } from './connect.ts'
import { createEmptyDatabase } from './create-database.ts'
import { nameDatabase, nameSession } from './lent-names.ts'
import type { LentDatabase, PostgresServer } from './provider.ts'

const oldestMajor = 14

export interface Lending extends Pick<PostgresServer, 'version' | 'lend'> {
  /** From now on nothing is lent; what was lent is left to the keeper. */
  close(): void
}

/** Creates and drops databases over `adminUrl`, with names that carry the keeper's tag. */
export const openLending = async (adminUrl: string, tag: string): Promise<Lending> => {
  const version = await withClient(adminUrl, readVersion)
  const asAdmin = (work: (admin: pg.Client) => Promise<unknown>) =>
    withClient(adminUrl, work, { application_name: nameSession(tag) })
  let lent = 0
  let isClosed = false

  const giveBack = async (name: string): Promise<void> => {
    if (isClosed) return
    try {
      await asAdmin((admin) =>
        admin.query(`DROP DATABASE IF EXISTS ${admin.escapeIdentifier(name)} WITH (FORCE)`),
      )
    } catch (error) {
      throw explainFailure(error, name)
    }
  }

  const lend: PostgresServer['lend'] = async ({ template } = {}) => {
    if (isClosed)
      throw new MigrateError('internal', 'A closed server was asked for a database.', 'Lend before `close`.')
    lent += 1
    const name = nameDatabase(tag, lent)
    try {
      await asAdmin((admin) =>
        template
          ? admin.query(
              `CREATE DATABASE ${admin.escapeIdentifier(name)} TEMPLATE ${admin.escapeIdentifier(template.name)}`,
            )
          : createEmptyDatabase(admin, name, Number.parseInt(version, 10)),
      )
    } catch (error) {
      throw explainFailure(error, name, template)
    }
    const url = new URL(adminUrl)
    url.pathname = `/${name}`
    let returning: Promise<void> | undefined
    return {
      name,
      url: url.href,
      giveBack: () => {
        returning ??= giveBack(name)
        return returning
      },
    }
  }

  const close = () => {
    isClosed = true
  }

  return { version, lend, close }
}

/** Such as `15.18`, of the `15.18 (Debian 15.18-1)` that the server tells. */
const readVersion = async (client: pg.Client): Promise<string> => {
  const told = await client.query<{ server_version: string }>('SHOW server_version')
  const version = told.rows[0]?.server_version.split(' ')[0] ?? ''
  if (Number.parseInt(version, 10) >= oldestMajor) return version
  throw new MigrateError(
    'provider_unavailable',
    `PostgreSQL at ${client.host}:${client.port} is version ${version}; ${oldestMajor} or later is needed.`,
    'Name a later server or image, or let betty-migrate bring its own (BETTY_POSTGRES=embedded).',
  )
}

const explainFailure = (cause: unknown, name: string, template?: LentDatabase): MigrateError => {
  switch (codeOf(cause)) {
    case '55006':
      return new MigrateError(
        'busy',
        `The database ${template?.name ?? name} cannot be copied while connections to it are open.`,
        'End the clients and pools that use it before lending a copy.',
        { cause },
      )
    case '3D000':
      return new MigrateError(
        'internal',
        `The database ${template?.name ?? name} does not exist any more and cannot be copied.`,
        'Lend the copy before giving back its template.',
        { cause },
      )
    default:
      return new MigrateError(
        'postgres_lost',
        `The database ${name} could not be created or dropped: ${cause instanceof Error ? cause.message : String(cause)}`,
        'See that the server is still running and has room on its disk, then start again.',
        { cause },
      )
  }
}
