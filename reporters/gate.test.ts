import { describe, expect, it } from 'vitest'
import { files, pass, run } from './testing/small-project.ts'

describe.concurrent('the gate', () => {
  it('opens for a run in which all holds', async () => {
    const { code, report, stdout } = await run({
      globalSetup: "project.provide('facts', { PostgreSQL: '18.4', rows: 500 })",
    })
    expect(code, stdout).toBe(0)
    expect(report).toMatchObject({ verdict: 'ready', score: 100, coverage: 1, partial: [], not_judged: [] })
    expect(report?.facts).toEqual({ PostgreSQL: '18.4', rows: 500 })
    expect(stdout).toContain('Readiness: READY')
    expect(stdout).toContain('PostgreSQL 18.4 · rows 500')
  })

  it('is blocked by findings of a blocker, and shows them first', async () => {
    const { code, report, stdout, messages } = await run({
      files: {
        ...files,
        'checks/integrity/rows.test.ts': `check('rows', (judge) => {
          judge.looked(9, 'rows')
          for (let id = 1; id <= 7; id += 1)
            judge.finding({ code: 'value_differs', place: 'users/' + id, expected: 'a', actual: 'b\\u001b[2J' })
          judge.finding({ code: 'hint', place: 'users', info: true })
          judge.reproduce('SELECT 1')
        })`,
      },
    })
    expect(code).toBe(1)
    expect(report).toMatchObject({ verdict: 'blocked', score: 40 })
    expect(messages.rows).toBe('7 findings; looked at 9 rows')
    expect(report?.checks.find(({ id }) => id === 'rows')?.finding_count).toBe(8)
    expect(stdout).toContain('users/1 value_differs: expected a, found b\\u{1b}[2J')
    expect(stdout).toContain('repeat: SELECT 1')
    expect(stdout).not.toContain('\u001b[2J')
  })

  it('asks for the threshold when only a minor check fails', async () => {
    const failing = {
      ...files,
      'checks/compat/list.test.ts': `check('list', () => { throw new Error('no list') })`,
    }
    const [strict, lenient] = await Promise.all([
      run({ files: failing, env: { BETTY_READINESS_THRESHOLD: '95' } }),
      run({ files: failing }),
    ])
    // endpoints 75, integrity 100: (20 × 75 + 30 × 100) ÷ 50 = 90
    expect(strict.report).toMatchObject({ verdict: 'not_ready', score: 90, exit_code: 1 })
    expect(lenient.report).toMatchObject({ verdict: 'ready', score: 90, exit_code: 0 })
    expect([strict.code, lenient.code]).toEqual([1, 1])
    expect(lenient.stdout).toContain('the test run keeps its exit code')
    expect(lenient.messages.list).toBe('no list')
    expect(lenient.report?.checks.find(({ id }) => id === 'list')?.reproduce).toEqual([
      "npx vitest run --project compat -t 'list:'",
    ])
  })

  it('asks for the coverage that is set', async () => {
    const skipped = {
      ...files,
      'checks/compat/list.test.ts': `describe.skip('all', () => { ${pass('list')} })`,
    }
    const [usual, ...strict] = await Promise.all([
      run({ files: skipped }),
      run({ files: skipped, options: 'minCoverage: 0.95' }),
      run({ files: skipped, env: { BETTY_READINESS_MIN_COVERAGE: '0.95' } }),
      run({ files: skipped, options: 'configured: () => ({ minCoverage: 0.95 })' }),
    ])
    // of endpoints 3 of 4 points are known: (20 × 0.75 + 30) ÷ 50 = 0.9
    expect(usual.report).toMatchObject({ verdict: 'ready', coverage: 0.9, score: 90, upper: 100 })
    for (const { report, code } of strict) {
      expect(report).toMatchObject({
        verdict: 'incomplete',
        reasons: ['90% of what counts is known; 95% is asked for.'],
      })
      expect(code).toBe(1)
    }
    expect(usual.code).toBe(0)
  })

  it('takes a setting that is no number for what it is', async () => {
    const { code, report } = await run({ env: { BETTY_READINESS_THRESHOLD: 'high' } })
    expect(code).toBe(2)
    expect(report).toMatchObject({ verdict: 'error', reasons: ['The readiness threshold is "high".'] })
  })

  it('fails a check that looked at nothing', async () => {
    const { code, outcomes, messages } = await run({
      files: {
        ...files,
        'checks/compat/get.test.ts': `check('get', (judge) => { judge.looked(0, 'items') })`,
      },
    })
    expect(code).toBe(1)
    expect(outcomes).toEqual({ get: 'failed', list: 'passed', rows: 'passed' })
    expect(messages.get).toBe('looked at nothing')
  })

  it('keeps warnings, retries, and outcomes without an answer apart', async () => {
    const { code, report, outcomes, messages } = await run({
      files: {
        'checks/compat/get.test.ts': `let tries = 0
          check('get', (judge) => { judge.looked(1, 'item'); tries += 1; expect(tries).toBe(2) }, { retry: 2 })`,
        'checks/compat/list.test.ts': `check('list', (judge) => judge.notApplicable('no lists here'))`,
        'checks/integrity/rows.test.ts': `check('rows', (judge) => { judge.looked(1, 'row'); judge.inconclusive('too few') })`,
      },
    })
    expect(outcomes).toEqual({ get: 'warned', list: 'not_applicable', rows: 'inconclusive' })
    expect(messages.get).toContain('passed only after a retry')
    expect(code).toBe(1)
    expect(report).toMatchObject({ verdict: 'incomplete', score: 20, upper: 80 })
  })

  it('leaves a check that does not end without an answer', async () => {
    const { code, outcomes, messages } = await run({
      files: {
        ...files,
        'checks/compat/get.test.ts': `check('get', () => new Promise(() => {}), { timeout: 50 })`,
      },
    })
    expect(code).toBe(1)
    expect(outcomes.get).toBe('inconclusive')
    expect(messages.get).toContain('did not come to its end: Test timed out in 50ms')
  })
})

