import type { Command } from 'commander'
import pc from 'picocolors'
import { betty } from '../../../betty/index.ts'
import { type DatabaseFinding, placeOf } from '../../../compare/database-finding.ts'
import { verifySchema } from '../../../schema/verify-schema.ts'
import { type SchemaFlags, schemaCommand, withTarget } from './schema-command.ts'

export const verifyCommand = (): Command =>
  schemaCommand(
    'verify',
    'compare what is there with what the applied steps declare: missing, extra, different',
    [
      'betty-migrate schema verify --v2-database betty_v2',
      'betty-migrate schema verify --v2-database betty_v2 --json | jq .findings',
    ],
  )
    .addHelpText(
      'after',
      '\nExit codes: 0 equal; 1 findings; 2 wrong usage; 3 the server could not be reached.',
    )
    .action(verify)

const verify = (flags: SchemaFlags): Promise<void> =>
  withTarget(flags, async (session, place, { result }) => {
    const { findings, tables, looked } = await verifySchema(session, {
      schema: place.schema,
      steps: betty.schema,
    })
    const faults = findings.filter(({ info }) => !info)
    const equal = faults.length === 0
    result(
      () =>
        [
          ...findings.map(describe),
          `${place.name}: ${looked} objects declared, ${equal ? pc.green('all as declared') : pc.red(count(faults.length))}`,
        ].join('\n'),
      { equal, tables, findings },
    )
    if (!equal) process.exitCode = 1
  })

const count = (findings: number): string => `${findings} finding${findings === 1 ? '' : 's'}`

function describe(finding: DatabaseFinding): string {
  const mark = finding.info ? pc.dim('info ') : pc.red('fault')
  const lines = [`${mark} ${finding.code.padEnd(14)} ${placeOf(finding)}`]
  if (finding.expected !== 'nothing') lines.push(`        should be  ${finding.expected}`)
  if (finding.actual !== 'nothing') lines.push(`        is         ${finding.actual}`)
  return lines.join('\n')
}
