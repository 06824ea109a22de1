import { InvalidArgumentError } from 'commander'
import { durationWords, readDuration } from '../../settings/duration.ts'

/** A time on the command line, as milliseconds. */
export function parseDuration(text: string): number {
  const duration = readDuration(text)
  if (duration === undefined) throw new InvalidArgumentError(`Give ${durationWords}.`)
  return duration
}
