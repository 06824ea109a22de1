import type { Mapping, Rule } from '../../api/mapping.ts'
import { isJsonObject, type Json } from '../../json/json.ts'

const memberOf = (value: Json, name: string): Json => (isJsonObject(value) ? (value[name] ?? null) : null)

/** v2 says more around the data than v1 does. */
export const envelope: Rule = {
  changes: [
    {
      side: 'response',
      breaking: false,
      text: 'the envelope has `message`, `timestamp`, `api_version` and `request_id` beside `success` and `data`',
    },
  ],
  down: (body) => ({ success: true, data: memberOf(body, 'data') }),
  oneWay: 'a request has no envelope',
}

/** The part of the answer inside the envelope, by a function of its own. */
export const data = (changes: Rule['changes'], down: NonNullable<Rule['down']>, oneWay: string): Rule => ({
  changes,
  down: (body, asked, facts) => ({
    ...(isJsonObject(body) ? body : {}),
    data: down(memberOf(body, 'data'), asked, facts),
  }),
  oneWay,
})

/** A v2 failure as v1 says it: the message alone; 422 is 400 in v1. */
export const failure: Mapping['failure'] = (status, body) => {
  const message = memberOf(body ?? null, 'message')
  return {
    status: status === 422 ? 400 : status,
    body: { success: false, error: typeof message === 'string' ? message : `HTTP ${status}` },
  }
}

export { memberOf }
