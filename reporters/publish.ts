import { appendFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { historyLine } from '../src/readiness/history.ts'
import type { Report } from '../src/readiness/report-schema.ts'
import { renderBadge } from './badge.ts'
import { appendHistory } from './history-file.ts'
import { renderHtml } from './html/render.ts'
import { renderMarkdown } from './markdown/render.ts'
import { writeWhole } from './write-file.ts'

export interface Places {
  readonly folder: string
  /** a further copy of the JSON */
  readonly output?: string | undefined
  /** the file that GitHub shows beside a job */
  readonly summary?: string | undefined
}

const toJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`

/** What a run leaves behind, each part apart from the others: one that fails takes none with it. */
export function listFiles(
  report: Report,
  { folder, output, summary }: Places,
): readonly (() => Promise<void>)[] {
  return [
    () => writeWhole(join(folder, 'report.json'), toJson(report)),
    () => writeWhole(join(folder, 'report.html'), renderHtml(report)),
    () => writeWhole(join(folder, 'report.md'), renderMarkdown(report)),
    () => writeWhole(join(folder, 'badge.svg'), renderBadge(report)),
    () => appendHistory(join(folder, 'history.jsonl'), historyLine(report)),
    ...(output ? [() => writeWhole(resolve(output), toJson(report))] : []),
    ...(summary ? [() => appendFile(summary, `${renderMarkdown(report)}\n`)] : []),
  ]
}
