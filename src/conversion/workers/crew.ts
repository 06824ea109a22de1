import type { HeldJob } from '../../databases/postgres/workers/range-queue.ts'
import type { MigrateError } from '../../errors.ts'
import { WorkerProcess } from './worker-process.ts'

/** The worker processes of this machine. */
export class Crew {
  readonly #all: readonly WorkerProcess[]
  readonly #lost = new Set<WorkerProcess>()

  /** @param script the module that a worker process runs */
  constructor(script: string, size: number) {
    this.#all = Array.from({ length: size }, () => new WorkerProcess(script))
  }

  get size(): number {
    return this.#all.length
  }

  get pids(): readonly (number | undefined)[] {
    return this.#all.map(({ pid }) => pid)
  }

  /** how many rows are over through them */
  get rows(): number {
    return this.#all.reduce((sum, { rows }) => sum + rows, 0)
  }

  async open(path: string): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.open(path)))
  }

  work(url: string): void {
    for (const worker of this.#all) worker.work(url)
  }

  /**
   * Looks who works no longer. Others go on without a worker that was killed or cut off from the server.
   * @returns the error and the range of each that was lost since the last call
   * @throws MigrateError when a worker failed for a reason that the others would meet, too, or when none is left
   */
  muster(): readonly { readonly error: MigrateError; readonly job: HeldJob | undefined }[] {
    const newly = this.#all.filter((worker) => worker.error && !this.#lost.has(worker))
    const found = newly.flatMap((worker) => {
      this.#lost.add(worker)
      return worker.error ? [{ error: worker.error, job: worker.takeBack() }] : []
    })
    for (const { error } of found) {
      const isAlone = error.code === 'workers_lost' || error.code === 'postgres_lost'
      if (!isAlone || this.#lost.size === this.#all.length) throw error
    }
    return found
  }

  async end(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.end()))
  }
}
