import type { Expectation } from '../oracle/expectation.ts'
import { isObject, type Json, type JsonObject } from '../oracle/json.ts'
import type { QuarantineRow } from './quarantine-row.ts'

/** Paths in the rows of a target table, by its name. */
type Places = Readonly<Record<string, readonly (readonly string[])[]>>

/** What a migration does that the contract does not say. */
export interface BeyondContract {
  readonly places: Places
  /** source tables of its own */
  readonly tables: readonly string[]
}

/**
 * What the oracle has no say in, because the migration that is judged does not follow the contract there. Whoever
 * names it judges it in another way. A row of such a table may also land, or be in quarantine, where the contract says otherwise.
 */
export class Beyond {
  readonly #places: Places
  readonly #landings = new Set<string>()

  /** source tables that the contract does not know, and the migration does */
  readonly tables: readonly string[]

  constructor({ places, tables }: BeyondContract) {
    this.#places = places
    this.tables = tables
  }

  has(table: string, column?: string): boolean {
    const places = this.#places[table]
    return places !== undefined && (column === undefined || places.some((place) => place[0] === column))
  }

  /** whether a row of the table was found to land, or not to, against the contract */
  hasLandings(table: string): boolean {
    return this.#landings.has(table)
  }

  /** Whether a row is on the other side than the contract says, and may be. */
  isElsewhere(
    table: string,
    expectation: Expectation | undefined,
    row: unknown,
    quarantined: QuarantineRow | undefined,
  ): expectation is Expectation {
    if (expectation === undefined || !this.has(table)) return false
    const found = { landed: row !== undefined, quarantined: quarantined !== undefined }
    if (found.landed === found.quarantined || found[expectation.kind]) return false
    this.#landings.add(table)
    return true
  }

  /** The row without what lies beyond. */
  without<Row extends Readonly<Record<string, Json | undefined>>>(table: string, row: Row): Row {
    return (this.#places[table] ?? []).reduce((rest, place) => withoutPlace(rest, place), row)
  }
}

/** A complement that only spoke of such places is none. */
const shallowest = 2

function withoutPlace<Row extends Readonly<Record<string, Json | undefined>>>(
  row: Row,
  [name = '', ...path]: readonly string[],
  depth = 0,
): Row {
  if (!Object.hasOwn(row, name)) return row
  const { [name]: value, ...rest } = row
  if (path.length === 0) return rest as Row
  if (!isObject(value)) return row
  const inner: JsonObject = withoutPlace(value, path, depth + 1)
  const isGone = depth >= shallowest && Object.keys(inner).length === 0
  return (isGone ? rest : { ...row, [name]: inner }) as Row
}
