import type { Json } from '../json/json.ts'
import type { DownFacts } from '../records/row-down.ts'
import type { Change, Rule } from './mapping.ts'

/** A JSON value in the source API's form and in the target API's, both ways. */
export interface Lens {
  readonly changes: readonly Change[]
  up(value: Json, facts: DownFacts): Json
  down(value: Json, facts: DownFacts): Json
}

/** The body of the request, through the lens. */
export const requestBody = (lens: Lens, oneWay: string): Rule => ({
  changes: lens.changes.filter((change) => change.side === 'request'),
  up: (request, facts) => ({
    ...request,
    ...(request.body !== undefined && { body: lens.up(request.body, facts) }),
  }),
  oneWay,
})
