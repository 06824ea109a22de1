import { inject, type ProvidedContext, type TestContext, test } from 'vitest'
import { MigrateError } from '../errors.ts'
import type { Check, Evidence, Rubric } from '../readiness/contract.ts'
import { mergeMeasures } from '../readiness/measures.ts'
import { applyWaivers, type Waiver } from '../readiness/waivers.ts'
import { CheckError } from './check-error.ts'
import './context.ts'
import { createJudge, type Judge } from './judge.ts'
import { blockedBy, runBody, type Surroundings } from './run-body.ts'

export interface CheckOptions {
  /** milliseconds */
  readonly timeout?: number
  readonly retry?: number
}

export interface CreateCheckOptions extends Surroundings {
  /** places whose values no report may show */
  readonly isSecret?: (place: string) => boolean
  /**
   * Findings that people answer for: a test that found nothing else does not fail. The evidence stays as it is, and
   * the report judges it again.
   */
  readonly waivers?: () => readonly Waiver[]
}

type Body = (judge: Judge, context: TestContext) => void | Promise<void>

/** Registers a test that speaks for one check of the rubric. */
export type CheckFunction<Id extends string> = (id: Id, body: Body, options?: CheckOptions) => void

/** What a set-up provides may be missing: nobody has to have one. */
const injected = <K extends keyof ProvidedContext>(key: K): ProvidedContext[K] | undefined => inject(key)

const failedSetup = () => {
  const report = injected('setupFailure')
  return report ? MigrateError.fromReport(report) : undefined
}

const isWaived = (evidence: Evidence, check: Check, { waivers }: CreateCheckOptions): boolean => {
  if (!waivers) return false
  const [settled] = applyWaivers([evidence], [check], waivers(), new Date().toISOString())
  return settled?.outcome === 'warned'
}

/** Whoever is told of a failure can always run that check alone. */
const withRepeat = (evidence: Evidence, { id, suite }: Check): Evidence =>
  evidence.outcome === 'failed' && evidence.reproduce.length === 0
    ? { ...evidence, reproduce: [`npx vitest run --project ${suite} -t '${id}:'`] }
    : evidence

async function perform(
  check: Check,
  body: Body,
  context: TestContext,
  site: string | undefined,
  options: CreateCheckOptions,
) {
  const judge = createJudge(check.id, options.isSecret)
  const { meta } = context.task
  meta.evidence = { ...judge.conclude(), outcome: 'inconclusive', message: 'did not come to its end' }
  meta.facts = injected('facts') ?? {}
  meta.asked = injected('asked') ?? []
  const fromSetup = injected('measures') ?? {}
  meta.measures = mergeMeasures([fromSetup])

  const failure = failedSetup()
  if (failure) {
    meta.evidence = blockedBy(judge.conclude(), failure)
    context.skip(failure.message)
  }

  const { evidence, error } = await runBody(() => body(judge, context), judge, options)
  meta.evidence = withRepeat(evidence, check)
  meta.measures = mergeMeasures([fromSetup, judge.measured()])
  if (error !== undefined) throw error
  if (isWaived(evidence, check, options)) return
  if (evidence.outcome === 'failed') throw new CheckError(check.fails, evidence, site)
  if (evidence.cause) throw MigrateError.fromReport(evidence.cause)
  if (evidence.outcome !== 'passed' && evidence.outcome !== 'warned') context.skip(evidence.message)
}

/** `check(id, body)` for the ids of one rubric. */
export function createCheck<R extends Rubric>(
  rubric: R,
  options: CreateCheckOptions = {},
): CheckFunction<R['checks'][number]['id']> {
  const checks = new Map<string, Check>(rubric.checks.map((check) => [check.id, check]))
  return function check(id, body, { timeout, retry } = {}) {
    const known = checks.get(id)
    if (!known)
      throw new MigrateError(
        'definition_invalid',
        `No check has the id "${id}".`,
        'Add it to the table of checks.',
      )
    const site: { stack?: string } = {}
    Error.captureStackTrace(site, check)
    const frames = site.stack?.split('\n').slice(1).join('\n')
    test(
      `${id}: ${known.holds}`,
      {
        meta: { check: id },
        ...(timeout === undefined ? {} : { timeout }),
        ...(retry === undefined ? {} : { retry }),
      },
      (context) => perform(known, body, context, frames, options),
    )
  }
}
