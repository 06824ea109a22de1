import type { Command } from 'commander'
import { verifySchema } from '../../../schema/verify-schema.ts'
import { colors } from '../../colors.ts'
import { countFindings, describeFinding } from '../../describe-finding.ts'
import { type TargetCommandFlags, targetCommand, withTarget } from '../target-command.ts'

export const verifyCommand = (): Command =>
  targetCommand('verify', {
    does: 'compare what is there with what the applied steps declare: missing, extra, different',
    examples: [
      'betty-migrate schema verify --v2-database betty_v2',
      'betty-migrate schema verify --v2-database betty_v2 --json | jq .findings',
    ],
    stopped: 'Nothing was changed.',
    exits: { 0: 'equal', 1: 'findings' },
  }).action(verify)

const verify = (flags: TargetCommandFlags): Promise<void> =>
  withTarget(flags, async (session, place, { result }, migration) => {
    const { findings, tables, looked } = await verifySchema(session, {
      schema: place.schema,
      steps: migration.schema,
    })
    const faults = findings.filter(({ info }) => !info)
    const equal = faults.length === 0
    result(
      () =>
        [
          ...findings.map(describeFinding),
          `${place.name}: ${looked} objects declared, ${equal ? colors.green('all as declared') : colors.red(countFindings(faults.length))}`,
        ].join('\n'),
      { equal, tables, findings },
    )
    if (!equal) process.exitCode = 1
  })
