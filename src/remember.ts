/** A pure function that keeps its results, which are forgotten all at once when there are more than `most`. */
export function remember<Key, Result>(most: number, work: (key: Key) => Result): (key: Key) => Result {
  const results = new Map<Key, Result>()
  return (key) => {
    const known = results.get(key)
    if (known !== undefined) return known
    if (results.size >= most) results.clear()
    const result = work(key)
    results.set(key, result)
    return result
  }
}