describe.concurrent('whose fault it is', () => {
  it('3: a system is gone, said by the check or found by the diagnosis', async () => {
    const { code, report, stdout } = await run({
      files: {
        ...files,
        'checks/compat/list.test.ts': `check('list', () => {
          throw new MigrateError('postgres_lost', 'PostgreSQL is gone.', 'Start it.')
        })`,
        'checks/integrity/rows.test.ts': `check('rows', () => { throw new Error('Connection terminated') })`,
      },
    })
    expect(code).toBe(3)
    expect(report?.verdict).toBe('incomplete')
    expect(report?.causes).toMatchObject([{ code: 'postgres_lost', checks: ['list', 'rows'] }])
    expect(stdout).toMatch(/! PostgreSQL is gone\.\n +next: Start it\.\n +blocks 2 checks: list, rows/)
  })

  it.each([
    [2, "{ code: 'source_missing', fault: 'usage', message: 'There is no file x.db.', next: 'Name one.' }"],
    [
      3,
      "{ code: 'postgres_unavailable', fault: 'unreachable', message: 'There is no PostgreSQL.', next: 'Start it.' }",
    ],
  ])('%i: the set-up failed', async (expected, failure) => {
    const { code, report } = await run({ globalSetup: `project.provide('setupFailure', ${failure})` })
    expect(code).toBe(expected)
    expect(report?.verdict).toBe('error')
    expect(report?.causes).toHaveLength(1)
    expect(report?.causes[0]?.checks).toEqual(['get', 'list', 'rows'])
  })

  it('4: the set-up threw', async () => {
    const { code, report } = await run({ globalSetup: "throw new Error('broken set-up')" })
    expect(code).toBe(4)
    expect(report?.verdict).toBe('error')
    expect(report?.reasons[0]).toContain('3 of 3 test files were never loaded')
  })

  it('4: the report cannot be written, or not be printed', async () => {
    const [written, printed] = await Promise.all([
      run({ options: "outputDir: 'package.json'" }),
      run({ options: "stream: { write() { throw new Error('no terminal') } }" }),
    ])
    expect(written.code).toBe(4)
    expect(written.stderr).toContain('the report could not be made')
    expect(written.stdout).toContain('Readiness: READY')
    expect(printed.code).toBe(4)
    expect(printed.stderr).toContain('no terminal')
    expect(printed.report?.verdict).toBe('ready')
  })
})
