import { expect, it } from 'vitest'
import { green, hostile, partial, red } from '../testing/sample-reports.ts'
import { renderMarkdown } from './render.ts'
import { code, prose } from './text.ts'

it('is short enough for a pull request, and longer only by what is wrong', () => {
  expect(renderMarkdown(green).length).toBeLessThan(1500)
  expect(renderMarkdown(red).length).toBeLessThan(8000)
})

it('says the verdict, why, and what to do', () => {
  const text = renderMarkdown(red)
  expect(text).toMatch(
    /^## ⛔ Migration readiness: blocked\n\nFailed blockers: endpoints\.get, endpoints\.list\.\n/,
  )
  expect(text).toContain('| `endpoints` | 20.0 | 3/4 | 20 | **2** |')
  expect(text).toContain("  - repeat: `curl -s 'http://localhost:3033/api/v1/knowledge/42'`")
  expect(text).toContain('1. endpoints.get: Mend endpoints.get.')
  expect(text).toContain('about 4 min 12 s (3 min 40 s to 5 min 30 s)')
  expect(renderMarkdown(partial)).toContain('*partial run: the test name pattern /get/*')
  expect(renderMarkdown(partial)).toContain('(blocks 3 checks)')
  expect(renderMarkdown(green)).not.toContain('###')
})

it('lets nothing found become markup, HTML, a mention or a link', () => {
  const outside = renderMarkdown(red).replace(/`[^`\n]*`/g, '')
  expect(outside).not.toMatch(/(?<!\\)<(script|img)/)
  expect(outside).not.toMatch(/https?:\/\//)
  expect(renderMarkdown(red)).not.toContain('\u202e')
  expect(code('a`b``c')).toBe('``` a`b``c ```')
  expect(code(hostile)).not.toContain('\u001b')
  expect(prose('ask @ann about *#12* at http://x/ [y](z) | <b>')).toBe(
    'ask @\u200bann about \\*#\u200b12\\* at http:\u200b//x/ \\[y\\](z) \\| \\<b\\>',
  )
  expect(prose('# no heading')).toBe('\\#\u200b no heading')
  expect(prose('1. no list')).toBe('1\\. no list')
})

it('keeps the columns of a table where a value holds a bar', () => {
  const odd = { ...red, categories: red.categories.slice(0, 1).map((one) => ({ ...one, id: 'a|b' })) }
  expect(renderMarkdown(odd)).toContain('| `a\\|b` |')
})
