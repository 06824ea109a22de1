import { stripVTControlCharacters } from 'node:util'

/** Columns under their headings, two blanks apart; columns of numbers are aligned to the right. */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const lines = [headings, ...rows].map((line) => line.map(String))
  const columns = headings.map((_, at) => ({
    width: Math.max(...lines.map((line) => widthOf(line[at] ?? ''))),
    isNumeric: rows.length > 0 && rows.every((row) => typeof row[at] === 'number'),
  }))
  const fit = (text: string, at: number): string => {
    const { width, isNumeric } = columns[at] ?? { width: 0, isNumeric: false }
    const blanks = ' '.repeat(Math.max(0, width - widthOf(text)))
    return isNumeric ? blanks + text : text + blanks
  }
  return lines.map((line) => line.map(fit).join('  ').trimEnd()).join('\n')
}

const widthOf = (text: string): number => stripVTControlCharacters(text).length
