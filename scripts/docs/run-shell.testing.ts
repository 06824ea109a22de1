import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../../src/package-root.ts'

export interface ShellRun {
  readonly stdout: string
  readonly stderr: string
  /** commands that ended with something else than 0, in order */
  readonly failed: readonly { readonly command: string; readonly code: number }[]
}

/**
 * Runs blocks of a document one after the other in one bash, as a reader would, with `betty-migrate` in the PATH. What they leave
 * running is ended with them.
 */
export async function runShell(
  blocks: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<ShellRun> {
  const bin = join(folder, '.bin')
  mkdirSync(bin)
  const entry = fileURLToPath(new URL('bin/betty-migrate.js', packageRoot))
  symlinkSync(entry, join(bin, 'betty-migrate'))
  chmodSync(entry, 0o755)
  const script = join(folder, '.blocks.sh')
  const noted = join(folder, '.failed')
  writeFileSync(noted, '')
  writeFileSync(script, [`trap 'echo "$? $BASH_COMMAND" >> "$NOTED"' ERR`, ...blocks].join('\n'))
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(BETTY_|PG|NODE_OPTIONS|VITEST|FORCE_COLOR)/.test(name),
  )
  const path = [bin, dirname(process.execPath), process.env.PATH].join(delimiter)
  const child = spawn('bash', [script], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), ...environment, PATH: path, NOTED: noted },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own, to be ended as one
  })
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'exit').finally(() => endGroup(child.pid)),
    text(child.stdout),
    text(child.stderr),
  ])
  if (code === null) throw new Error(`the shell was killed: ${stderr}`)
  const failed = [...readFileSync(noted, 'utf8').matchAll(/^(\d+) (.*)$/gm)]
  return { stdout, stderr, failed: failed.map(([, exit, command = '']) => ({ command, code: Number(exit) })) }
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM')
  } catch {
    // all of it has ended
  }
}
