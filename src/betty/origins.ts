import type { Revealed } from '../api/mapping.ts'
import type { DownFacts } from '../records/row-down.ts'
import { identify } from './identity.ts'

/** More names than these are forgotten, the oldest first. */
const mostNames = 10_000

/** Users of v1 have small numbers, so that trying them all finds whom a UUID stands for. */
const mostNumbers = 100_000
const atOnce = 10_000

export interface Origins extends DownFacts {
  /** remembers a row whose two names a call has shown */
  note(revealed: Revealed): void
}

/**
 * The v1 numbers and slugs behind the UUIDs of v2, for whoever has no database to look into: by what calls have shown
 * (a login or a profile a user, a request with `project_id` a project), and for users by the identity rule.
 * @param known to begin with, for instance read from a v1 file
 */
export function createOrigins(known: Iterable<Revealed> = []): Origins {
  const noted = new Map<string, bigint | string>()
  const note = ({ table, id, key }: Revealed): void => {
    const name = `${table} ${id}`
    noted.delete(name)
    noted.set(name, key)
    if (noted.size > mostNames) noted.delete(noted.keys().next().value as string)
  }
  for (const each of known) note(each)
  const findNumber = numbersOfUsers()
  return {
    origin(table, id) {
      const name = id.toLowerCase()
      return noted.get(`${table} ${name}`) ?? (table === 'users' ? findNumber(name) : null)
    },
    instant: (local) => local,
    note: (revealed) => note({ ...revealed, id: revealed.id.toLowerCase() }),
  }
}

/** Goes through the numbers once, as far as it is asked to. */
function numbersOfUsers(): (id: string) => bigint | null {
  const numbers = new Map<string, bigint>()
  return (id) => {
    while (!numbers.has(id) && numbers.size < mostNumbers) {
      const from = numbers.size + 1
      for (let number = from; number < from + atOnce; number += 1)
        numbers.set(identify('users', BigInt(number)), BigInt(number))
    }
    return numbers.get(id) ?? null
  }
}
