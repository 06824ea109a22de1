import type { Answer } from '../../../src/api/exchange.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { repeatLines } from '../repeat.ts'
import { tried } from '../tried.ts'

export type Access = 'not known' | 'not allowed' | 'allowed'

export const accessOf = ({ status }: Answer): Access =>
  status === 401 ? 'not known' : status === 403 ? 'not allowed' : 'allowed'

/**
 * Reports a right that v2 gives and v1 does not, or the other way round, or a refusal for another reason.
 * @param isKnownLoss a right that cannot be had in v2: told, and not blamed
 */
export function compareAccess(
  judge: Judge,
  place: string,
  before: Answer,
  after: Answer,
  isKnownLoss = false,
): void {
  judge.looked(1, 'calls')
  const [expected, actual] = [accessOf(before), accessOf(after)]
  tried(judge, place, expected === actual || isKnownLoss)
  if (expected === actual) return
  const code = actual === 'allowed' ? 'right_gained' : expected === 'allowed' ? 'right_lost' : 'other_refusal'
  const [method = 'GET', path = ''] = place.split(' ')
  for (const line of repeatLines({ method, path })) judge.reproduce(line)
  const info = isKnownLoss && code === 'right_lost'
  judge.finding({ code, place, expected, actual: `${actual} (${after.status})`, ...(info && { info }) })
}
