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

/**
 * A pure function of numbers that mostly follow each other: each has one of so many places, a power of two, which
 * another one takes when its turn comes.
 */
export function rememberNumbered<Result>(
  places: number,
  work: (number: bigint) => Result,
): (number: bigint) => Result {
  const numbers = new BigInt64Array(places)
  const results: (Result | undefined)[] = []
  return (number) => {
    const place = Number(number) & (places - 1)
    const known = results[place]
    if (known !== undefined && numbers[place] === number) return known
    const result = work(number)
    numbers[place] = number
    results[place] = result
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
