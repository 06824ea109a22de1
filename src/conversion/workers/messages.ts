import type { HeldJob } from '../../databases/postgres/workers/range-queue.ts'
import type { ErrorReport } from '../../errors.ts'

/** What a worker process is told. */
export type WorkerOrder =
  /** read this v1 file as it is now, in the place of what was opened before */
  | { readonly kind: 'open'; readonly path: string }
  /** take ranges from the queue of this database, until the process is ended */
  | { readonly kind: 'work'; readonly url: string }

/** What a worker process tells. */
export type WorkerReply =
  | { readonly kind: 'opened' }
  | { readonly kind: 'took'; readonly job: HeldJob }
  /** the range it took is over */
  | { readonly kind: 'carried'; readonly rows: number }
  | { readonly kind: 'failed'; readonly report: ErrorReport }
