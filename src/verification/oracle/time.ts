import { plainDecimal } from './json.ts'
import { UTC, type Zone } from './zone.ts'

/** Microseconds since 1970-01-01T00:00:00Z. */
export type Micros = bigint

/** PostgreSQL's `timestamptz`: from 4714-11-24 BC up to, not including, 294277-01-01. */
const EARLIEST: Micros = -210_866_803_200_000_000n
const END: Micros = 9_224_318_016_000_000_000n
const FIRST_EPOCH_MILLIS = 100_000_000_000n

const CALENDAR =
  /^(\d{4})-(\d\d)-(\d\d)(?:[ Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?([Zz]|[+-]\d\d(?::?\d\d)?)?)?$/
const EPOCH = /^[+-]?\d+(?:\.\d+)?$/

/** The instant of a v1 timestamp text, cut to microseconds; undefined if it cannot be read or held. */
export function readTime(text: string, zone: Zone = UTC): Micros | undefined {
  const trimmed = text.trim()
  const micros = EPOCH.test(trimmed) ? readEpoch(trimmed) : readCalendar(trimmed, zone)
  return micros !== undefined && micros >= EARLIEST && micros < END ? micros : undefined
}

/** Seconds, or milliseconds from 1e11 on; cut toward zero at the microsecond. */
export function readEpoch(decimal: string): Micros | undefined {
  const [whole = '0', fraction = ''] = plainDecimal(decimal).split('.')
  const isMillis = BigInt(whole.replace('-', '')) >= FIRST_EPOCH_MILLIS
  const kept = isMillis ? 3 : 6
  const micros = BigInt(whole.replace('-', '') + fraction.slice(0, kept).padEnd(kept, '0'))
  return within(whole.startsWith('-') ? -micros : micros)
}

function readCalendar(text: string, ownZone: Zone): Micros | undefined {
  const parts = CALENDAR.exec(text)
  if (parts === null) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = parts
  const days = daysOf(Number(year), Number(month), Number(day))
  if (days === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const offset = zone === undefined ? 0 : offsetMinutes(zone)
  if (offset === undefined) return undefined
  const seconds = days * 86_400 + Number(hour) * 3600 + (Number(minute) - offset) * 60 + Number(second)
  const whole = BigInt(seconds) * 1_000_000n
  const micros = fraction === '' ? whole : whole + BigInt(fraction.slice(0, 6).padEnd(6, '0'))
  return zone === undefined ? ownZone(micros) : micros
}

/** Days since 1970; undefined for a day that no calendar has. `Date` takes years below 100 for those of 1900. */
function daysOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year + 400, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.getTime() / 86_400_000 - DAYS_IN_400_YEARS
}

const DAYS_IN_400_YEARS = 146_097

function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || '0')
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** A real number of v1 as an instant: its shortest decimal counts. */
export function readRealTime(value: number): Micros | undefined {
  return Number.isFinite(value) ? readEpoch(String(value)) : undefined
}

function within(micros: Micros): Micros | undefined {
  return micros >= EARLIEST && micros < END ? micros : undefined
}

const CANONICAL = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{0,5}[1-9])?$/

/** Whether a text that was read as this instant is how the instant is written canonically. */
export function isCanonicalTime(text: string, micros: Micros, zone: Zone): boolean {
  if (!CANONICAL.test(text)) return false
  return zone === UTC || text === canonicalTime(micros)
}

/** `YYYY-MM-DD HH:MM:SS`, and the fraction if there is one; undefined outside of the years 0 to 9999. */
export function canonicalTime(micros: Micros): string | undefined {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n
  const date = new Date(Number((micros - fraction) / 1000n))
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) return undefined
  const seconds = date.toISOString().slice(0, 19).replace('T', ' ')
  if (fraction === 0n) return seconds
  return `${seconds}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`
}
