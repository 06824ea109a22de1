/** A stream in order of a key, of which the next key can be seen before its item is taken. It comes in batches. */
export class KeyedStream<Item> {
  readonly #batches: AsyncIterator<readonly Item[]>
  readonly #keyOf: (item: Item) => bigint | undefined
  #batch: readonly Item[] = []
  #at = 0
  #isAtEnd = false
  #key: bigint | undefined

  constructor(batches: AsyncIterable<readonly Item[]>, keyOf: (item: Item) => bigint | undefined) {
    this.#batches = batches[Symbol.asyncIterator]()
    this.#keyOf = keyOf
  }

  /** `fill` must be awaited before the next key can be seen. */
  get isEmpty(): boolean {
    return this.#at >= this.#batch.length && !this.#isAtEnd
  }

  async fill(): Promise<void> {
    while (this.isEmpty) {
      const next = await this.#batches.next()
      this.#isAtEnd = next.done === true
      this.#batch = next.done === true ? [] : next.value
      this.#at = 0
    }
    this.#look()
  }

  /** Undefined at the end. */
  get key(): bigint | undefined {
    return this.#key
  }

  /** The next item if it has this key. */
  take(key: bigint): Item | undefined {
    if (this.#key !== key) return undefined
    const item = this.#batch[this.#at]
    this.#at += 1
    this.#look()
    return item
  }

  #look(): void {
    const item = this.#batch[this.#at]
    this.#key = item === undefined ? undefined : this.#keyOf(item)
  }
}

/** The lowest key that comes next in any of the streams, which are filled for it; undefined when all have ended. */
export async function lowestKey(
  ...streams: readonly Pick<KeyedStream<unknown>, 'isEmpty' | 'fill' | 'key'>[]
): Promise<bigint | undefined> {
  let lowest: bigint | undefined
  for (const stream of streams) {
    if (stream.isEmpty) await stream.fill()
    const { key } = stream
    if (key !== undefined && (lowest === undefined || key < lowest)) lowest = key
  }
  return lowest
}

/** @param size how many items to a batch */
export async function* inBatches<Item>(items: Iterable<Item>, size: number): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = []
  for (const item of items) {
    if (batch.push(item) < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
