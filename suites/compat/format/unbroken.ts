import { MigrateError } from '../../../src/errors.ts'
import { stringifyJson } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import type { Api } from '../../support/api.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import { type AskedCall, describeCall, memberOf } from '../answers.ts'
import { repeatLines } from '../repeat.ts'
import { v2Shapes } from './shapes.ts'

/** What a failure of v2 may be (v2.md), but for those of the server itself. */
const refusals = [400, 401, 403, 404, 409, 413, 422, 429]

const longestPlace = 160

type Given = Pick<Awaited<ReturnType<Api>>, 'status' | 'body'>

/** Nothing that v2 is asked breaks it: it is answered, or refused in the promised words. */
export const expectUnbroken = (judge: Judge, v2: Api, calls: readonly AskedCall[]): Promise<void> =>
  expectAnswers(judge, v2, calls, {
    code: 'broken',
    expected: 'an answer, or a refusal in the words of v2',
    holds: ({ status, body }) =>
      status < 300 ? memberOf(body, 'success') === true : isRefusal({ status, body }, refusals),
  })

/** Calls that must be refused, for what they ask for cannot be understood. */
export const expectRefused = (judge: Judge, v2: Api, calls: readonly AskedCall[]): Promise<void> =>
  expectAnswers(judge, v2, calls, {
    code: 'not_refused',
    expected: '400 or 422, in the words of v2',
    holds: (given) => isRefusal(given, [400, 413, 422]),
  })

const isRefusal = ({ status, body }: Given, among: readonly number[]): boolean =>
  among.includes(status) && v2Shapes.failure.safeParse(body).success

interface Expected {
  readonly code: string
  readonly expected: string
  holds(given: Given): boolean
}

async function expectAnswers(
  judge: Judge,
  v2: Api,
  calls: readonly AskedCall[],
  { code, expected, holds }: Expected,
): Promise<void> {
  const answers = await mapAtOnce(calls, (call) => askOddly(v2, call))
  for (const [at, answer] of answers.entries()) {
    const call = calls[at] as AskedCall
    judge.looked(1, 'odd calls')
    if (answer && holds(answer)) continue
    for (const line of repeatLines(call)) judge.reproduce(line)
    const actual = answer ? String(answer.status) : 'the connection was broken off'
    judge.finding({ code, place: placeOf(call), expected, actual })
  }
}

/** Undefined when a server that is there gave no answer to this call. */
async function askOddly(v2: Api, call: AskedCall): Promise<Given | undefined> {
  try {
    return await v2(call)
  } catch (error) {
    if (!(error instanceof MigrateError && error.code === 'api_unreachable')) throw error
    await v2({ path: '/api/health' })
    return undefined
  }
}

const placeOf = (call: AskedCall): string => {
  const sent = call.text ?? (call.body === undefined ? '' : stringifyJson(call.body))
  return `${describeCall(call)} ${sent}`.slice(0, longestPlace)
}
