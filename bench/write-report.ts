import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { packageRoot } from '../src/package-root.ts'

const file = new URL('docs/benchmarks.md', packageRoot)

/** Writes docs/benchmarks.md; of one part alone, in the place of its sections, beside those that are there. */
export function writeReport(text: string, isPart: boolean): void {
  const before = isPart && existsSync(file) ? readFileSync(file, 'utf8') : ''
  const sections = new Map(sectionsOf(before))
  for (const [heading, section] of sectionsOf(text)) sections.set(heading, section)
  // where it was measured stands last
  const where = sections.get('## Where') ?? ''
  sections.delete('## Where')
  writeFileSync(file, [...sections.values(), where].join(''))
}

/** What stands before the first heading of the second level is a section, too. */
const sectionsOf = (text: string): [string, string][] =>
  text
    .split(/^(?=## )/m)
    .filter((section) => section !== '')
    .map((section) => [section.split('\n')[0] ?? '', section])
