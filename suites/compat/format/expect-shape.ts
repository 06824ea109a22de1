import type { z } from 'zod'
import type { Answer } from '../../../src/api/exchange.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import type { Api } from '../../support/api.ts'
import { mapAtOnce } from '../../support/at-once.ts'
import { type AskedCall, describeCall } from '../answers.ts'
import { repeatLines } from '../repeat.ts'
import { tried } from '../tried.ts'

/** A call, and what its answer must look like. */
export interface Promised {
  readonly call: AskedCall
  readonly shape: z.ZodType
  readonly status?: number
}

/** Makes the calls and reports each place where an answer has not the shape that is promised. */
export async function expectShapes(judge: Judge, api: Api, promised: readonly Promised[]): Promise<void> {
  const answers = await mapAtOnce(promised, ({ call }) => api(call))
  for (const [at, answer] of answers.entries()) expectShape(judge, promised[at] as Promised, answer)
}

function expectShape(judge: Judge, { call, shape, status = 200 }: Promised, answer: Answer): void {
  const place = describeCall(call)
  judge.looked(1, 'answers')
  const type = answer.headers['content-type'] ?? 'none'
  const isJson = /^application\/json *(; *charset="?utf-8"?)? *$/i.test(type)
  const issues = shape.safeParse(answer.body).error?.issues ?? []
  const held = answer.status === status && isJson && issues.length === 0
  tried(judge, place, held)
  if (!held) for (const line of repeatLines(call)) judge.reproduce(line)
  if (answer.status !== status) {
    judge.finding({ code: 'status_differs', place, expected: String(status), actual: String(answer.status) })
    return
  }
  if (!isJson)
    judge.finding({ code: 'type_differs', place, expected: 'application/json in UTF-8', actual: type })
  for (const issue of issues) {
    judge.finding({
      code: 'shape_differs',
      place: `${place} $.${issue.path.join('.')}`,
      actual: issue.message,
    })
  }
}
