import { Command } from 'commander'
import { guideCommand } from './guide.ts'
import { mapCommand } from './map.ts'
import { reportCommand } from './report.ts'

/** Everything about the endpoints. */
export const apiCommands = (): Command =>
  new Command('api')
    .exitOverride()
    .addCommand(mapCommand())
    .addCommand(guideCommand())
    .addCommand(reportCommand())
