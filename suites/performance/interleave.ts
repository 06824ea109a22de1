import { shuffle } from 'simple-statistics'

/**
 * Makes one call; what it returns looks at the answer, outside of the time that is measured, and throws when it is not
 * the right one: a fast error is no sample.
 */
export type TimedCall = (position: number) => Promise<() => void>

/**
 * Milliseconds of calls to several sides, in turns: blocks such as A B C C B A, in random order, so that a drift of the
 * machine hits all sides alike.
 * @param samples of each side, rounded up to an even number
 */
export async function interleave<Side extends string>(
  calls: Readonly<Record<Side, TimedCall>>,
  samples: number,
  random: () => number,
): Promise<Readonly<Record<Side, readonly number[]>>> {
  const sides = Object.keys(calls) as Side[]
  const times = Object.fromEntries(sides.map((side) => [side, [] as number[]])) as Record<Side, number[]>
  for (let block = 0; block < samples / 2; block += 1) {
    const order = shuffle(sides, random)
    for (const side of [...order, ...order.toReversed()]) {
      const start = performance.now()
      const look = await calls[side](block)
      times[side].push(performance.now() - start)
      look()
    }
  }
  return times
}
