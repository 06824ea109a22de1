import type { Report } from '../../src/readiness/report-schema.ts'
import { printableLines } from '../text.ts'

function spell(value: unknown): unknown {
  if (typeof value === 'string') return printableLines(value)
  if (Array.isArray(value)) return value.map(spell)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [spell(name), spell(member)]))
}

/** The document with its control and direction marks spelt out, so that no value found can disguise another. */
export const spellControls = (report: Report): Report => spell(report) as Report
