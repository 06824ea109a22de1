import { stripVTControlCharacters } from 'node:util'

const widthOf = (text: string): number => Array.from(stripVTControlCharacters(text)).length

/** Lines of at most `width` characters where words allow it; `first` begins the first, `rest` the others. */
export function wrap(text: string, width: number, first = '', rest = ' '.repeat(widthOf(first))): string[] {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(/ +/).filter(Boolean)) {
    if (!empty && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line)
      line = rest
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  return [...lines, line]
}
