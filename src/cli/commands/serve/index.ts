import { Command } from 'commander'
import { serveV1Command } from './v1.ts'
import { serveV2Command } from './v2.ts'

/** The reference servers of both versions. */
export const serveCommands = (): Command =>
  new Command('serve').exitOverride().addCommand(serveV1Command()).addCommand(serveV2Command())
