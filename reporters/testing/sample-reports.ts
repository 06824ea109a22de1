import { MigrateError } from '../../src/errors.ts'
import type { Evidence, Rubric, Run } from '../../src/readiness/contract.ts'
import { createFinding } from '../../src/readiness/finding.ts'
import { historyLine } from '../../src/readiness/history.ts'
import type { Measures } from '../../src/readiness/measures.ts'
import { type Background, createReport } from '../../src/readiness/report.ts'
import type { Report } from '../../src/readiness/report-schema.ts'
import {
  gate,
  makeCategory,
  makeCheck,
  makeEvidence,
  makeRun,
} from '../../src/readiness/testing/arbitraries.ts'

export const at = '2025-03-04T05:06:07.000Z'
export const hostile = '<script>alert("1")</script><img src=http://evil.example/x> \u202egnp\u001b[31m'

const rubric: Rubric = {
  categories: [
    makeCategory('health', 5),
    makeCategory('endpoints', 20),
    makeCategory('auth', 10),
    makeCategory('performance', 15),
    makeCategory('integrity', 30),
  ],
  checks: [
    makeCheck('health.v1-answers', 'health', 'blocker'),
    makeCheck('health.v2-answers', 'health', 'blocker'),
    makeCheck('endpoints.get', 'endpoints', 'blocker'),
    makeCheck('endpoints.list', 'endpoints', 'blocker'),
    makeCheck('endpoints.search', 'endpoints', 'major'),
    makeCheck('endpoints.not-found', 'endpoints', 'major'),
    makeCheck('auth.login', 'auth', 'blocker'),
    makeCheck('performance.get', 'performance', 'major', 'performance'),
    makeCheck('integrity.rows', 'integrity', 'blocker', 'integrity'),
    makeCheck('integrity.comes-back', 'integrity', 'blocker', 'integrity'),
  ],
}

const suites = [...new Set(rubric.checks.map(({ suite }) => suite))]

const latency = (place: string, ratio: number, width: number): Measures['latencies'][number] => {
  const [lower, upper] = [ratio - width, ratio + width]
  const verdict = upper <= 2 ? 'within' : lower > 2 ? 'beyond' : 'undecided'
  const medians = { baseline_median: 1.84, candidate_median: 1.84 * ratio }
  return { place, kind: 'median', n: 300, ...medians, ratio, lower, upper, limit: 2, verdict }
}

const counts = { already_there: 0, in_conflict: 0, waiting: 0 }

const place = (name: string, check: string, looked: number, failed = 0) => ({
  place: name,
  check,
  looked,
  failed,
})

const measures: Measures = {
  latencies: [
    latency('GET /api/v1/knowledge/{id}', 0.82, 0.1),
    latency('GET /api/v1/search', 1.93, 0.22),
    latency('GET /api/v1/knowledge/list', 2.9, 0.3),
  ],
  rows: [
    { table: 'users', read: 240, landed: 238, ...counts, quarantined: { username_taken: 2 } },
    {
      table: 'knowledge',
      read: 1_204_311,
      landed: 1_204_290,
      ...counts,
      already_there: 9,
      quarantined: { bad_timestamp: 8, owner_missing: 4 },
    },
    { table: 'relationships', read: 88_120, landed: 88_120, ...counts, quarantined: {} },
  ],
  places: [
    place('GET /api/v1/knowledge/{id}', 'endpoints.get', 104, 3),
    place('GET /api/v1/knowledge/{id}', 'endpoints.not-found', 3),
    place('GET /api/v1/knowledge/list', 'endpoints.list', 61),
    place('GET /api/v1/search', 'endpoints.search', 42),
    place('GET /api/v1/search', 'endpoints.not-found', 2),
  ],
  estimates: [
    { seconds: 252, lower: 220, upper: 330, text: '1,204,311 rows at 5,100 rows a second, and the indexes' },
  ],
}

const facts = {
  source: '/var/lib/betty/betty.db',
  rows: '240 users, 1204311 knowledge',
  postgres: '18.4 (embedded)',
}

