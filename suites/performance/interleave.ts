import { shuffle } from 'simple-statistics'
import type { Answer } from '../../src/api/exchange.ts'

/** One call that is ready to be made. Only `ask` is timed. */
export interface ReadyCall {
  ask(): Promise<Answer>
  /**
   * Looks at the answer: a fast error is no sample.
   * @throws OtherAnswer when it is not the right one
   */
  look(answer: Answer): void
}

/** Gets the call of one turn ready, outside of the time that is measured. */
export type TimedCall = (turn: number) => Promise<ReadyCall>

/** An answer that is not the one expected, so that the time it took means nothing. */
export class OtherAnswer extends Error {
  override readonly name = 'OtherAnswer'
  readonly expected: string
  readonly actual: string
  /** who gave it */
  side = ''
  constructor(expected: string, actual: string) {
    super(`expected ${expected}, found ${actual}`)
    this.expected = expected
    this.actual = actual
  }
}

/**
 * Milliseconds of calls to several sides, in turns: blocks such as A B C C B A, in random order, so that a drift of the
 * machine hits all sides alike.
 * @param samples of each side, rounded up to an even number
 * @throws OtherAnswer that names the side which gave it
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
    for (const side of [...order, ...order.toReversed()])
      times[side].push(await time(side, calls[side], block))
  }
  return times
}

async function time(side: string, call: TimedCall, turn: number): Promise<number> {
  try {
    const ready = await call(turn)
    const start = performance.now()
    const answer = await ready.ask()
    const took = performance.now() - start
    ready.look(answer)
    return took
  } catch (error) {
    if (error instanceof OtherAnswer) error.side = side
    throw error
  }
}
