/** What was judged: versions, sizes, durations. */
export type Facts = Readonly<Record<string, string | number>>

const join = (values: readonly (string | number)[]): string | number => {
  const distinct = [...new Set(values)].sort()
  return distinct.length === 1 ? (distinct[0] ?? '') : distinct.join(' / ')
}

/** The facts of all parts of a run. Where parts differ, as durations do from shard to shard, all values stay. */
export function mergeFacts(parts: readonly Facts[]): Facts {
  const byName = Map.groupBy(
    parts.flatMap((part) => Object.entries(part)),
    ([name]) => name,
  )
  return Object.fromEntries(
    [...byName].map(([name, entries]) => [name, join(entries.map(([, value]) => value))]),
  )
}
