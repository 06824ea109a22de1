/** A process of its own that carries key ranges over for `data convert`, as the process that starts it says. */
import { runWorker } from '../../../conversion/workers/run-worker.ts'
import { configure } from '../../../settings/configure.ts'

runWorker(async () => (await configure()).migration)
