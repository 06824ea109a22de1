import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { median } from 'simple-statistics'
import { differences } from '../../src/compare/differences.ts'
import { type Comparison, compareMedians, judgeComparison } from '../../src/compare/medians.ts'
import type { Api } from '../support/api.ts'
import { check } from '../support/check.ts'
import { sampleIds } from '../support/sample-ids.ts'
import { openApis, systems } from '../support/systems.ts'
import { interleave, type Latencies, type TimedCall } from './interleave.ts'

const warmUp = 30
const rounds = 100

/** Milliseconds that nobody notices. */
const floor = 1

/** So wide that a steady machine hardly ever falls out of it. */
const controlConfidence = 0.999

check('performance.get', async (judge) => {
  const { world, performanceThreshold: limit } = systems()
  const apis = await openApis(judge)
  const missing = apis.quarantined.get('knowledge')
  const ids = (await sampleIds(world, 50)).filter((id) => !missing?.has(String(id)))
  if (ids.length === 0) judge.inconclusive('no item of v1 has landed, so there is nothing to time')
  const seed = 20240301
  const generator = xoroshiro128plus(seed)
  const random = () => uniformFloat64(generator)
  const flip = () => random() < 0.5

  const v1 = await timed(apis.v1, ids, apis.v1)
  const v2 = await timed(apis.mapped, ids, apis.v1)
  await interleave(v1, v2, warmUp, flip)
  let samples = await interleave(v1, v2, rounds, flip)
  let found = compareMedians(samples.baseline, samples.candidate, random)
  if (judgeComparison(found, limit, floor) === 'undecided') {
    samples = join(samples, await interleave(v1, v2, 2 * rounds, flip))
    found = compareMedians(samples.baseline, samples.candidate, random)
  }
  const control = await interleave(v1, v1, rounds, flip)
  const noise = compareMedians(control.baseline, control.candidate, random, controlConfidence)

  judge.looked(samples.baseline.length + samples.candidate.length, 'timed calls')
  const account = describe(samples, found, limit)
  judge.message(`${account}; v1 against itself ${ratioText(noise)}; seed ${seed}`)
  if (noise.ratioWithin.lower > 1 || noise.ratioWithin.upper < 1) {
    judge.inconclusive(
      `v1 is not as fast as itself (${ratioText(noise)}): the machine is too unsteady; ${account}`,
    )
  }
  const verdict = judgeComparison(found, limit, floor)
  if (verdict === 'undecided') judge.inconclusive(`the interval holds the limit; ${account}`)
  if (verdict === 'beyond') {
    judge.finding({
      code: 'too_slow',
      place: 'GET /api/v1/knowledge/{id}',
      expected: `at most ${limit} ×`,
      actual: ratioText(found),
    })
  }
})

/** Every timed answer is compared with the one that v1 gave before. */
async function timed(api: Api, ids: readonly bigint[], reference: Api): Promise<TimedCall> {
  const answers = new Map(
    await Promise.all(ids.map(async (id) => [id, await reference(callFor(id))] as const)),
  )
  return async (position) => {
    const id = ids[position % ids.length] as bigint
    const answer = await api(callFor(id))
    const [wrong] = differences(answers.get(id)?.body, answer.body)
    if (wrong) throw new Error(`the answer for ${id} is wrong at ${wrong.path}, so its time means nothing`)
  }
}

const callFor = (id: bigint) => ({ path: `/api/v1/knowledge/${id}` })

const join = (a: Latencies, b: Latencies): Latencies => ({
  baseline: [...a.baseline, ...b.baseline],
  candidate: [...a.candidate, ...b.candidate],
})

const ratioText = ({ ratio, ratioWithin: { lower, upper } }: Comparison): string =>
  `${ratio.toFixed(2)} × (${lower.toFixed(2)} to ${upper.toFixed(2)})`

const describe = ({ baseline, candidate }: Latencies, found: Comparison, limit: number): string =>
  `v2 takes ${ratioText(found)} of the time of v1, at most ${limit} × allowed; medians ${median([...baseline]).toFixed(2)} and ${median([...candidate]).toFixed(2)} ms, n = ${baseline.length}`
