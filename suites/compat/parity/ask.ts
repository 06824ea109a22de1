import type { Answer } from '../../../src/api/exchange.ts'
import type { Json, JsonObject } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import type { Api } from '../../support/api.ts'
import { dataOf, describeCall, listOf, memberOf } from '../answers.ts'
import { successOf } from '../format/shapes-of-new.ts'
import { repeatLines } from '../repeat.ts'
import { tried } from '../tried.ts'

/** The data of a success of v2; an answer of another status is a finding, and its data null. */
export async function askFor(
  judge: Judge,
  v2: Api,
  path: string,
  body: JsonObject,
  status = 200,
): Promise<Json> {
  const answer = await v2({ method: 'POST', path, body })
  judge.looked(1, 'answers')
  const call = { method: 'POST', path, body }
  tried(judge, describeCall(call), answer.status === status)
  if (answer.status === status) {
    if (status < 300) expectSuccess(judge, path, answer)
    return dataOf(answer)
  }
  for (const line of repeatLines(call)) judge.reproduce(line)
  const place = `POST ${path} ${JSON.stringify(body).slice(0, 200)}`
  judge.finding({ code: 'status_differs', place, expected: String(status), actual: String(answer.status) })
  return null
}

function expectSuccess(judge: Judge, path: string, { body }: Answer): void {
  for (const issue of successOf(path).safeParse(body).error?.issues ?? [])
    judge.finding({
      code: 'shape_differs',
      place: `POST ${path} $.${issue.path.join('.')}`,
      actual: issue.message,
    })
}

export const searchPath = '/api/v2/query/advanced-search'

/** The v1 numbers of the items that an advanced search finds, and its total. */
export async function searchFor(judge: Judge, v2: Api, body: JsonObject) {
  const data = await askFor(judge, v2, searchPath, body)
  const results = listOf(memberOf(data, 'results'))
  const total = Number(memberOf(memberOf(data, 'search_metadata'), 'total_results'))
  return { data, results, total, ids: results.map((item) => String(memberOf(item, 'id'))) }
}
