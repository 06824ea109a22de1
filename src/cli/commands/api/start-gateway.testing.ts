import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { finishCli, startCli } from '../../run-cli.testing.ts'

/** A gateway in a process of its own, as a user starts it, once it serves. `line` is what it says then. */
export async function startGatewayCli(v2Url: string, flags: readonly string[] = []) {
  const child = startCli(['api', 'gateway', '--v2-url', v2Url, '--port', '0', ...flags])
  const ended = finishCli(child)
  const [line] = (await once(createInterface(child.stderr), 'line')) as [string]
  const url = /http:\S+(?= over)/.exec(line)?.[0]
  if (url === undefined) throw new Error(`the gateway did not start: ${line}`)
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return ended
  }
  return { url, line, stop }
}
