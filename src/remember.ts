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

/** A pure function that keeps its last result, for callers that ask the same thing twice in a row. */
export function rememberLast<Result>(work: (text: string) => Result): (text: string) => Result {
  let last: { readonly text: string; readonly result: Result } | undefined
  return (text) => {
    if (last?.text !== text) last = { text, result: work(text) }
    return last.result
  }
}
