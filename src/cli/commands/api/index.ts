import { Command } from 'commander'
import { guideCommand } from './guide.ts'
import { mapCommand } from './map.ts'
import { reportCommand } from './report.ts'

/** Everything about the endpoints. */
export const apiCommands = (): Command =>
  new Command('api')
    .description('find the v2 call for a v1 call, and write guides and reports for those who move')
    .exitOverride()
    .addCommand(mapCommand())
    .addCommand(guideCommand())
    .addCommand(reportCommand())
