import type { Guide, Report } from './guide.ts'
import { writeGuideHtml } from './html/write-guide.ts'
import { writeReportHtml } from './html/write-report.ts'
import { writeGuideMarkdown } from './markdown/write-guide.ts'
import { writeReportMarkdown } from './markdown/write-report.ts'

export const formats = ['md', 'json', 'html'] as const

export type Format = (typeof formats)[number]

const asJson = (document: Guide | Report): string => `${JSON.stringify(document, null, 2)}\n`

export const guideWriters: Readonly<Record<Format, (guide: Guide) => string>> = {
  md: writeGuideMarkdown,
  json: asJson,
  html: writeGuideHtml,
}

export const reportWriters: Readonly<Record<Format, (report: Report) => string>> = {
  md: writeReportMarkdown,
  json: asJson,
  html: writeReportHtml,
}
