/** So many calls keep two servers busy without piling up. */
const usualWidth = 6

/** What `work` makes of each item, in the order of the items; a few are worked on at the same time. */
export async function mapAtOnce<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  width = usualWidth,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const place = next
      next += 1
      results[place] = await work(items[place] as T)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  return results
}
