import { describe, expect, it } from 'vitest'
import { makeCategory } from '../src/readiness/testing/arbitraries.ts'
import { files, pass, rubric, run } from './testing/small-project.ts'

describe.concurrent('runs that show less than they seem to', () => {
  it('no file selected', async () => {
    const { code, report } = await run({ args: ['nowhere'] })
    expect(code).toBe(2)
    expect(report).toMatchObject({ verdict: 'error', reasons: ['No test file was selected.'] })
  })

  it('everything skipped', async () => {
    const skip = (...ids: string[]) => `describe.skip('all', () => { ${pass(...ids)} })`
    const { code, report } = await run({
      files: {
        'checks/compat/all.test.ts': skip('get', 'list'),
        'checks/integrity/all.test.ts': skip('rows'),
      },
    })
    expect(code).toBe(4)
    expect(report).toMatchObject({ verdict: 'error', score: 0, upper: 100, coverage: 0 })
  })

  it('a name pattern that selects one check, and one that selects none', async () => {
    const [some, none] = await Promise.all([run({ args: ['-t', 'get'] }), run({ args: ['-t', 'nothing'] })])
    expect(some.outcomes).toEqual({ get: 'passed', list: 'not_run', rows: 'not_run' })
    expect(some.report).toMatchObject({ verdict: 'incomplete', partial: ['the test name pattern /get/'] })
    expect(some.code).toBe(1)
    expect(none.report?.verdict).toBe('error')
    expect(none.code).toBe(2)
  })

  it('a tag that selects one check', async () => {
    const slow = `describe('all', { tags: ['slow'] }, () => { ${pass('get')} })`
    const { code, report, outcomes } = await run({
      files: { ...files, 'checks/compat/get.test.ts': slow },
      args: ['--tags-filter=slow'],
    })
    expect(outcomes).toEqual({ get: 'passed', list: 'not_run', rows: 'not_run' })
    expect(report).toMatchObject({ verdict: 'incomplete', partial: ['the tags slow'] })
    expect(code).toBe(1)
  })

  it('one shard of two', async () => {
    const { code, report } = await run({ args: ['--shard=1/2'] })
    expect(code).toBe(2)
    expect(report).toMatchObject({
      verdict: 'error',
      partial: ['shard 1 of 2'],
      judged: ['compat', 'integrity'],
    })
  })

  it('a beforeAll that fails, also when it knows the cause', async () => {
    const hook = (error: string) => `describe('all', () => {
      beforeAll(() => { throw ${error} })
      ${pass('get', 'list')}
    })`
    const [plain, known] = await Promise.all(
      [
        "new Error('no server')",
        "new MigrateError('api_unreachable', 'v2 does not answer.', 'Start it.')",
      ].map((error) =>
        run({
          files: { 'checks/compat/all.test.ts': hook(error), 'checks/integrity/rows.test.ts': pass('rows') },
        }),
      ),
    )
    expect(plain?.outcomes).toEqual({ get: 'not_run', list: 'not_run', rows: 'passed' })
    expect(plain?.messages.get).toBe('its hook failed: no server')
    expect(plain?.report?.verdict).toBe('incomplete')
    expect(plain?.code).toBe(1)
    expect(known?.report?.causes).toMatchObject([{ code: 'api_unreachable', checks: ['get', 'list'] }])
    expect(known?.code).toBe(3)
  })

  it('a file that cannot be imported', async () => {
    const { code, report, outcomes, stdout } = await run({
      files: { ...files, 'checks/compat/list.test.ts': `import './missing.ts'\n${pass('list')}` },
    })
    expect(code).toBe(1)
    expect(outcomes.list).toBe('not_run')
    expect(report?.verdict).toBe('incomplete')
    expect(stdout).toContain('checks/compat/list.test.ts could not be loaded')
  })

  it('a run stopped at the first failure', async () => {
    const { code, report, outcomes, messages } = await run({
      files: {
        'checks/compat/all.test.ts': `check('get', () => { throw new Error('no') })\n${pass('list')}`,
        'checks/integrity/rows.test.ts': pass('rows'),
      },
      args: ['--bail=1', '--no-file-parallelism'],
    })
    expect(code).toBe(1)
    expect(report?.partial).toEqual(['the run was stopped before its end'])
    expect(report?.verdict).toBe('blocked')
    expect(outcomes).toMatchObject({ get: 'failed', list: 'not_run' })
    expect(messages.list).toBe('the run was stopped before it')
  })

  it('a failing test, or an error, that belongs to no check', async () => {
    const [test, outside] = await Promise.all([
      run({ files: { ...files, 'checks/compat/more.test.ts': `test('more', () => { expect(1).toBe(2) })` } }),
      run({
        files: {
          ...files,
          'checks/compat/more.test.ts': `test('more', async () => {
            Promise.reject(new Error('nobody waits'))
            await new Promise((go) => setTimeout(go, 20))
          })`,
        },
      }),
    ])
    expect(test.report).toMatchObject({ verdict: 'incomplete' })
    expect(test.report?.reasons.join()).toContain('"more" in checks/compat/more.test.ts failed')
    expect(outside.report?.verdict).toBe('error')
    expect(outside.report?.reasons.join()).toContain('nobody waits')
    expect(outside.code).toBe(4)
  })

  it('a claim that the table does not know, and one from the wrong suite', async () => {
    const { code, report } = await run({
      files: {
        ...files,
        'checks/compat/more.test.ts': `test('x', { meta: { check: 'unheard' } }, () => {})\n${pass('rows')}`,
      },
    })
    expect(code).toBe(2)
    expect(report?.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('the table of checks does not have it'),
      expect.stringContaining('it belongs to the suite "integrity"'),
    ])
  })
})

