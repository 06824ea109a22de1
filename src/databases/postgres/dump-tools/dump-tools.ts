import type { Readable, Writable } from 'node:stream'

/** pg_dump, pg_restore and psql of one version, wherever they run, already pointed at one database. */
export interface DumpTools {
  /** such as `15.18` or `18beta1` */
  readonly version: string
  /** for people: `/usr/lib/postgresql/15/bin`, `container 1f7f54f0f4fe (postgres:15)` */
  readonly place: string
  /**
   * Runs one program to its end. Without `input` it reads nothing, without `output` what it prints is dropped.
   * Ends `output`; ends the program when `input` or `output` fails, or the signal says so.
   * @throws MigrateError `backup_failed` with the end of what the program complained about; what `input`, `output`
   *   or the signal failed with
   */
  run(program: DumpProgram, args: readonly string[], io?: ProgramIo): Promise<void>
}

export const dumpPrograms = ['pg_dump', 'pg_restore', 'psql'] as const
export type DumpProgram = (typeof dumpPrograms)[number]

export interface ProgramIo {
  readonly input?: Readable
  readonly output?: Writable
  readonly signal?: AbortSignal
}
