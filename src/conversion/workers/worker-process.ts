import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { getCompileCacheDir } from 'node:module'
import type { HeldJob } from '../../databases/postgres/workers/range-queue.ts'
import { MigrateError } from '../../errors.ts'
import type { WorkerOrder, WorkerReply } from './messages.ts'

/** A worker in a process of its own, as the process that started it sees it. */
export class WorkerProcess {
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>
  #error: MigrateError | undefined
  #job: HeldJob | undefined
  #rows = 0

  constructor(script: string) {
    const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...env } = process.env
    const cache = getCompileCacheDir()
    this.#child = fork(script, {
      env: { ...env, ...(cache && { NODE_COMPILE_CACHE: cache }) },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#ended = once(this.#child, 'exit').catch(() => undefined)
    this.#child.on('message', (reply) => this.#note(reply as WorkerReply))
    this.#child.on('error', (error) => this.#fail(error.message))
    this.#child.on('exit', (code, signal) => this.#fail(`it ended with ${signal ?? `exit code ${code}`}`))
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** why it works no longer */
  get error(): MigrateError | undefined {
    return this.#error
  }

  /** how many rows are over through it */
  get rows(): number {
    return this.#rows
  }

  /** What a worker held that works no longer; told once. */
  takeBack(): HeldJob | undefined {
    const job = this.#job
    this.#job = undefined
    return job
  }

  /** @throws MigrateError as the worker could not open the file */
  async open(path: string): Promise<void> {
    this.#send({ kind: 'open', path })
    for (;;) {
      const message = await Promise.race([once(this.#child, 'message'), this.#ended])
      if (this.#error) throw this.#error
      if ((message as [WorkerReply])[0].kind === 'opened') return
    }
  }

  work(url: string): void {
    this.#send({ kind: 'work', url })
  }

  /** Ends it wherever it is: what it has not committed is not there. */
  async end(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  #send(order: WorkerOrder): void {
    this.#child.send(order, () => undefined) // a worker that is gone has told so by its exit
  }

  #note(reply: WorkerReply): void {
    if (reply.kind === 'took') this.#job = reply.job
    if (reply.kind === 'failed') this.#error ??= MigrateError.fromReport(reply.report)
    if (reply.kind !== 'carried') return
    this.#job = undefined
    this.#rows += reply.rows
  }

  #fail(reason: string): void {
    this.#error ??= new MigrateError(
      'workers_lost',
      `A worker process was lost: ${reason}.`,
      'What has landed stays. Start the same command again: it goes on from there. Fewer workers need less memory.',
    )
  }
}
