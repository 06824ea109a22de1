import { stripVTControlCharacters } from 'node:util'
import { expect, it } from 'vitest'
import type { Rubric } from '../../src/readiness/contract.ts'
import { createFinding } from '../../src/readiness/finding.ts'
import { createReport } from '../../src/readiness/report.ts'
import {
  gate,
  makeCategory,
  makeCheck,
  makeEvidence,
  makeRun,
  unreachable,
} from '../../src/readiness/testing/arbitraries.ts'
import { green, red } from '../testing/sample-reports.ts'
import { renderTerminal } from './render.ts'
import { createTheme } from './theme.ts'
import { wrap } from './wrap.ts'

const rubric: Rubric = {
  categories: [makeCategory('endpoints', 20), makeCategory('integrity', 30)],
  checks: [
    makeCheck('endpoints.list', 'endpoints', 'minor'),
    makeCheck('endpoints.get', 'endpoints', 'blocker'),
    makeCheck('integrity.rows', 'integrity', 'blocker'),
    makeCheck('integrity.order', 'integrity', 'major'),
  ],
}
const long = 'a title that goes on for long enough to need a second line on any terminal there is'
const report = createReport(
  rubric,
  makeRun(
    [
      makeEvidence('endpoints.list', 'failed'),
      makeEvidence('endpoints.get', 'failed', {
        findings: Array.from({ length: 5 }, (_, index) =>
          createFinding({
            code: 'value_differs',
            place: `users/${index}`,
            expected: long,
            actual: '\u001b[31m\u202ex',
          }),
        ),
        findingCount: 40,
        reproduce: [`curl -s http://localhost:4001/api/v2/knowledge/${'0'.repeat(60)}`],
      }),
      makeEvidence('integrity.rows', 'not_run', { cause: unreachable }),
      makeEvidence('integrity.order', 'warned'),
    ],
    { facts: { source: 'sample.db', rows: 500 } },
  ),
  gate,
  '2025-01-02T03:04:05.000Z',
)
const plain = renderTerminal(report, createTheme(80, false))

it('keeps to the width, except for a line that is there to be copied', () => {
  const wide = plain.split('\n').filter((line) => Array.from(line).length > 80)
  expect(wide).toEqual([expect.stringContaining('repeat: curl')])
})

it('speaks of the cause first, then of blockers, then of the rest', () => {
  const places = [
    '! PostgreSQL is gone.',
    '✗ endpoints.get',
    '✗ endpoints.list',
    '~ integrity.order',
    '1. ',
  ].map((text) => plain.indexOf(text))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(plain).toContain('(and 4 like it)')
  expect(plain).toContain('- … and 35 more')
})

it('obeys no control character of the data, and colours only when asked', () => {
  expect(stripVTControlCharacters(plain)).toBe(plain)
  expect(plain).toContain('\\u{1b}[31m\\u{202e}x')
  const coloured = renderTerminal(report, createTheme(80, true))
  expect(coloured).not.toBe(plain)
  expect(stripVTControlCharacters(coloured)).toBe(plain)
})

it('shows waivers that somebody has to look after, and the estimate', () => {
  const text = renderTerminal(red, createTheme(200, false))
  expect(text).toContain('0123456789ab')
  expect(text).toContain('ba9876543210 (Bo) expired after 2025-02-01')
  expect(text).toContain(
    '(Bo) counts for nothing in endpoints.get: a blocker is waived only by all 12 digits',
  )
  expect(text).toContain('the migration itself: about 4 min 12 s (3 min 40 s to 5 min 30 s)')
  expect(text).toMatch(/~ performance\.get: waived: 1 finding/)
  expect(renderTerminal(green, createTheme(200, false))).not.toContain('Waivers')
})

it('wraps words with an indent, and leaves a long word whole', () => {
  expect(wrap('one two three', 9, '- ')).toEqual(['- one two', '  three'])
  expect(wrap('abcdefghijk', 4)).toEqual(['abcdefghijk'])
})
