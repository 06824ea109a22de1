/** What a server did under load. */
export interface Load {
  readonly perSecond: number
  /** of each call, in milliseconds */
  readonly latencies: readonly number[]
}

/** So many callers at once, each making one call after the other, for so long. */
export async function drive(
  call: () => Promise<void>,
  { callers, seconds }: { readonly callers: number; readonly seconds: number },
): Promise<Load> {
  const latencies: number[] = []
  const start = performance.now()
  const end = start + seconds * 1000
  const work = async (): Promise<void> => {
    for (let began = performance.now(); began < end; began = performance.now()) {
      await call()
      latencies.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: callers }, work))
  return { perSecond: (latencies.length * 1000) / (performance.now() - start), latencies }
}
