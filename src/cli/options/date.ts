import { InvalidArgumentError } from 'commander'

/** A day (its first moment in UTC), or a moment with its zone. */
export function parseDate(text: string): Date {
  const date = new Date(text)
  if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/.test(text) && !Number.isNaN(date.getTime()))
    return date
  throw new InvalidArgumentError('Give a day such as 2027-03-31, or a moment such as 2027-03-31T12:00:00Z.')
}
