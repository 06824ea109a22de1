import { InvalidArgumentError } from 'commander'

/** A port to serve on; 0 takes a free one. */
export function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new InvalidArgumentError('Give a number from 0 to 65535; 0 takes a free one.')
}
