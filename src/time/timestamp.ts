/** Times as bigint microseconds since 1970-01-01T00:00:00Z, in the proleptic Gregorian calendar. */

/** PostgreSQL's `timestamptz`: 4714-11-24 BC up to, not including, 294277-01-01 (documentation, "Date/Time Types"). */
const earliest = -210_866_803_200_000_000n
const latest = 9_224_318_016_000_000_000n - 1n

/** The Gregorian calendar repeats after 400 years, which keeps `Date` inside its range and off its two-digit years. */
const cycleMs = 12_622_780_800_000
const cycleMicros = BigInt(cycleMs) * 1000n

const form =
  /^(\d{4})-(\d\d)-(\d\d)(?:[ Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?([Zz]|[+-]\d\d(?::?\d\d)?)?)?$/

/** From 1e11 on a bare number counts milliseconds, below it seconds (v1.md). */
const epochForm = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/

/**
 * A date, a date with time, with or without zone, or seconds or milliseconds since 1970 in digits.
 * A time without a zone goes through `instant`. Undefined when it is none of these or out of range.
 */
export function parseTimestamp(text: string, instant: (localMicros: bigint) => bigint): bigint | undefined {
  const match = form.exec(text)
  if (!match) return /e/.test(text) ? undefined : parseEpoch(text)
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (h > 23 || mi > 59 || s > 59) return undefined
  const date = new Date(Date.UTC(y + 400, mo - 1, d, h, mi, s))
  if (date.getUTCMonth() !== mo - 1 || date.getUTCDate() !== d) return undefined
  const local = BigInt(date.getTime() - cycleMs) * 1000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
  if (zone === undefined) return inRange(instant(local))
  const offset = offsetMicros(zone)
  return offset === undefined ? undefined : inRange(local - offset)
}

/** Digits that count seconds or milliseconds since 1970; beyond microseconds they are cut toward zero. */
export function parseEpoch(digits: string): bigint | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = epochForm.exec(digits) ?? []
  if (whole === '') return undefined
  const scale = Number(exponent)
  const wholeDigits = whole.replace(/^0+/, '').length + scale
  if (wholeDigits > 20) return undefined
  const milliseconds = wholeDigits >= 12
  const shift = (milliseconds ? 3 : 6) + scale - fraction.length
  const unscaled = BigInt(whole + fraction)
  const magnitude =
    shift >= 0 ? unscaled * 10n ** BigInt(shift) : shift < -400 ? 0n : unscaled / 10n ** BigInt(-shift)
  return inRange(sign === '-' ? -magnitude : magnitude)
}

/** `YYYY-MM-DD` + separator + `HH:MM:SS`, then the fraction without trailing zeros if there is one, then `suffix`. */
export function formatTimestamp(micros: bigint, separator: ' ' | 'T', suffix: '' | 'Z'): string {
  const cycles = micros / cycleMicros - (micros < 0n ? 1n : 0n)
  const within = micros - cycles * cycleMicros
  const iso = new Date(Number(within / 1000n)).toISOString()
  const year = Number(iso.slice(0, 4)) + Number(cycles) * 400
  const fraction = String(within % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '')
  const yearText = year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0')
  return `${yearText}${iso.slice(4, 10)}${separator}${iso.slice(11, 19)}${fraction && `.${fraction}`}${suffix}`
}

function offsetMicros(zone: string): bigint | undefined {
  if (zone === 'Z' || zone === 'z') return 0n
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', ''))
  if (hours > 23 || minutes > 59) return undefined
  return BigInt((zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)) * 60_000_000n
}

const inRange = (micros: bigint): bigint | undefined =>
  micros >= earliest && micros <= latest ? micros : undefined
