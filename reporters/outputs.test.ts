import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFinding } from '../src/readiness/finding.ts'
import { files, pass, run } from './testing/small-project.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'betty-outputs-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.concurrent('what a run leaves behind', () => {
  it('is one document in every form, a copy, a line of history, and a summary of the job', async () => {
    const [copy, summary] = [join(folder, 'deep', 'copy.json'), join(folder, 'summary.md')]
    const { code, written, report, stdout } = await run({
      options: `output: ${JSON.stringify(copy)}`,
      env: { GITHUB_STEP_SUMMARY: summary },
      before: [[]],
    })
    expect(code).toBe(0)
    expect(Object.keys(written).sort()).toEqual([
      'badge.svg',
      'history.jsonl',
      'report.html',
      'report.json',
      'report.md',
    ])
    expect(await readFile(copy, 'utf8')).toBe(written['report.json'])
    expect((await readFile(summary, 'utf8')).match(/^## ✅ Migration readiness: ready$/gm)).toHaveLength(2)
    expect(written['report.md']).toContain('Migration readiness: ready')
    expect(written['report.html']).toContain('Ready to migrate')
    expect(written['badge.svg']).toContain('ready 100.0')
    const lines = written['history.jsonl']
      ?.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toMatchObject([{ score: 100 }, { generated_at: report?.generated_at }])
    expect(report?.trend).toEqual(lines?.slice(0, 1))
    expect(stdout).toContain('report.html')
  })

  it('comes out apart: a part that cannot be written raises the exit code and takes no other with it', async () => {
    const { code, written, stderr, stdout } = await run({ options: "output: 'package.json/x'" })
    expect(code).toBe(4)
    expect(stderr).toContain('the report could not be made')
    expect(Object.keys(written)).toHaveLength(5)
    expect(stdout).toContain('Readiness: READY')
  })
})

const finding = createFinding({ code: 'order', place: 'GET /items' })
const broken = {
  ...files,
  'checks/compat/get.test.ts': `check('get', (judge) => { judge.looked(1, 'item'); judge.finding({ code: 'order', place: 'GET /items' }) })`,
}
const waiver = (fingerprint: string, expires = '2999-12-31') => ({
  fingerprint,
  reason: 'nobody relies on it',
  owner: 'ann',
  expires,
})

describe.concurrent('waivers', () => {
  it('let a run pass that found nothing else: the check has warned, the runner is green', async () => {
    const { code, report, outcomes, stdout } = await run({
      files: broken,
      waivers: [waiver(finding.fingerprint), waiver('0123456789ab')],
      options: 'threshold: 80',
    })
    expect(outcomes.get).toBe('warned')
    // endpoints (1.5 + 1) ÷ 4, integrity whole: (20 × 62.5 + 30 × 100) ÷ 50
    expect(report).toMatchObject({ verdict: 'ready', score: 85 })
    expect(report?.waivers.map(({ state }) => state)).toEqual(['used', 'unused'])
    expect(stdout).toContain('0123456789ab (ann) met no finding')
    expect(code).toBe(0)
  })

  it('do not cover a second finding, an error, or a blocker by half', async () => {
    const more = (rest: string) => ({
      ...broken,
      'checks/compat/get.test.ts': broken['checks/compat/get.test.ts'].replace(/\}\)$/, `; ${rest} })`),
    })
    const runs = await Promise.all([
      run({
        files: more(`judge.finding({ code: 'x', place: 'y' })`),
        waivers: [waiver(finding.fingerprint)],
      }),
      run({ files: more(`throw new Error('and more')`), waivers: [waiver(finding.fingerprint)] }),
      run({ files: broken, waivers: [waiver(finding.fingerprint.slice(0, 8))] }),
      run({ files: broken, waivers: [waiver(finding.fingerprint, '2020-01-01')] }),
    ])
    for (const { report, code } of runs) {
      expect(report?.verdict).toBe('blocked')
      expect(code).toBe(1)
    }
    expect(runs.map(({ report }) => report?.waivers[0]?.state)).toEqual([
      'used',
      'used',
      'too_short',
      'expired',
    ])
  })

  it('that are none are a wrong configuration, and waive nothing', async () => {
    const { code, report } = await run({
      files: { ...files, 'checks/compat/get.test.ts': pass('get') },
      waivers: [{ ...waiver(finding.fingerprint), owner: '' }],
    })
    expect(code).toBe(2)
    expect(report).toMatchObject({
      verdict: 'error',
      reasons: [expect.stringContaining('Waiver 1 is wrong: owner')],
    })
  })
})
