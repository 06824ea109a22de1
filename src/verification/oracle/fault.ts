/** Why a row cannot land; the first in this order is its reason code. */
export const FAULTS = [
  'invalid_utf8',
  'nul_character',
  'not_text',
  'missing_required',
  'invalid_unicode',
  'bad_timestamp',
  'too_large',
  'dangling_relationship',
] as const

export type Fault = (typeof FAULTS)[number]

export function firstOf(faults: ReadonlySet<Fault>): Fault | undefined {
  return FAULTS.find((fault) => faults.has(fault))
}
