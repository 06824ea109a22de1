import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineMapping } from '../api/mapping.ts'
import { defineApi } from '../api/operation.ts'
import { bare } from '../betty/mappings/frames.ts'
import { buildGuide, type Subject } from './build-guide.ts'
import { buildReport } from './build-report.ts'
import { guideWriters, reportWriters } from './write-document.ts'

const hostile = `<script>alert(1)</script> | "x" 'y' <img src=x onerror=alert(1)> \`</code><b>\` [a](javascript:b) &amp;`

const api = (title: string, route: string) =>
  defineApi({
    title,
    version: '1',
    urlVariable: 'URL_OF_IT',
    url: 'http://localhost:1',
    tokenVariable: 'TOKEN',
    prefixes: ['/api'],
    failure: z.object({}),
    failures: [400],
    operations: {
      add: { route, summary: hostile, needs: hostile, answers: { 200: z.object({}) } },
      more: { route: 'GET /api/more', summary: hostile, needs: hostile, answers: { 200: z.object({}) } },
    },
  })

/** One endpoint whose every text is hostile. */
const subject: Subject = {
  apis: { source: api(hostile, 'POST /api/add'), target: api('new', 'POST /api/v2/add') },
  mappings: [
    defineMapping({
      id: 'add',
      from: 'POST /api/add',
      to: 'POST /api/v2/add',
      frame: bare,
      rules: [{ changes: [{ side: 'request', breaking: true, text: hostile, todo: hostile }] }],
      example: { body: { title: `${hostile}\n$(touch x) \\` }, answer: { title: hostile } },
    }),
  ],
  facts: { origin: () => null, instant: (local) => local },
  command: hostile,
}

const documents = {
  guide: (format: 'html' | 'md') => guideWriters[format](buildGuide(subject)),
  report: (format: 'html' | 'md') => reportWriters[format](buildReport(subject)),
}

test.each(['guide', 'report'] as const)('no text gets out of its place in the HTML of a %s', (kind) => {
  const text = documents[kind]('html')
  const tags = new Set([...text.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name?.toLowerCase()))
  for (const tag of ['script', 'img', 'b']) {
    if (tag === 'b' && kind === 'report') continue // the counts are bold
    expect(tags).not.toContain(tag)
  }
  expect(text).not.toMatch(/<[^>]*\son\w+=/i)
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test.each(['guide', 'report'] as const)('the HTML of a %s asks the network for nothing', (kind) => {
  const text = documents[kind]('html')
  expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  expect(text).not.toMatch(/<(link|script|iframe|object|embed)\b|\b(src|href)="(?!#)/)
})

test.each(['guide', 'report'] as const)('no text becomes markup in the Markdown of a %s', (kind) => {
  const text = documents[kind]('md')
  const outsideOfCode = text.replace(/```[\s\S]*?\n```/g, '').replace(/`[^`\n]*`/g, '')
  expect(outsideOfCode).not.toMatch(/(?<!\\)</)
  expect(outsideOfCode).not.toMatch(/(?<!\\)\[a/)
})

test('no text adds a cell to a table', () => {
  const tables = documents
    .report('md')
    .trim()
    .split('\n\n')
    .filter((block) => block.startsWith('|'))
  expect(tables).toHaveLength(2)
  for (const table of tables) {
    const widths = table.split('\n').map((row) => row.match(/(?<!\\)\|/g)?.length)
    expect(new Set(widths).size).toBe(1)
  }
})

test('a fence is longer than any in the code', () => {
  const text = documents.guide('md')
  expect(text).toContain('```bash\n')
  const fenced = guideWriters.md({
    ...buildGuide(subject),
    endpoints: buildGuide(subject).endpoints.map((endpoint) => ({
      ...endpoint,
      before: { ...endpoint.before, code: { ...endpoint.before.code, curl: 'a\n````\nb' } },
    })),
  })
  expect(fenced).toContain('`````bash\na\n````\nb\n`````')
})
