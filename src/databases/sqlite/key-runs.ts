/** Which whole numbers are there, as runs of neighbours: ids of a table are dense, so a million take little room. */
export class KeyRuns {
  readonly #starts: Float64Array
  readonly #ends: Float64Array

  /** @param keys in ascending order */
  constructor(keys: Iterable<number>) {
    const starts: number[] = []
    const ends: number[] = []
    let last = Number.NaN
    for (const key of keys) {
      if (key !== last + 1) {
        if (starts.length > 0) ends.push(last)
        starts.push(key)
      }
      last = key
    }
    if (starts.length > 0) ends.push(last)
    this.#starts = Float64Array.from(starts)
    this.#ends = Float64Array.from(ends)
  }

  has(key: number): boolean {
    const starts = this.#starts
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((starts[middle] as number) <= key) low = middle + 1
      else high = middle
    }
    return low > 0 && key <= (this.#ends[low - 1] as number)
  }
}
