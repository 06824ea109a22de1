import { MigrateError } from '../errors.ts'
import type { Evidence } from '../readiness/contract.ts'
import { type Judge, type RecordingJudge, Stop, Undecided } from './judge.ts'

/** What is around the bodies of checks. */
export interface Surroundings {
  /**
   * Asked when a check threw or found something: did something outside of it break? If it answers with an
   * error, the check counts as not run because of it instead of failed; if with `Undecided`, as that.
   */
  readonly diagnose?: (thrown: unknown) => Promise<MigrateError | Undecided | undefined>
  /** run in place of every body, which it calls */
  readonly around?: (body: () => Promise<void>, judge: Judge) => Promise<void>
}

/** The evidence of a body that ends in whatever way, and what to throw so that a test runner sees it too. */
export async function runBody(
  body: () => void | Promise<void>,
  judge: RecordingJudge,
  { around, diagnose }: Surroundings,
): Promise<{ evidence: Evidence; error?: unknown }> {
  const perform = async () => body()
  let thrown: unknown
  try {
    await (around ? around(perform, judge) : perform())
  } catch (error) {
    if (!(error instanceof Stop)) thrown = error
  }
  return conclude(judge, thrown, diagnose)
}

/** Vitest itself ends a test by throwing when its `skip` is called. */
const isVitestSkip = (thrown: unknown): thrown is Error & { note?: string } =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'VITEST_PENDING'

const textOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/** Not run because of something outside of the check. */
export const blockedBy = (evidence: Evidence, cause: MigrateError): Evidence => ({
  ...evidence,
  outcome: 'not_run',
  message: cause.message,
  cause: cause.toReport(),
})

const leftOpen = (evidence: Evidence, { outcome, message }: Undecided): Evidence => ({
  ...evidence,
  outcome,
  message,
})

/** The evidence of a body that ended, and what to throw so that the test runner sees it too. */
async function conclude(
  judge: RecordingJudge,
  thrown: unknown,
  diagnose: Surroundings['diagnose'],
): Promise<{ evidence: Evidence; error?: unknown }> {
  const evidence = judge.conclude()
  if (isVitestSkip(thrown))
    return { evidence: { ...evidence, outcome: 'not_run', message: thrown.note ?? 'skipped' } }
  if (thrown instanceof MigrateError) return { evidence: blockedBy(evidence, thrown), error: thrown }
  if (thrown instanceof Undecided && judge.failures() === 0) return { evidence: leftOpen(evidence, thrown) }
  if (thrown !== undefined || judge.failures() > 0) {
    const cause = await diagnose?.(thrown)
    if (cause instanceof Undecided) return { evidence: leftOpen(evidence, cause) }
    if (cause) return { evidence: blockedBy(evidence, cause), error: cause }
  }
  if (thrown instanceof Undecided) return { evidence }
  if (thrown === undefined) return { evidence }
  const message = judge.failures() > 0 ? `${evidence.message}; ${textOf(thrown)}` : textOf(thrown)
  return { evidence: { ...evidence, outcome: 'failed', message }, error: thrown }
}
