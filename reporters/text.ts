/** Control and direction marks: data under test may hold them, a terminal would obey them. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

const spell = (char: string): string => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`

/** Foreign text made safe for one line. */
export const printable = (text: string): string => text.replace(unprintable, spell)

/** Foreign text made safe, with its lines. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n')

export const clip = (text: string, length: number): string => {
  const chars = Array.from(text)
  return chars.length <= length ? text : `${chars.slice(0, length - 1).join('')}…`
}

export const count = (amount: number, what: string): string => `${amount} ${what}${amount === 1 ? '' : 's'}`

/** Rounded down: a score just below the threshold must not look like one that reaches it. */
export const floorPoints = (value: number): string => (Math.floor(value * 10 + 1e-6) / 10).toFixed(1)

export const floorPercent = (share: number): string => `${floorPoints(share * 100)}%`

const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** A duration in its two largest units: `4 min 10 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  const step = seconds >= 86_400 ? 3600 : seconds >= 3600 ? 60 : 1
  let rest = Math.round(seconds / step) * step
  const parts: string[] = []
  for (const [size, unit] of units) {
    if (rest >= size) parts.push(`${Math.floor(rest / size)} ${unit}`)
    rest %= size
  }
  return parts.join(' ')
}
