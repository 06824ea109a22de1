/** Exact arithmetic on decimals as JSON writes them, without a detour through doubles. */

/** One text for all spellings of a decimal value: `1.10`, `1.1` and `11e-1` are all `11e-1`. */
export function decimalKey(source: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  const shift = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length)
  return `${sign}${significant}e${shift}`
}

/** One text for all spellings with the same digits behind the point: `1.10` and `11.0e-1`, but not `1.1`. */
export function digitsKey(source: string): string {
  const [, fraction = '', exponent = '0'] = /^-?\d+(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? []
  return `${decimalKey(source)} ${Math.max(0, fraction.length - Number(exponent))}`
}

/** The nearest whole number, halves up, kept within the bounds. */
export function roundWithin(source: string, low: number, high: number): number {
  const rough = Number(source)
  if (rough <= low) return low
  if (rough >= high) return high
  const [, whole = '', fraction = '', exponent = '0'] =
    /^[+-]?(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(source) ?? []
  const scale = fraction.length - Number(exponent)
  const digits = BigInt(whole + fraction)
  if (scale <= 0) return Number(digits * 10n ** BigInt(-scale))
  const unit = 10n ** BigInt(scale)
  return Number((digits * 2n + unit) / (unit * 2n))
}
