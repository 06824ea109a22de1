import type { TestProject } from 'vitest/node'
import { type ErrorReport, MigrateError } from '../../src/errors.ts'
import { createProgress, silence } from '../../src/progress/progress.ts'
import { loadSettings } from '../../src/settings/load-settings.ts'
import '../../src/vitest/context.ts'
import { readAsked } from '../../src/vitest/read-asked.ts'
import type { Spoiler } from './bring-up.ts'
import './context.ts'
import { type Rehearsal, rehearse } from './rehearsal.ts'
import { lookAtRunning } from './running.ts'

interface Shared {
  readonly rehearsal: Promise<Rehearsal | ErrorReport>
  users: number
}

/** One set-up for all projects of a run: Vitest loads this file once for each of them. */
const key = Symbol.for('betty-migrate.rehearsal')
const shelf = globalThis as unknown as Record<typeof key, Shared | undefined>

/** A failure is told to the suites instead of thrown, so that it becomes one cause in the report. */
export const createSetup =
  (spoiler: Spoiler = {}) =>
  async (project: TestProject): Promise<() => Promise<void>> => {
    const shared = shelf[key] ?? { rehearsal: start(spoiler), users: 0 }
    shelf[key] = shared
    shared.users += 1
    const rehearsal = await shared.rehearsal
    const failure = 'close' in rehearsal ? null : rehearsal
    project.provide('setupFailure', failure)
    project.provide('asked', await readAsked(project))
    project.provide('systems', 'close' in rehearsal ? rehearsal.systems : null)
    project.provide('facts', 'close' in rehearsal ? rehearsal.facts : {})
    project.provide('measures', 'close' in rehearsal ? rehearsal.measures : {})
    return async () => {
      shared.users -= 1
      if (shared.users > 0) return
      shelf[key] = undefined
      const left = 'close' in rehearsal ? await rehearsal.close() : undefined
      if (left !== undefined) process.stderr.write(`${left}\n`)
    }
  }

export default createSetup()

async function start(spoiler: Spoiler): Promise<Rehearsal | ErrorReport> {
  try {
    const settings = await loadSettings()
    const progress = settings.quiet ? silence : createProgress()
    return settings.running
      ? await lookAtRunning(settings, settings.running, progress)
      : await rehearse(settings, progress, spoiler)
  } catch (error) {
    const known = MigrateError.from(error)
    if (known.fault === 'harness')
      process.stderr.write(`${known.stack}\n${known.cause instanceof Error ? known.cause.stack : ''}\n`)
    return known.toReport()
  }
}
