import { expect, it } from 'vitest'
import { renderBadge } from './badge.ts'
import { green, partial, red } from './testing/sample-reports.ts'

it('says verdict and score, also to those who do not see it, and is the same each time', () => {
  expect(renderBadge(green)).toContain('aria-label="readiness: ready 100.0"')
  expect(renderBadge(red)).toContain('aria-label="readiness: blocked 70.6"')
  expect(renderBadge({ ...partial, verdict: 'error' })).toContain('aria-label="readiness: no verdict"')
  expect(renderBadge(green)).toBe(renderBadge(green))
  expect(
    new Set(
      [green, red, partial].map((report) => renderBadge(report).match(/fill="#(?!555|fff|000)\w+"/)?.[0]),
    ).size,
  ).toBe(3)
})
