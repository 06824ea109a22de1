/** Times as bigint microseconds since 1970-01-01T00:00:00Z, in the proleptic Gregorian calendar. */

import { rememberLast } from '../remember.ts'
import { dayOf, daysOf, isDay } from './calendar.ts'

/** PostgreSQL's `timestamptz`: 4714-11-24 BC up to, not including, 294277-01-01 (documentation, "Date/Time Types"). */
const earliest = -210_866_803_200_000_000n
const latest = 9_224_318_016_000_000_000n - 1n

const form =
  /^(\d{4})-(\d\d)-(\d\d)(?:[ Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?([Zz]|[+-]\d\d(?::?\d\d)?)?)?$/

/** From 1e11 on a bare number counts milliseconds, below it seconds (v1.md). */
const epochForm = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/

/**
 * A date, a date with time, with or without zone, or seconds or milliseconds since 1970 in digits.
 * A time without a zone goes through `instant`. Undefined when it is none of these or out of range.
 */
export function parseTimestamp(text: string, instant: (localMicros: bigint) => bigint): bigint | undefined {
  const plain = parsePlainTime(text)
  if (plain !== undefined) return inRange(instant(plain))
  const match = form.exec(text)
  if (!match) return text.includes('e') ? undefined : parseEpoch(text)
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match
  const seconds = secondsOf(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  if (seconds === undefined) return undefined
  const local = BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
  if (zone === undefined) return inRange(instant(local))
  const offset = offsetMicros(zone)
  return offset === undefined ? undefined : inRange(local - offset)
}

/** `YYYY-MM-DD HH:MM:SS`, the usual form, as if it were UTC; undefined for any other text. */
export const parsePlainTime = rememberLast(readPlainTime)

function readPlainTime(text: string): bigint | undefined {
  if (text.length !== 19 || !hasSeparators(text)) return undefined
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const seconds = secondsOf(year, month, day, twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17))
  // exact as a double: a multiple of 64 below 2^59
  return seconds === undefined ? undefined : BigInt(seconds * 1_000_000)
}

const hasSeparators = (text: string): boolean =>
  text[4] === '-' && text[7] === '-' && text[10] === ' ' && text[13] === ':' && text[16] === ':'

/** NaN where there are no digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** Seconds since 1970; undefined when there is no such day or time. */
function secondsOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  const isTime = year >= 0 && hour <= 23 && minute <= 59 && second <= 59
  if (!isTime || !isDay(year, month, day)) return undefined
  return daysOf(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
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
  const fraction = Number(((micros % 1_000_000n) + 1_000_000n) % 1_000_000n)
  const seconds = Number((micros - BigInt(fraction)) / 1_000_000n)
  const days = Math.floor(seconds / 86_400)
  const ofDay = seconds - days * 86_400
  const { year, month, day } = dayOf(days)
  const clock = `${pad2(Math.floor(ofDay / 3600))}:${pad2(Math.floor(ofDay / 60) % 60)}:${pad2(ofDay % 60)}`
  const digits = fraction === 0 ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`
  return `${yearText(year)}-${pad2(month)}-${pad2(day)}${separator}${clock}${digits}${suffix}`
}

const pad2 = (value: number): string => (value < 10 ? `0${value}` : String(value))

const yearText = (year: number): string =>
  year >= 1000 ? String(year) : `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`

/** Whether `formatTimestamp` writes the time as this text, with a blank and no suffix. */
export const isCanonicalTime = (text: string, micros: bigint): boolean =>
  text.length === 19
    ? parsePlainTime(text) === micros
    : text.length > 19 && formatTimestamp(micros, ' ', '') === text

function offsetMicros(zone: string): bigint | undefined {
  if (zone === 'Z' || zone === 'z') return 0n
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', ''))
  if (hours > 23 || minutes > 59) return undefined
  return BigInt((zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)) * 60_000_000n
}

const inRange = (micros: bigint): bigint | undefined =>
  micros >= earliest && micros <= latest ? micros : undefined
