/** A stream in order of a key, of which the next key can be seen before it is taken. */
export class Peekable<Item> {
  readonly #items: AsyncIterator<Item> | Iterator<Item>
  readonly #keyOf: (item: Item) => bigint
  #head: IteratorResult<Item> | undefined

  constructor(items: AsyncIterable<Item> | Iterable<Item>, keyOf: (item: Item) => bigint) {
    this.#items = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
    this.#keyOf = keyOf
  }

  /** The key of the next item; undefined at the end. */
  async key(): Promise<bigint | undefined> {
    this.#head ??= await this.#items.next()
    return this.#head.done === true ? undefined : this.#keyOf(this.#head.value)
  }

  /** The next items that have this key. */
  async take(key: bigint): Promise<Item[]> {
    const taken: Item[] = []
    while ((await this.key()) === key && this.#head?.done !== true && this.#head !== undefined) {
      taken.push(this.#head.value)
      this.#head = undefined
    }
    return taken
  }
}

/** The lowest key that comes next in any of the streams; undefined when all have ended. */
export async function lowestKey(
  streams: readonly { key(): Promise<bigint | undefined> }[],
): Promise<bigint | undefined> {
  let lowest: bigint | undefined
  for (const stream of streams) {
    const key = await stream.key()
    if (key !== undefined && (lowest === undefined || key < lowest)) lowest = key
  }
  return lowest
}
