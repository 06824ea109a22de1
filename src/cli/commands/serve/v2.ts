import type { Command } from 'commander'
import { requireTables } from '../../../databases/postgres/require-tables.ts'
import { parsePort } from '../../options/port.ts'
import { createOutput } from '../../output.ts'
import { type TargetCommandFlags, targetCommand, withTarget } from '../target-command.ts'
import { secretNote, serveUntilStopped } from './serve-until-stopped.ts'

interface ServeV2Flags extends TargetCommandFlags {
  readonly port: number
}

export const serveV2Command = (): Command =>
  targetCommand('v2', {
    does: 'serve the v2 API over a v2 database, on this machine only',
    examples: [
      'betty-migrate serve v2 --v2-database betty_v2',
      'betty-migrate serve v2 --v2-host localhost --v2-database betty_v2 --port 4034',
    ],
    notes: [secretNote],
    stopped: null,
    exits: { 0: 'stopped' },
  })
    .option('--port <port>', 'port to serve on; 0 takes a free one', parsePort, 3034)
    .action(run)

/** A database without the tables is told before anything is served. */
async function run(flags: ServeV2Flags): Promise<void> {
  const place = await withTarget(flags, async (session, found, _output, migration) => {
    const tables = migration.records.map(({ target }) => target)
    await requireTables(session, found.schema, [...tables, ...Object.keys(migration.companions)])
    return found
  })
  const order = { kind: 'v2', databaseUrl: place.url, schema: place.schema, port: flags.port } as const
  await serveUntilStopped(order, `the v2 API over ${place.name}`, createOutput(flags))
}
