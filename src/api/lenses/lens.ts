import type { Json } from '../../json/json.ts'
import type { DownFacts } from '../../records/row-down.ts'
import type { Change, Rule, Side } from '../mapping.ts'

/** A JSON value in the source API's form and in the target API's, both ways, with the words for what it changes. */
export interface Lens {
  /** the words say already where the value goes */
  readonly tellsPlace?: boolean
  /** @param name of the field that the value is in, as the source calls it; empty for the whole */
  changes(side: Side, name: string): readonly Change[]
  /** @throws Refusal when the source API would not take such a value */
  up(value: Json, facts: DownFacts): Json
  down(value: Json, facts: DownFacts): Json
}

/** The body of the request, through a lens. `mirror` says how the answer shows what was sent. */
export const requestBody = (lens: Lens, mirror: string): Rule => ({
  changes: lens.changes('request', ''),
  up: (request, facts) => ({ ...request, body: lens.up(request.body ?? null, facts) }),
  oneWay: mirror,
})

/** The data of the answer, through a lens. `mirror` says why nothing like it goes up. */
export const responseData = (lens: Lens, mirror: string): Rule => ({
  changes: lens.changes('response', ''),
  down: (data, _asked, facts) => lens.down(data, facts),
  oneWay: mirror,
})

/** What goes up in the request comes down in the answer, through the same lens. */
export const exchangedBody = (lens: Lens): Rule => ({
  changes: [...lens.changes('request', ''), ...lens.changes('response', '')],
  up: (request, facts) => ({ ...request, body: lens.up(request.body ?? null, facts) }),
  down: (data, _asked, facts) => lens.down(data, facts),
})
