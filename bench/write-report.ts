import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { packageRoot } from '../src/package-root.ts'

const file = new URL('docs/benchmarks.md', packageRoot)

/** Writes docs/benchmarks.md; of one part alone, in the place of its sections, beside those that are there. */
export function writeReport(text: string, isPart: boolean): void {
  const before = isPart && existsSync(file) ? readFileSync(file, 'utf8') : ''
  const sections = new Map(sectionsOf(before))
  const earlier = sections.get(where) ?? ''
  for (const [heading, section] of sectionsOf(text)) sections.set(heading, section)
  const now = sections.get(where) ?? ''
  sections.delete(where)
  // where it was measured stands last, with the programs that other parts were compared with
  const others = linesOf(earlier).filter((line) => !linesOf(now).some((own) => nameOf(own) === nameOf(line)))
  writeFileSync(file, [...sections.values(), now, ...others].join(''))
}

const where = '## Where'

const linesOf = (section: string): string[] => section.match(/^- .*\n/gm) ?? []
const nameOf = (line: string): string => line.split(':')[0] ?? ''

/** What stands before the first heading of the second level is a section, too. */
const sectionsOf = (text: string): [string, string][] =>
  text
    .split(/^(?=## )/m)
    .filter((section) => section !== '')
    .map((section) => [section.split('\n')[0] ?? '', section])
