import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { files, run } from './testing/small-project.ts'

const folder = fileURLToPath(new URL('../suites/performance', import.meta.url))
const from = (file: string) => JSON.stringify(join(folder, file))

/** A check that compares servers which answer after a while, as the performance suite does. */
const comparing = (sides: string) => ({
  ...files,
  'checks/compat/get.test.ts': `import { setTimeout as wait } from 'node:timers/promises'
    import { compareTimes } from ${from('compare-times.ts')}
    import { OtherAnswer } from ${from('interleave.ts')}
    const side = (milliseconds, status = 200) => async (turn) => ({
      ask: async () => {
        const time = milliseconds(turn)
        if (time > 0) await wait(time)
        return { status, headers: {}, body: null }
      },
      look: (answer) => {
        if (answer.status !== 200) throw new OtherAnswer('200', String(answer.status))
      },
    })
    const steady = side(() => 5)
    const about = { check: 'get', place: 'GET /items', limit: 2, about: 'simulated' }
    check('get', (judge) => compareTimes(judge, ${sides}, about), { timeout: 100_000 })`,
})

describe.concurrent('a comparison of speed', () => {
  it('of v1 with v1 holds', async () => {
    const { report, code, messages } = await run({
      files: comparing('{ v1: steady, v2: steady, mapped: steady }'),
    })
    expect(report, messages.get).toMatchObject({ verdict: 'ready', score: 100 })
    expect(report?.measures.latencies).toMatchObject([{ kind: 'median', verdict: 'within' }])
    expect(code).toBe(0)
  })

  it('with a v2 that answers errors, and fast, is no pass', async () => {
    const errors = 'side(() => 0, 500)'
    const { report, code } = await run({
      files: comparing(`{ v1: steady, v2: ${errors}, mapped: steady }`),
    })
    expect(report?.verdict).toBe('blocked')
    expect(report?.checks[0]?.findings).toMatchObject([
      { code: 'other_answer', place: 'GET /items, v2', expected: '200', actual: '500' },
    ])
    expect(report?.measures.latencies).toEqual([])
    expect(code).toBe(1)
  })

  it('with a v1 that is a lottery, or breaks, is left open', async () => {
    const runs = await Promise.all([
      run({
        files: comparing('{ v1: side(() => (Math.random() < 0.5 ? 1 : 30)), v2: steady, mapped: steady }'),
      }),
      run({ files: comparing('{ v1: side(() => 1, 503), v2: steady, mapped: steady }') }),
    ])
    for (const { report, outcomes, code } of runs) {
      expect(outcomes.get).toBe('inconclusive')
      expect(report?.verdict).toBe('incomplete')
      expect(code).toBe(1)
    }
    expect(runs[0]?.messages.get).toContain('v1 is not as fast as itself')
    expect(runs[1]?.messages.get).toContain('v1 is not steady at GET /items')
  })
})
