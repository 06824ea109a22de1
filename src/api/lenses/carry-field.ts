import { equalJson } from '../../json/equal.ts'
import type { Json } from '../../json/json.ts'
import { silentRow, type UpRow } from '../../records/codec.ts'
import type { DownFacts } from '../../records/row-down.ts'
import type { DraftRow } from '../../records/target-row.ts'
import { Refusal } from '../exchange.ts'
import type { ResourceField } from './resource.ts'

/** A value of a request in the target's form, and what that lacks to be shown as it was sent. */
export function carryField({ name, shown, field }: ResourceField, given: Json, facts: DownFacts) {
  try {
    const cell = shown.read(given)
    const row = requestRow(facts)
    const target = field.codec.up(cell, row)
    const draft: DraftRow = {}
    field.slot.set(draft, target)
    const down = { id: null, target: draft, ...facts }
    const back = shown.show(target ?? null, () => field.codec.down(target, undefined, down))
    const rest = equalJson(back, given) ? undefined : field.codec.rest(cell, target, row)
    return { name, field, target, rest }
  } catch (error) {
    throw Refusal.at(name, error)
  }
}

/** A request speaks of one row alone: what it refers to is for the target to check. */
const requestRow = (facts: DownFacts): UpRow => ({
  ...silentRow({ id: null, target: {}, ...facts }),
  refuse: (_code, reason) => {
    throw new Refusal(400, reason)
  },
})
