import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { describeApi } from '../../../api/openapi.ts'
import { MigrateError } from '../../../errors.ts'
import { buildReport } from '../../../guide/build-report.ts'
import { reportWriters } from '../../../guide/write-document.ts'
import { makeDirectory } from '../../../make-directory.ts'
import type { Migration } from '../../../migration.ts'
import { configure } from '../../../settings/configure.ts'
import { plainCommand } from '../target-command.ts'
import { addDocumentOptions, type DocumentFlags, deliver, writeNewFile } from './document-flags.ts'
import { guideSubject } from './subject.ts'

interface ReportFlags extends DocumentFlags {
  readonly openapi?: string
}

export const reportCommand = (): Command =>
  addDocumentOptions(
    plainCommand('report', {
      does: 'write what every endpoint of v1 is in v2: breaking changes, priority, compatibility',
      examples: [
        'betty-migrate api report',
        'betty-migrate api report --output api_compatibility.json',
        'betty-migrate api report --output report.html --openapi openapi',
        'betty-migrate api report --json | jq .counts',
      ],
      stopped: 'Nothing was changed.',
      exits: { 0: 'written' },
    }),
  )
    .option(
      '--openapi <folder>',
      'also write the OpenAPI 3.1 documents of both versions, as new files in this folder',
    )
    .action(run)

async function run(flags: ReportFlags): Promise<void> {
  const { migration } = await configure()
  const documents = flags.openapi === undefined ? [] : openApiFiles(migration, flags.openapi)
  for (const file of [
    ...documents.map(({ path }) => path),
    ...(flags.output === undefined ? [] : [flags.output]),
  ])
    refuseExisting(resolve(file))
  if (flags.openapi !== undefined) makeFolder(resolve(flags.openapi))
  for (const { path, text } of documents) await writeNewFile(path, text)
  await deliver(
    flags,
    buildReport(guideSubject(migration)),
    reportWriters,
    documents.map(({ path }) => `Written to ${path}`),
  )
}

const openApiFiles = ({ apis }: Migration, folder: string) =>
  [apis.source, apis.target].map((api) => ({
    path: join(resolve(folder), `${api.title.toLowerCase().replaceAll(' ', '-')}.openapi.json`),
    text: `${JSON.stringify(describeApi(api), null, 2)}\n`,
  }))

/** Before anything is written, so that all files are made or none. */
function refuseExisting(path: string): void {
  if (existsSync(path))
    throw new MigrateError(
      'bad_setting',
      `There is a file ${path} already.`,
      'Nothing is ever overwritten: name a file that does not exist.',
    )
}

function makeFolder(path: string): void {
  try {
    makeDirectory(path)
  } catch (cause) {
    throw new MigrateError(
      'bad_setting',
      `The folder ${path} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Name a folder that can be made or written to.',
      { cause },
    )
  }
}
