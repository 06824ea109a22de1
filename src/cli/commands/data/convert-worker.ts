/** A process of its own that carries key ranges over for `data convert`, as the process that starts it says. */
import { betty } from '../../../betty/index.ts'
import { runWorker } from '../../../conversion/workers/run-worker.ts'

runWorker(betty)
