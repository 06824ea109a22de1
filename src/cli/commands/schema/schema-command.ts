import { Command } from 'commander'
import { connectPostgres } from '../../../databases/postgres/connect.ts'
import type { SqlSession } from '../../../schema/session.ts'
import { requireConfigFile } from '../../../settings/load-settings.ts'
import { parseTarget, type TargetFlags, type TargetSettings } from '../../../settings/target.ts'
import { addCommonOptions, type CommonFlags } from '../../options/common-options.ts'
import { addTargetOptions } from '../../options/target-options.ts'
import { createOutput, type Output } from '../../output.ts'

export interface SchemaFlags extends CommonFlags, TargetFlags {}

export interface Place extends TargetSettings {
  /** for people: schema and database, without a password */
  readonly name: string
}

/** A command under `schema`, with the flags that all of them take. */
export const schemaCommand = (name: string, description: string, examples: readonly string[]): Command =>
  addCommonOptions(addTargetOptions(new Command(name).description(description)))
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  ${line}`).join('\n')}`)
    .exitOverride()

/** Connects to the v2 database that the flags name, for as long as `work` takes. */
export async function withTarget<T>(
  flags: SchemaFlags,
  work: (session: SqlSession, place: Place, output: Output) => Promise<T>,
): Promise<T> {
  requireConfigFile(flags.config ?? process.env.BETTY_CONFIG)
  const target = parseTarget(flags, process.env)
  const output = createOutput(flags)
  const session = await connectPostgres(target.url)
  try {
    const { host, port, database } = session.client
    const name = `schema "${target.schema}" of database "${database}" at ${host}:${port}`
    return await work(withTrace(session, output), { ...target, name }, output)
  } finally {
    output.progress.end()
    await session.close()
  }
}

/** Statements without their parameters, which may be rows. */
const withTrace = (session: SqlSession, { debug }: Output): SqlSession => ({
  query: (sql, parameters) => {
    debug(sql.replace(/\s+/g, ' ').trim())
    return session.query(sql, parameters)
  },
})
