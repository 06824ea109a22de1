import { appendFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { historyLine } from '../src/readiness/history.ts'
import { appendHistory, readHistory } from './history-file.ts'
import { green, red } from './testing/sample-reports.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'betty-history-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('gives back what was added, in order', async () => {
  const file = join(folder, 'new', 'history.jsonl')
  expect(await readHistory(file)).toEqual({ lines: [], unreadable: 0 })
  for (const report of [green, red]) await appendHistory(file, historyLine(report))
  const { lines } = await readHistory(file)
  expect(lines.map(({ verdict, failed }) => ({ verdict, failed }))).toEqual([
    { verdict: 'ready', failed: [] },
    { verdict: 'blocked', failed: ['endpoints.get', 'endpoints.list'] },
  ])
})

it('leaves out what is no run, and begins a line of its own behind half a line', async () => {
  const file = join(folder, 'history.jsonl')
  await appendFile(file, '{"score":"high"}\n{"generated_at":"2025-')
  await appendHistory(file, historyLine(green))
  const history = await readHistory(file)
  expect(history.unreadable).toBe(2)
  expect(history.lines.map(({ score }) => score)).toEqual([100])
  expect(await readFile(file, 'utf8')).toMatch(/2025-\n\{.*\}\n$/)
})

it('tells when the history cannot be read', async () => {
  const file = join(folder, 'history.jsonl')
  await mkdir(file)
  await expect(readHistory(file)).rejects.toThrow(/EISDIR/)
})
