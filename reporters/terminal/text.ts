import { stripVTControlCharacters } from 'node:util'

/** Control and direction marks: data under test may hold them, a terminal would obey them. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** Foreign text made safe for one line of a terminal. */
export const printable = (text: string): string =>
  text.replace(unprintable, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)

export const clip = (text: string, length: number): string => {
  const chars = Array.from(text)
  return chars.length <= length ? text : `${chars.slice(0, length - 1).join('')}…`
}

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

export const count = (amount: number, what: string): string => `${amount} ${what}${amount === 1 ? '' : 's'}`

/** Rounded down: a score just below the threshold must not look like one that reaches it. */
export const floorPoints = (value: number): string => (Math.floor(value * 10 + 1e-6) / 10).toFixed(1)

export const floorPercent = (share: number): string => `${floorPoints(share * 100)}%`
