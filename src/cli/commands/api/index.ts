import { Command } from 'commander'
import { gatewayCommand } from './gateway.ts'
import { guideCommand } from './guide.ts'
import { mapCommand } from './map.ts'
import { reportCommand } from './report.ts'

/** Everything about the endpoints. */
export const apiCommands = (): Command =>
  new Command('api')
    .description(
      'find the v2 call for a v1 call, write guides and reports for those who move, serve those who do not yet',
    )
    .exitOverride()
    .addCommand(mapCommand())
    .addCommand(guideCommand())
    .addCommand(reportCommand())
    .addCommand(gatewayCommand())