describe.concurrent('what a run was asked for', () => {
  it('judges one folder on purpose by its own checks, and a part of it as partial', async () => {
    const [folder, file, project] = await Promise.all([
      run({ args: ['checks/compat'] }),
      run({ args: ['checks/compat/get'], globalSetup: 'process.exitCode = 130' }),
      run({ args: ['--project', 'integrity'] }),
    ])
    expect(folder.report).toMatchObject({
      verdict: 'ready',
      judged: ['compat'],
      not_judged: ['integrity'],
      partial: [],
    })
    expect(folder.stdout).toContain('judged: compat only; not judged: integrity')
    expect(folder.code).toBe(0)
    expect(file.report).toMatchObject({ judged: ['compat'], partial: ['1 of 2 files of "compat"'] })
    expect(file.outcomes).toEqual({ get: 'passed', list: 'not_run' })
    // the gate asks for 1, but never lowers a code
    expect(file.code).toBe(130)
    expect(project.report).toMatchObject({ verdict: 'ready', judged: ['integrity'] })
  })

  it('keeps out of a run without suites', async () => {
    const { code, report, stdout } = await run({
      files: { ...files, 'checks/unit/sum.test.ts': `test('sum', () => { expect(1 + 1).toBe(2) })` },
      args: ['checks/unit'],
    })
    expect(code).toBe(0)
    expect(report).toBeUndefined()
    expect(stdout).not.toContain('Readiness')
  })

  it('reports a category without checks, outside of the mean', async () => {
    const { code, report, stdout } = await run({
      rubric: { ...rubric, categories: [...rubric.categories, makeCategory('parity', 50)] },
    })
    expect(code).toBe(0)
    expect(report?.score).toBe(100)
    expect(report?.categories.find(({ id }) => id === 'parity')).toMatchObject({ score: null, counted: 0 })
    expect(stdout).toMatch(/parity +– +0\/0 +50 +no checks/)
  })

  it.each([Number.NaN, 0, -1])('refuses the weight %d', async (weight) => {
    const { code, report } = await run({
      rubric: {
        ...rubric,
        categories: [makeCategory('endpoints', weight), makeCategory('integrity', 30)],
      },
    })
    expect(code).toBe(2)
    expect(report?.reasons).toEqual([
      `The category "endpoints" has the weight ${weight}; it must be a finite number above 0.`,
    ])
  })
})
