import { clip, printable } from '../text.ts'

/** Foreign text as a code span: nothing in it is markup, a mention or a link; the fence outgrows its ticks. */
export function code(text: string, length = 160): string {
  const line = clip(printable(text), length) || ' '
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}

/** Kept apart by a space of no width: `@name`, `#12` and addresses, which would call people and make links. */
const calls = /(@|#|:(?=\/\/)|www(?=\.))/gi

/** Our own sentences, which may name things found: nothing in them is markup, HTML, a mention or a link. */
export const prose = (text: string, length = 400): string =>
  clip(printable(text), length)
    .replace(/[\\`*_[\]<>|~&]/g, '\\$&')
    .replace(/^(\s*)([-+#=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    .replace(calls, '$1\u200b')

export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [headings, headings.map(() => '---'), ...rows].map(
    (row) => `| ${row.map((cell) => cell.replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`,
  )
