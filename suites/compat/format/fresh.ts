import { setTimeout as wait } from 'node:timers/promises'
import type { Judge } from '../../../src/vitest/judge.ts'
import type { Apis } from '../../support/systems.ts'
import { type AskedCall, describeCall, memberOf } from '../answers.ts'

/** Milliseconds after which the clock of a server that counts whole seconds has moved on. */
const pause = 1_100

/** Two answers to one call were given at two times, and have two request ids: successes and failures alike. */
export async function expectFresh(judge: Judge, { v2 }: Apis): Promise<void> {
  const calls: readonly AskedCall[] = [{ path: '/api/v2/users/profile' }, { path: '/api/v2/no-such-route' }]
  const ask = () => Promise.all(calls.map((call) => v2(call)))
  const first = await ask()
  await wait(pause)
  const second = await ask()
  for (const [at, call] of calls.entries())
    for (const [name, code] of [
      ['timestamp', 'time_stands_still'],
      ['request_id', 'request_id_repeated'],
    ] as const) {
      judge.looked(1, 'answers')
      const [one = '', other = ''] = [first, second].map((answers) =>
        String(memberOf(answers[at]?.body, name)),
      )
      if (one === other || (name === 'timestamp' && Date.parse(one) >= Date.parse(other)))
        judge.finding({
          code,
          place: `${describeCall(call)} $.${name}`,
          expected: `not ${one}`,
          actual: other,
        })
    }
}
