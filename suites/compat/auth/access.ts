import type { Answer } from '../../../src/api/exchange.ts'
import type { Judge } from '../../../src/vitest/judge.ts'

export type Access = 'not known' | 'not allowed' | 'allowed'

export const accessOf = ({ status }: Answer): Access =>
  status === 401 ? 'not known' : status === 403 ? 'not allowed' : 'allowed'

/** Reports a right that v2 gives and v1 does not, or the other way round, or a refusal for another reason. */
export function compareAccess(judge: Judge, place: string, before: Answer, after: Answer): void {
  judge.looked(1, 'calls')
  const [expected, actual] = [accessOf(before), accessOf(after)]
  if (expected === actual) return
  const code = actual === 'allowed' ? 'right_gained' : expected === 'allowed' ? 'right_lost' : 'other_refusal'
  judge.finding({ code, place, expected, actual: `${actual} (${after.status})` })
}
