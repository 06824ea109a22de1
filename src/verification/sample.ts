/** Some rows of a table, the same in every run and on both sides. */
export interface Sample {
  includes(id: bigint): boolean
  /** the same as a condition that SQLite and PostgreSQL understand */
  condition(idColumn: string): string
}

/** A prime, so that ids at regular distances are spread as well as all others. */
const places = 1_000_003n
const stride = 611_953n

/** About `wanted` of `count` rows, spread over the ids; undefined: all of them. */
export function sampleOf(wanted: number, count: number): Sample | undefined {
  if (wanted >= count) return undefined
  const limit = BigInt(Math.ceil((wanted / count) * Number(places)))
  return {
    includes: (id) => ((((id % places) + places) % places) * stride) % places < limit,
    condition: (column) =>
      `(((${column} % ${places}) + ${places}) % ${places} * ${stride}) % ${places} < ${limit}`,
  }
}
