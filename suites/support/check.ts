import { rubric } from '../../src/betty/checks.ts'
import { MigrateError } from '../../src/errors.ts'
import { createCheck } from '../../src/vitest/check.ts'
import { createApi } from './api.ts'
import { fileStamp } from './file-stamp.ts'
import { systems, withDatabase } from './systems.ts'

/** `check(id, body)` for the checks of BETTY. A failure behind which a system is gone counts as not run. */
export const check = createCheck(rubric, {
  diagnose,
  isSecret: (place) => /password|secret|token/i.test(place),
})

type CheckId = Parameters<typeof check>[0]

/** Registers a check for each id. */
export function checkAll(bodies: { readonly [Id in CheckId]?: Parameters<typeof check>[1] }): void {
  for (const [id, body] of Object.entries(bodies)) check(id as CheckId, body)
}

async function diagnose(): Promise<MigrateError | undefined> {
  const { world, login, timeout } = systems()
  for (const each of new Set([world, login.world])) {
    try {
      await withDatabase(each, (session) => session.query('SELECT 1'))
      for (const url of [each.v1Url, each.v2Url]) await createApi({ url, timeout })({ path: '/' })
    } catch (error) {
      return MigrateError.from(error)
    }
    if (fileStamp(each.v1Path) !== each.v1Stamp) return changed(each.v1Path)
  }
  return undefined
}

const changed = (path: string): MigrateError =>
  new MigrateError(
    'source_changed',
    `${path} was written to during the rehearsal, so its checks did not see one moment.`,
    'Rehearse a copy that nobody writes to, made with the backup command of SQLite.',
  )
