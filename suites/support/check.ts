import type { rubric as builtIn } from '../../src/betty/checks/rubric.ts'
import { MigrateError } from '../../src/errors.ts'
import { type CreateCheckOptions, createCheck } from '../../src/vitest/check.ts'
import { type Judge, Undecided } from '../../src/vitest/judge.ts'
import type { Surroundings } from '../../src/vitest/run-body.ts'
import type { World } from './bring-up.ts'
import { file, rubric } from './configured.ts'
import { fileStamp } from './file-stamp.ts'
import { has } from './given.ts'
import { BadAnswer } from './http/bad-answer.ts'
import { createClient } from './http/client.ts'
import { countRetries } from './http/retries.ts'
import { systems, withDatabase } from './systems.ts'
import { countRefused, notAllowed } from './writes.ts'

/** A failure behind which a system is gone counts as not run. */
export const surroundings: Surroundings = { diagnose, around: tellOfAnswers }

const options: CreateCheckOptions = {
  ...surroundings,
  waivers: () => file.waivers ?? [],
  isSecret: (place) => /password|secret|token/i.test(place),
}

/** `check(id, body)` for the checks of BETTY. */
const check = createCheck(rubric as typeof builtIn, options)

/** The same for the checks of a `betty.config.ts`. */
export const ownCheck = createCheck(rubric, options)

type CheckId = Parameters<typeof check>[0]

/** Registers a check for each id. */
export function checkAll(bodies: { readonly [Id in CheckId]?: Parameters<typeof check>[1] }): void {
  for (const [id, body] of Object.entries(bodies)) check(id as CheckId, body)
}

/** An answer that is none is a finding, and one that came only after a retry makes the check a warning. */
async function tellOfAnswers(body: () => Promise<void>, judge: Judge): Promise<void> {
  const before = countRetries()
  refusedBefore = countRefused()
  try {
    await body()
  } catch (error) {
    if (!(error instanceof BadAnswer)) throw error
    const { place, expected, actual } = error
    judge.finding({ code: 'bad_answer', place, expected, actual })
  } finally {
    const retries = countRetries() - before
    if (retries > 0) judge.warn(`${retries} ${retries === 1 ? 'call' : 'calls'} had to be made again`)
  }
}

/** When the check that is running began. */
let refusedBefore = 0

async function diagnose(thrown: unknown): Promise<MigrateError | Undecided | undefined> {
  // a check that took a refusal of ours for an answer has found nothing
  if (!(thrown instanceof Undecided) && countRefused() > refusedBefore) return notAllowed('the check')
  const { world, login, kind, allowWrites } = systems()
  const isOurs = kind === 'running' && allowWrites // then the checks themselves write to it
  for (const each of new Set([world, login.world])) {
    const gone = await findGone(each)
    if (gone) return gone
    if (!isOurs && has(each, 'v1Path') && fileStamp(each.v1Path) !== each.v1Stamp) return changed(each.v1Path)
  }
  return undefined
}

async function findGone(world: World): Promise<MigrateError | undefined> {
  const { timeout } = systems()
  try {
    if (has(world, 'databaseUrl')) await withDatabase(world, (session) => session.query('SELECT 1'))
    for (const side of ['v1Url', 'v2Url'] as const)
      if (has(world, side)) await createClient({ url: world[side], timeout, retries: 0 })({ path: '/' })
    return undefined
  } catch (error) {
    return error instanceof BadAnswer ? undefined : MigrateError.from(error)
  }
}

/** A rehearsal wants a file that nobody writes to; a running v1 is written to by whoever uses it. */
const changed = (path: string): MigrateError | Undecided =>
  systems().kind === 'running'
    ? new Undecided('inconclusive', `${path} was written to meanwhile: look again when nobody uses v1`)
    : new MigrateError(
        'source_changed',
        `${path} was written to during the rehearsal, so its checks did not see one moment.`,
        'Rehearse a copy that nobody writes to, made with the backup command of SQLite.',
      )
