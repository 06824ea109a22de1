import type { Command } from 'commander'
import { MigrateError } from '../../../errors.ts'
import { buildGuide } from '../../../guide/build-guide.ts'
import { guideWriters } from '../../../guide/write-document.ts'
import type { Migration } from '../../../migration.ts'
import { configure } from '../../../settings/configure.ts'
import { plainCommand } from '../target-command.ts'
import { addDocumentOptions, type DocumentFlags, deliver } from './document-flags.ts'
import { requireMapping, requireMappings } from './require-mapping.ts'
import { guideSubject } from './subject.ts'

interface GuideFlags extends DocumentFlags {
  readonly method?: string
  readonly path?: string
}

export const guideCommand = (): Command =>
  addDocumentOptions(
    plainCommand('guide', {
      does: 'write how the clients of one endpoint, or of all, move to v2',
      examples: [
        'betty-migrate api guide --method POST --path /knowledge/add',
        'betty-migrate api guide --path /knowledge/42 --format json',
        'betty-migrate api guide --output guide.html',
      ],
      notes: [
        'The examples of a guide run as they are printed: they take the base URLs from BETTY_V1_API_URL and BETTY_V2_API_URL, and the token from BETTY_TOKEN.',
      ],
      stopped: 'Nothing was changed.',
      exits: { 0: 'written' },
    })
      .option('--method <method>', 'of the v1 endpoint; left out: all methods of the path')
      .option('--path <path>', 'of the v1 endpoint, with or without /api/v1; left out: all endpoints'),
  ).action(run)

async function run(flags: GuideFlags): Promise<void> {
  const { migration } = await configure()
  const subject = guideSubject(migration)
  const mappings = chosen(migration, flags)
  const guide = buildGuide(subject, mappings)
  await deliver(flags, mappings ? { ...guide, new_endpoints: [] } : guide, guideWriters)
}

function chosen(migration: Migration, { method, path }: GuideFlags) {
  if (path !== undefined)
    return method === undefined
      ? requireMappings(migration, path)
      : [requireMapping(migration, method.toUpperCase(), path)]
  if (method === undefined) return undefined
  throw new MigrateError(
    'bad_setting',
    'A method alone names no endpoint.',
    'Give --path too, or leave out --method for the guide of all endpoints.',
  )
}
