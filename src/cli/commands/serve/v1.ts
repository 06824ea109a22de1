import type { Command } from 'commander'
import { configure } from '../../../settings/configure.ts'
import type { CommonFlags } from '../../options/common-options.ts'
import { parsePort } from '../../options/port.ts'
import { requireV1Db } from '../../options/require-v1-db.ts'
import { createOutput } from '../../output.ts'
import { plainCommand } from '../target-command.ts'
import { secretNote, serveUntilStopped } from './serve-until-stopped.ts'

interface ServeV1Flags extends CommonFlags {
  readonly port: number
  readonly allowWrites: boolean
}

export const serveV1Command = (): Command =>
  plainCommand(
    'v1',
    {
      does: 'serve the v1 API over a v1 SQLite file, on this machine only',
      examples: [
        'betty-migrate serve v1 --v1-db betty.db',
        'betty-migrate serve v1 --v1-db copy-of-betty.db --port 4033 --allow-writes',
      ],
      notes: [secretNote],
      stopped: null,
      exits: { 0: 'stopped' },
    },
    ['v1Db'],
  )
    .option('--port <port>', 'port to serve on; 0 takes a free one', parsePort, 3033)
    .option('--allow-writes', 'let calls change the file; left out: they are refused', false)
    .action(run)

async function run(flags: ServeV1Flags): Promise<void> {
  await configure()
  const dbPath = await requireV1Db()
  const order = { kind: 'v1', dbPath, port: flags.port, writable: flags.allowWrites } as const
  await serveUntilStopped(order, `the v1 API over ${dbPath}`, createOutput(flags))
}
