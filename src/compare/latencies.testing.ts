import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { probit } from 'simple-statistics'

/** Uniform in [0, 1), the same for the same seed. */
export const randomFrom = (seed: number): (() => number) => {
  const generator = xoroshiro128plus(seed)
  return () => uniformFloat64(generator)
}

/** Latencies as servers have them: logarithms with a normal spread. */
export const latency = (milliseconds: number, random: () => number, spread = 0.4): number =>
  milliseconds * Math.exp(spread * probit(0.0001 + 0.9998 * random()))
