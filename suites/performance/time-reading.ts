import type { Answer } from '../../src/api/exchange.ts'
import type { Json } from '../../src/json/json.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { memberOf } from '../compat/answers.ts'
import type { Api } from '../support/api.ts'
import { openApis, systems } from '../support/systems.ts'
import { type Compared, compareTimes } from './compare-times.ts'
import { OtherAnswer, type TimedCall } from './interleave.ts'
import type { Reading } from './readings.ts'
import { askStraight, type Request } from './straight.ts'

/** Compares how long it takes to read something, with requests to which both sides give the same answer. */
export async function timeReading(
  judge: Judge,
  reading: Reading,
  asked: Pick<Compared, 'check' | 'limit'>,
): Promise<void> {
  const { login } = systems()
  const { place } = reading
  const apis = await openApis(judge, place.includes('login') ? login.world : undefined)
  const requests = await reading.requests(apis)
  const agreed: Request[] = []
  for (const request of requests)
    if (reading.agree(await apis.v1(request), await apis.mapped(request), apis)) agreed.push(request)
  if (agreed.length === 0)
    judge.inconclusive(`none of ${requests.length} answers agrees, so their times mean nothing`)
  const sides = {
    v1: await timed(apis.v1, agreed),
    mapped: await timed(apis.mapped, agreed),
    v2: await timed((request) => askStraight(apis.v2, request), agreed),
  }
  await compareTimes(judge, sides, {
    ...asked,
    place,
    about: `${agreed.length} of ${requests.length} requests agree`,
  })
}

/** Every timed answer must be the one that the same side gave before, apart from what changes with every call. */
async function timed(api: Api, requests: readonly Request[]): Promise<TimedCall> {
  const answers = new Map<Request, string>()
  for (const request of requests) answers.set(request, essence(await api(request)))
  return async (turn) => {
    const request = requests[turn % requests.length] as Request
    return {
      ask: () => api(request),
      look(answer) {
        const [expected = '', actual] = [answers.get(request), essence(answer)]
        if (actual !== expected) throw new OtherAnswer(expected, actual)
      },
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
