import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { mean } from 'simple-statistics'
import { carryUp, findMapping } from '../../src/api/carry.ts'
import type { Answer, Call } from '../../src/api/exchange.ts'
import {
  compareWithItself,
  isSteady,
  judgeLatencies,
  type LatencyJudgement,
} from '../../src/compare/judge-latencies.ts'
import { type Comparison, compareLatencies, quantileOf } from '../../src/compare/latencies.ts'
import type { Json } from '../../src/json/json.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { memberOf } from '../compat/answers.ts'
import type { Api } from '../support/api.ts'
import { declaration } from '../support/declaration.ts'
import { openApis, systems } from '../support/systems.ts'
import { interleave, type TimedCall } from './interleave.ts'
import type { Operation, Request } from './operations.ts'

/** Requests name nothing by the UUIDs of v2. */
const noFacts = { origin: () => null, instant: (local: bigint) => local }

const seed = 20240301
const fewest = 100
const most = 300

/** What one operation may take of the run, in milliseconds; slow ones get the fewest samples. */
const budget = 3000

/** Milliseconds that nobody notices. */
const floor = 1

/** Compares how long an operation takes in v1 and in v2; through the mapping, as old clients call it, is told beside. */
export async function timeOperation(judge: Judge, operation: Operation): Promise<void> {
  const { login, performanceThreshold: limit } = systems()
  const apis = await openApis(judge, operation.place.includes('login') ? login.world : undefined)
  const generator = xoroshiro128plus(seed)
  const random = () => uniformFloat64(generator)
  const straight: Api = (request) => apis.v2(carriedUp(request))
  const carriedUp = (request: Request): Call => {
    const call = { method: 'GET', query: {}, headers: {}, ...request }
    const found = findMapping(declaration().mappings, call.method, call.path)
    if (!found) throw new TypeError(`no mapping for ${call.method} ${call.path}`)
    return carryUp(found.mapping, call, noFacts).call
  }

  const asked = await operation.requests(apis)
  const agreed = await keepAgreeing(asked, async (request) =>
    operation.agree(await apis.v1(request), await apis.mapped(request), apis),
  )
  if (agreed.length === 0)
    judge.inconclusive(`none of ${asked.length} answers agrees, so their times mean nothing`)

  const calls = {
    v1: await timed(apis.v1, agreed),
    mapped: await timed(apis.mapped, agreed),
    v2: await timed(straight, agreed),
  }
  const warm = await interleave(calls, 20, random)
  const round = Object.values(warm).reduce((sum, times) => sum + mean([...times]), 0)
  const first = Math.min(most, Math.max(fewest, Math.floor(budget / round)))
  const all = { v1: [] as number[], mapped: [] as number[] }
  const found = await judgeLatencies(
    async (count) => {
      const { v1, v2, mapped } = await interleave(calls, count, random)
      all.v1.push(...v1)
      all.mapped.push(...mapped)
      return { baseline: v1, candidate: v2 }
    },
    { first, most, limit, floor, random },
  )
  const mapped = compareLatencies({ baseline: all.v1, candidate: all.mapped }, 0.5, random)
  const noise = compareWithItself(all.v1, random)

  const { samples, median, p95 } = found
  judge.looked(3 * all.v1.length, 'timed calls')
  const ms = (times: readonly number[], quantile: number) => `${quantileOf(times, quantile).toFixed(2)} ms`
  const account = [
    `v2 takes ${ratioText(median)} of the time of v1, at most ${limit} × allowed`,
    `medians ${ms(samples.baseline, 0.5)} and ${ms(samples.candidate, 0.5)}`,
    `p95 ${ms(samples.baseline, 0.95)} and ${ms(samples.candidate, 0.95)}${p95 ? `, ${ratioText(p95)}` : ''}`,
    `through the mapping ${ratioText(mapped)}`,
    `v1 against itself ${ratioText(noise)}`,
    `n = ${samples.baseline.length}, ${agreed.length} of ${asked.length} requests agree, seed ${seed}`,
  ].join('; ')
  judge.message(account)
  judge.measure({ latencies: latenciesOf(operation.place, found, limit) })
  if (!isSteady(noise, limit))
    judge.inconclusive(`v1 is not as fast as itself: the machine is too unsteady; ${account}`)
  if (found.verdict === 'undecided') judge.inconclusive(`the interval holds the limit; ${account}`)
  if (found.verdict === 'beyond')
    judge.finding({
      code: 'too_slow',
      place: operation.place,
      expected: `at most ${limit} ×`,
      actual: ratioText(median),
    })
}

/** As the report shows them. */
function latenciesOf(place: string, { samples, median, p95, verdict }: LatencyJudgement, limit: number) {
  const line = (kind: 'median' | 'p95', { ratio, ratioWithin }: Comparison) => ({
    ...{ place, kind, limit, verdict, ratio },
    n: samples.baseline.length,
    baseline_median: quantileOf(samples.baseline, 0.5),
    candidate_median: quantileOf(samples.candidate, 0.5),
    lower: ratioWithin.lower,
    upper: ratioWithin.upper,
  })
  return [line('median', median), ...(p95 ? [line('p95', p95)] : [])]
}

async function keepAgreeing(
  requests: readonly Request[],
  agrees: (request: Request) => Promise<boolean>,
): Promise<readonly Request[]> {
  const kept: Request[] = []
  for (const request of requests) if (await agrees(request)) kept.push(request)
  return kept
}

/** Every timed answer must be the one that the same side gave before, apart from what changes with every call. */
async function timed(api: Api, requests: readonly Request[]): Promise<TimedCall> {
  const answers = new Map<Request, string>()
  for (const request of requests) answers.set(request, essence(await api(request)))
  return async (position) => {
    const request = requests[position % requests.length] as Request
    const answer = await api(request)
    return () => {
      if (essence(answer) !== answers.get(request))
        throw new Error(`${request.path} answers otherwise than before, so its time means nothing`)
    }
  }
}

/** The status and which items, or who: tokens, times and scores are new every time. */
function essence({ status, body }: Answer): string {
  const data = memberOf(body, 'data')
  const results = memberOf(data, 'results')
  const ids = Array.isArray(results)
    ? results.map((item: Json) => memberOf(item, 'id'))
    : memberOf(data, 'id')
  const parts = [status, ids, memberOf(data, 'total'), memberOf(memberOf(data, 'user'), 'username')]
  return JSON.stringify(parts, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
}

const ratioText = ({ ratio, ratioWithin: { lower, upper } }: Comparison): string =>
  `${ratio.toFixed(2)} × (${lower.toFixed(2)} to ${upper.toFixed(2)})`
