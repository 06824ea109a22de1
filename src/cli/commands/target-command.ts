import type { Command } from 'commander'
import { connectPostgres, type PostgresSession } from '../../databases/postgres/connect.ts'
import { explainAnswer } from '../../databases/postgres/explain-answer.ts'
import type { Migration } from '../../migration.ts'
import { defaultLimits } from '../../schema/statement-limits.ts'
import { configure } from '../../settings/configure.ts'
import type { FlagName } from '../../settings/declarations.ts'
import { parseTarget, type TargetFlags, type TargetSettings, targetNames } from '../../settings/target.ts'
import { type About, DocumentedCommand } from '../documented-command.ts'
import { addCommonOptions, type CommonFlags } from '../options/common-options.ts'
import { addSettings } from '../options/setting-option.ts'
import { createOutput, type Output } from '../output.ts'

export interface TargetCommandFlags extends CommonFlags, TargetFlags {}

export interface Place extends TargetSettings {
  /** for people: schema and database, without a password */
  readonly name: string
}

/** A command with the flags that every command takes, and those of the settings named. */
export const plainCommand = (name: string, about: About, settings: readonly FlagName[] = []): Command =>
  addSettings(addCommonOptions(new DocumentedCommand(name, about)), ...settings)

/** A command that works on a v2 database, with the flags that name it. */
export const targetCommand = (name: string, about: About, settings: readonly FlagName[] = []): Command =>
  addSettings(
    plainCommand(
      name,
      { ...about, exits: { 3: 'the server could not be reached', ...about.exits } },
      settings,
    ).optionsGroup('The v2 database:'),
    ...targetNames,
  ).optionsGroup('Options:')

/** Connects to the v2 database that the flags name, for as long as `work` takes. */
export async function withTarget<T>(
  flags: TargetCommandFlags,
  work: (session: PostgresSession, place: Place, output: Output, migration: Migration) => Promise<T>,
): Promise<T> {
  const { migration } = await configure()
  const target = parseTarget(flags, process.env)
  const output = createOutput(flags)
  const session = await connectPostgres(target.url)
  try {
    const { host, port, database } = session.client
    const name = `schema "${target.schema}" of database "${database}" at ${host}:${port}`
    await settle(session)
    return await work(withTrace(session, output), { ...target, name }, output, migration)
  } catch (error) {
    throw explainAnswer(error)
  } finally {
    output.progress.end()
    await session.close()
  }
}

/** Limits that an administrator has set for this role are meant for short queries. */
const settle = (session: PostgresSession) =>
  session.query(
    `SET statement_timeout TO 0; SET lock_timeout TO '${defaultLimits.lockTimeout}ms';
     SET idle_in_transaction_session_timeout TO 0; SET idle_session_timeout TO 0`,
  )

/** Statements without their parameters, which may be rows. */
const withTrace = (session: PostgresSession, { debug }: Output): PostgresSession => ({
  ...session,
  query: (sql, parameters) => {
    debug(sql.replace(/\s+/g, ' ').trim())
    return session.query(sql, parameters)
  },
})
