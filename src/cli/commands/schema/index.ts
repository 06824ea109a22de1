import { Command } from 'commander'
import { applyCommand } from './apply.ts'
import { backupCommand } from './backup.ts'
import { planCommand } from './plan.ts'
import { restoreCommand } from './restore.ts'
import { rollbackCommand } from './rollback.ts'
import { statusCommand } from './status.ts'
import { verifyCommand } from './verify.ts'

/** Everything about the tables of v2. */
export const schemaCommands = (): Command =>
  new Command('schema')
    .exitOverride()
    .addCommand(planCommand())
    .addCommand(applyCommand())
    .addCommand(statusCommand())
    .addCommand(verifyCommand())
    .addCommand(rollbackCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
