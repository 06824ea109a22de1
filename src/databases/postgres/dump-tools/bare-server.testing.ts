import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { openLending } from '../../providers/lending.ts'
import type { PostgresServer } from '../../providers/provider.ts'

/** A server that runs on this machine without a container, beside its own client programs. */
export interface BareServer extends Pick<PostgresServer, 'version' | 'lend' | 'close'> {
  /** of the superuser, with credentials */
  readonly adminUrl: string
}

const debian = '/usr/lib/postgresql'

/** The folder with the newest of Debian's PostgreSQL servers and their programs; undefined where there is none. */
export const debianPrograms: string | undefined = (existsSync(debian) ? readdirSync(debian) : [])
  .sort((a, b) => Number(b) - Number(a))
  .map((major) => join(debian, major, 'bin'))
  .find((bin) => ['initdb', 'postgres', 'pg_dump'].every((program) => existsSync(join(bin, program))))

/** For the tests of `test.skipIf(debianPrograms === undefined)`. Goes away with this process, if not by `close`. */
export const openBareServer = async (): Promise<BareServer> => {
  const script = fileURLToPath(new URL('./bare-server.keeper.ts', import.meta.url))
  const keeper = spawn(process.execPath, [script, debianPrograms ?? ''], { detached: true })
  const ended = once(keeper, 'exit')
  const complaint = text(keeper.stderr)
  const told = await Promise.race([once(createInterface(keeper.stdout), 'line'), ended.then(() => undefined)])
  if (told === undefined) throw new Error(`No server from ${debianPrograms}: ${await complaint}`)
  const { adminUrl, tag } = JSON.parse(told[0]) as { adminUrl: string; tag: string }
  const { version, lend, close } = await openLending(adminUrl, tag)
  return {
    adminUrl,
    version,
    lend,
    async close() {
      close()
      keeper.stdin.end()
      await ended
    },
  }
}
