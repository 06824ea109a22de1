import { MigrateError } from '../../errors.ts'
import type { Micros } from './time.ts'

/** The instant of what the clocks of a zone show, both in microseconds since 1970, the latter as if in UTC. */
export type Zone = (local: Micros) => Micros

export const UTC: Zone = (local) => local

/** Farther from UTC than any clock ever was. */
const FAR: Micros = 16n * 3_600_000_000n

/** @param name of IANA, such as `Europe/Berlin`. @throws MigrateError `bad_setting` if there is no such zone */
export function zoneOf(name: string): Zone {
  if (name === 'UTC') return UTC
  const format = formatOf(name)
  return (local) => {
    const before = offsetAt(format, local - FAR)
    const candidates = [before, offsetAt(format, local + FAR)].map((offset) => local - offset)
    const fitting = candidates.filter((utc) => utc + offsetAt(format, utc) === local)
    // in a gap nothing fits: the clock that was not yet moved forward counts on
    return fitting.reduce<Micros | undefined>(earlier, undefined) ?? local - before
  }
}

const earlier = (one: Micros | undefined, other: Micros): Micros =>
  one === undefined || other < one ? other : one

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch (cause) {
    const next = 'Correct source_timezone in the newest row of migration_runs.'
    throw new MigrateError('bad_setting', `There is no time zone "${timeZone}".`, next, { cause })
  }
}

/** Such as `GMT`, `GMT+05:30`, `GMT-04:56:02`. */
const OFFSET = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/

function offsetAt(format: Intl.DateTimeFormat, utc: Micros): Micros {
  const milliseconds = Number((utc - (((utc % 1000n) + 1000n) % 1000n)) / 1000n)
  const name = format.formatToParts(milliseconds).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = OFFSET.exec(name) ?? []
  const offset = BigInt(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1_000_000n
  return sign === '-' ? -offset : offset
}
