import { PgBoss } from 'pg-boss'
import { readClientConfig } from '../client-config.ts'
import { asLost } from '../connect.ts'
import { queueSchema, unlessGone } from './queue-schema.ts'

const queueName = 'key-ranges'

/** A range that a worker was given; the same range at another attempt is another one's. */
export interface HeldJob {
  /** of the job, and so of the range */
  readonly id: string
  readonly attempt: number
}

/** Which worker has which key range: jobs of pg-boss, whose leases end when nothing is heard of a worker. */
export interface RangeQueue {
  /** The next range in order; undefined when none is free now. */
  take(): Promise<HeldJob | undefined>
  /** Says that the worker lives. */
  keep(job: HeldJob): Promise<void>
  complete(job: HeldJob): Promise<void>
  /** Lets another worker have it at once. */
  giveBack(job: HeldJob): Promise<void>
  close(): Promise<void>
}

/** The side of the process that lays the ranges out and looks after the leases. */
export interface LaidQueue extends RangeQueue {
  /** Puts these in the place of all that is in the queue, in this order. */
  fill(jobs: readonly string[]): Promise<void>
  /** Those of these whose lease has ended. */
  lapsed(jobs: readonly string[]): Promise<readonly string[]>
}

/** Longer than any range takes: a worker that lives keeps its lease (pg-boss allows less than a day). */
const longest = { expireInSeconds: 23 * 3600, retentionSeconds: 365 * 86_400, retryLimit: 1_000_000 }

/** @param leaseSeconds pg-boss takes 10 and more */
export async function layQueue(url: string, leaseSeconds: number): Promise<LaidQueue> {
  const boss = await startBoss(url, true)
  await boss.createQueue(queueName)
  await boss.updateQueue(queueName, { heartbeatSeconds: leaseSeconds, ...longest })
  return {
    ...queueOver(boss),
    async fill(jobs) {
      await boss.deleteAllJobs(queueName)
      if (jobs.length === 0) return
      await boss.insert(
        queueName,
        jobs.map((id, place) => ({ id, priority: jobs.length - place })),
      )
    },
    async lapsed(jobs) {
      const found = await Promise.all(jobs.map((id) => boss.findJobs(queueName, { id })))
      return found.flat().flatMap(({ id, state }) => (state === 'retry' ? [id] : []))
    },
  }
}

export const joinQueue = async (url: string): Promise<RangeQueue> => queueOver(await startBoss(url, false))

function queueOver(boss: PgBoss): RangeQueue {
  const attemptOf = ({ id, attempt }: HeldJob) => ({ id, retryCount: attempt })
  return {
    async take() {
      const [job] = await unlessGone(boss.fetch(queueName, { includeMetadata: true }), [])
      return job && { id: job.id, attempt: job.retryCount }
    },
    async keep(job) {
      await unlessGone(boss.touch(queueName, attemptOf(job)), undefined)
    },
    async complete(job) {
      await unlessGone(boss.complete(queueName, attemptOf(job)), undefined)
    },
    async giveBack(job) {
      await unlessGone(boss.fail(queueName, attemptOf(job)), undefined)
    },
    close: () => boss.stop({ graceful: false }),
  }
}

async function startBoss(url: string, isCoordinator: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    ...(readClientConfig(url) as object),
    application_name: `betty-migrate queue, process ${process.pid}`,
    schema: queueSchema,
    max: 2,
    createSchema: false,
    migrate: isCoordinator,
    supervise: isCoordinator,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
  })
  // what fails here fails for the caller of the next method as well
  boss.on('error', () => undefined)
  try {
    return await boss.start()
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined)
    throw asLost(error)
  }
}
