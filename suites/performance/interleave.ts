/** Milliseconds of calls to two sides, measured in turns so that both meet the same machine. */
export interface Latencies {
  readonly baseline: readonly number[]
  readonly candidate: readonly number[]
}

/** Makes one call and throws when the answer is not the right one: a fast error is no sample. */
export type TimedCall = (position: number) => Promise<void>

/**
 * Blocks of A B B A, or B A A B when `flip` says so, so that a drift of the machine hits both sides alike.
 * @param rounds blocks; each adds two samples to both sides
 */
export async function interleave(
  baseline: TimedCall,
  candidate: TimedCall,
  rounds: number,
  flip: () => boolean,
): Promise<Latencies> {
  const samples = { baseline: [] as number[], candidate: [] as number[] }
  const measure = async (side: keyof typeof samples, call: TimedCall, position: number) => {
    const start = performance.now()
    await call(position)
    samples[side].push(performance.now() - start)
  }
  for (let round = 0; round < rounds; round += 1) {
    const order = flip() ? (['candidate', 'baseline'] as const) : (['baseline', 'candidate'] as const)
    for (const side of [...order, ...order.toReversed()]) {
      await measure(side, side === 'baseline' ? baseline : candidate, round)
    }
  }
  return samples
}
