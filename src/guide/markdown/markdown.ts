/** Building blocks of Markdown documents. Text may hold `code` between backticks; all else in it is shown as it is. */

/** Text that no Markdown reader takes for markup or HTML, beside code between backticks. */
export const prose = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/[\\`*_[\]<>#|&~]/g, '\\$&')))
    .join('')

/** The same in a cell of a table, where a bar would end the cell, also in code. */
export const cell = (text: string): string => prose(text).replace(/(?<!\\)\|/g, '\\|')

export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

/** A fence longer than any in the code. */
export function codeBlock(syntax: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${syntax}\n${code}\n${fence}`
}

export const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')

export const numbered = (lines: readonly string[]): string =>
  lines.map((line, at) => `${at + 1}. ${line}`).join('\n')

export const paragraphs = (...parts: readonly string[]): string =>
  `${parts.filter((part) => part !== '').join('\n\n')}\n`
