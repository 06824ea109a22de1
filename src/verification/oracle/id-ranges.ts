/** Ids that were added in ascending order, as ranges without holes: 16 bytes each, however many ids it holds. */
export class IdRanges {
  /** first and last id of each range */
  #bounds = new BigInt64Array(64)
  #end = 0

  add(id: bigint): void {
    if (this.#end > 0 && this.#bounds[this.#end - 1] === id - 1n) {
      this.#bounds[this.#end - 1] = id
      return
    }
    if (this.#end === this.#bounds.length) {
      const larger = new BigInt64Array(this.#end * 2)
      larger.set(this.#bounds)
      this.#bounds = larger
    }
    this.#bounds[this.#end] = id
    this.#bounds[this.#end + 1] = id
    this.#end += 2
  }

  has(id: bigint): boolean {
    let low = 0
    let high = this.#end / 2
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#bounds[middle * 2 + 1] as bigint) < id) low = middle + 1
      else high = middle
    }
    return low * 2 < this.#end && (this.#bounds[low * 2] as bigint) <= id
  }
}
