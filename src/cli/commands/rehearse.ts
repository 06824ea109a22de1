import type { Command } from 'commander'
import { declarations } from '../../settings/declarations.ts'
import { groupWords } from '../group-words.ts'
import { requireV1File } from '../options/require-v1-file.ts'
import { addSetting } from '../options/setting-option.ts'
import { runSuites, type SuiteRunFlags } from '../run-suites.ts'
import { plainCommand } from './target-command.ts'

/** The main job: migrate into a disposable PostgreSQL, compare, print how ready it is. */
export const rehearseCommand = (): Command =>
  addSetting(
    plainCommand(
      'rehearse',
      {
        does: groupWords.rehearse,
        examples: [
          ['betty-migrate rehearse', 'migrates the built-in sample, to see what it looks like'],
          [
            'betty-migrate rehearse --v1-db /var/lib/betty/betty.db',
            'rehearses the migration of that file, which is only read',
          ],
          [
            'betty-migrate rehearse --v1-db betty.db --keep',
            'leaves the migrated database running, to look into',
          ],
          [
            'betty-migrate rehearse --v1-db betty.db --json > readiness.json',
            'the report as one JSON document',
          ],
        ],
        notes: [
          'Systems that are running are not looked at, also if the environment names them: that is `betty-migrate check`.',
        ],
        stopped:
          'Nothing of yours was changed; the disposable PostgreSQL goes away by itself. The same command begins anew.',
        exits: {
          0: 'ready',
          1: 'not ready, incomplete or blocked',
          3: 'a system could not be reached',
        },
      },
      ['postgres', 'threshold', 'minCoverage', 'keep'],
    ),
    'v1Db',
    'the built-in sample',
  )
    .option('--output <file>', 'write the report to this file as well, as JSON; what was there is replaced')
    .action(rehearse)

async function rehearse(flags: SuiteRunFlags): Promise<void> {
  for (const name of ['v1Url', 'v2Url', 'v2Migrated'] as const)
    delete process.env[declarations[name].variable]
  await requireV1File()
  await runSuites(undefined, flags)
}
