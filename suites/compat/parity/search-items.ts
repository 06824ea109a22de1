import type { Json } from '../../../src/json/json.ts'

/** An item as v2 lists it. */
export type Item = { readonly [name: string]: Json }

/** A time as v2 writes it, with all of its digits. */
export function microseconds(time: Json | undefined): bigint {
  const text = String(time)
  const digits = /\.(\d+)/.exec(text)?.[1] ?? ''
  const seconds = Date.parse(text.replace(/\.\d+/, ''))
  return BigInt(Number.isNaN(seconds) ? 0 : seconds) * 1000n + BigInt(digits.padEnd(6, '0').slice(0, 6))
}