const passAll = (...others: Evidence[]): Evidence[] => [
  ...others,
  ...rubric.checks
    .filter(({ id }) => !others.some(({ check }) => check === id))
    .map(({ id }) =>
      makeEvidence(id, 'passed', {
        message: 'looked at 104 items; the same on both sides, and seed 20240301',
      }),
    ),
]

const judge = (evidence: readonly Evidence[], more: Partial<Run> = {}, background: Background = {}): Report =>
  createReport(rubric, makeRun(evidence, { judged: suites, facts, measures, ...more }), gate, at, background)

const earlier = (day: number, ...failed: string[]) => ({
  ...historyLine(judge(passAll(...failed.map((id) => makeEvidence(id, 'failed'))))),
  generated_at: `2025-02-${String(day).padStart(2, '0')}T05:06:07.000Z`,
})

const history = [
  earlier(1, 'endpoints.get', 'integrity.rows', 'endpoints.list', 'performance.get', 'health.v1-answers'),
  earlier(8, 'endpoints.get', 'integrity.rows', 'performance.get'),
  earlier(15, 'endpoints.get', 'performance.get'),
  earlier(22, 'endpoints.list'),
]

/** Everything holds. */
export const green = judge(
  passAll(),
  {
    measures: {
      ...measures,
      latencies: measures.latencies.filter(({ verdict }) => verdict === 'within'),
      places: measures.places.map((count) => ({ ...count, failed: 0 })),
    },
  },
  { history },
)

const findings = ['42', '43', '44'].map((id) =>
  createFinding({
    code: 'answer_value',
    place: `GET /api/v1/knowledge/${id} $.data.title`,
    expected: '"Über alles"',
    actual: hostile,
  }),
)
const slow = createFinding({
  code: 'too_slow',
  place: 'GET /api/v1/knowledge/{id}',
  expected: 'at most 2 ×',
  actual: '2.90 × (2.60 to 3.20)',
})

/**
 * Blocked by findings that hold hostile text, with a waiver of each state and a check that was undecided.
 * Endpoints earn 2 of 10 points and have 2 open, performance half of its points:
 * (5 × 100 + 20 × 20 + 10 × 100 + 15 × 50 + 30 × 100) ÷ 80 = 70.625, and 75.625 with what is open.
 */
export const red = judge(
  passAll(
    makeEvidence('endpoints.get', 'failed', {
      message: '25 findings; looked at 104 items',
      findings,
      findingCount: 25,
      reproduce: [`curl -s 'http://localhost:3033/api/v1/knowledge/42'\ncurl -s '${hostile}'`],
    }),
    makeEvidence('endpoints.list', 'failed', { message: hostile }),
    makeEvidence('endpoints.search', 'inconclusive', { message: 'v1 gave two answers to one question' }),
    makeEvidence('performance.get', 'failed', { message: '1 finding', findings: [slow], findingCount: 1 }),
  ),
  { facts: { ...facts, [hostile]: hostile } },
  {
    history,
    waivers: [
      { fingerprint: slow.fingerprint, reason: 'nobody waits for it', owner: 'Ann', expires: '2025-06-30' },
      { fingerprint: '0123456789ab', reason: hostile, owner: hostile, expires: '2025-06-30' },
      { fingerprint: 'ba9876543210', reason: 'until the release', owner: 'Bo', expires: '2025-02-01' },
      {
        fingerprint: findings[0]?.fingerprint.slice(0, 8) ?? '',
        reason: 'one title',
        owner: 'Bo',
        expires: '2025-06-30',
      },
    ],
  },
)

const lost = new MigrateError(
  'postgres_lost',
  'PostgreSQL at localhost:5432 does not answer.',
  'Start it, and run again.',
)

/** A part of one suite, behind a database that is gone. */
export const partial = judge(
  rubric.checks
    .filter(({ suite }) => suite === 'compat')
    .map(({ id }, index) =>
      index % 2 === 0
        ? makeEvidence(id, 'passed')
        : makeEvidence(id, 'not_run', { message: lost.message, cause: lost.toReport() }),
    ),
  {
    judged: ['compat'],
    partial: ['the test name pattern /get/'],
    measures: { latencies: [], rows: [], places: [], estimates: [] },
  },
)
