import type { Report } from '../../src/readiness/report-schema.ts'
import { renderFailures, renderOpen } from './checks.ts'
import { renderCategories, renderCauses, renderFixes, renderHead, renderWaivers } from './summary.ts'
import type { Theme } from './theme.ts'

/** The report for a person at a terminal; ends with a line break. */
export function renderTerminal(report: Report, theme: Theme): string {
  const blocks = [
    renderHead(report, theme),
    renderCauses(report, theme),
    renderCategories(report, theme),
    renderFailures(report, theme),
    renderOpen(report, theme),
    renderWaivers(report, theme),
    renderFixes(report, theme),
  ]
  const rule = theme.colors.dim('─'.repeat(Math.max(1, theme.columns - 4)))
  const text = blocks
    .map((lines) => lines.join('\n').trimEnd())
    .filter(Boolean)
    .join('\n\n')
  return `\n  ${rule}\n${text}\n`
}
