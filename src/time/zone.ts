import { daysOf } from './calendar.ts'

const second = 1_000_000n
const day = 86_400n * second

/** Microseconds since 1970 UTC of a local time, which is given as if it were UTC. */
export type Instant = (localMicros: bigint) => bigint

/**
 * The local times of a zone (IANA name). One in a gap moves forward by the gap, of a doubled one the earlier is taken.
 * Undefined when there is no such zone. The offsets are those of the time zone database that the runtime has.
 */
export function createZone(name: string): Instant | undefined {
  if (name === 'UTC') return (local) => local
  const format = createFormat(name)
  if (!format) return undefined
  const offsetAt = (utc: bigint): bigint => {
    const seconds = clamp(Number(floorDiv(utc, second)))
    return BigInt(localSeconds(format, seconds) - seconds) * second
  }
  const steadyDays = new Map<bigint, bigint | undefined>()
  /** the offset of a local day around which it does not change */
  const steadyOffset = (local: bigint): bigint | undefined => {
    const number = floorDiv(local, day)
    if (!steadyDays.has(number)) {
      const [before, after] = [offsetAt((number - 1n) * day), offsetAt((number + 2n) * day)]
      const between = offsetAt(number * day + day / 2n)
      steadyDays.set(number, before === after && before === between ? before : undefined)
    }
    return steadyDays.get(number)
  }
  return (local) => {
    const steady = steadyOffset(local)
    if (steady !== undefined) return local - steady
    const [before, after] = [offsetAt(local - day), offsetAt(local + day)]
    // where clocks go back, the offset before is the greater one, so that its instant is the earlier
    const fitting = [local - before, local - after].find((utc) => utc + offsetAt(utc) === local)
    return fitting ?? local - before
  }
}

function createFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return undefined
  }
}

/** As far as a Date reaches; beyond it a zone keeps its last offset. */
const lastSecond = 8_640_000_000_000 - 86_400 * 2
const clamp = (seconds: number): number => Math.max(-lastSecond, Math.min(lastSecond, seconds))

/** What the clocks of the zone show, counted as if it were UTC. */
function localSeconds(format: Intl.DateTimeFormat, utcSeconds: number): number {
  const parts = new Map(format.formatToParts(utcSeconds * 1000).map(({ type, value }) => [type, value]))
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
  const year = parts.get('era')?.startsWith('B') ? 1 - number('year') : number('year')
  const days = daysOf(year, number('month'), number('day'))
  return days * 86_400 + number('hour') * 3600 + number('minute') * 60 + number('second')
}

const floorDiv = (value: bigint, by: bigint): bigint => (value - (((value % by) + by) % by)) / by
