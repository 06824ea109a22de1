import type { Frame } from '../../api/frame.ts'
import { isJsonObject, type Json } from '../../json/json.ts'

export const memberOf = (value: Json | undefined, name: string): Json =>
  isJsonObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null

/** A v2 failure is its message in v1; 422 is 400 there. */
const failures: Pick<Frame, 'failure' | 'refuse'> = {
  failure(status, body) {
    const message = memberOf(body, 'message')
    return {
      status: status === 422 ? 400 : status,
      reason: typeof message === 'string' ? message : `HTTP ${status}`,
    }
  },
  refuse: (reason) => ({ success: false, error: reason }),
}

const otherFailures = {
  side: 'response',
  breaking: true,
  text: 'a failure has `error_code`, `message` and `details` in place of `error`; a body of the wrong form is a 422',
  todo: 'Read `message` in place of `error`; take 422 as you took 400, 429 as "later" (`Retry-After`), and 503 as "not now".',
} as const

/** Both APIs put the data into `data`. */
export const envelope: Frame = {
  ...failures,
  changes: [
    {
      side: 'response',
      breaking: false,
      text: 'beside `success` and `data` there are `message`, `timestamp`, `api_version` and `request_id`',
      todo: 'Write `request_id` to your log, to find a call again.',
    },
    otherFailures,
  ],
  open: (body) => (isJsonObject(body) && isJsonObject(body.data) ? body.data : undefined),
  close: (data) => ({ success: true, data }),
}

/** The data is the whole answer. */
export const bare: Frame = {
  ...failures,
  changes: [],
  open: (body) => (isJsonObject(body) ? body : undefined),
  close: (data) => data,
}
