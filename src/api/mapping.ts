import { MigrateError } from '../errors.ts'
import type { Json } from '../json/json.ts'
import type { DownFacts } from '../records/row-down.ts'
import type { Call } from './exchange.ts'
import type { Frame } from './frame.ts'
import { type PathParameters, placeholders, type Route, route } from './route.ts'

export type Side = 'request' | 'response'

/** What the author of a client must know about one difference. */
export interface Change {
  readonly side: Side
  /** whether a client that does nothing about it stops working */
  readonly breaking: boolean
  readonly text: string
  /** what to do about it, as an order */
  readonly todo: string
}

/** A request on its way up: what the target call will be made of. */
export interface RequestDraft {
  readonly path: PathParameters
  readonly query: Readonly<Record<string, string>>
  readonly body: Json | undefined
  /** what the target holds now, for mappings with a call `before`; undefined as long as it was not asked */
  readonly current?: Json | undefined
}

/** The source call as it was made, for rules that answer from it. */
export interface Asked {
  readonly path: PathParameters
  readonly query: Readonly<Record<string, string>>
}

/**
 * One difference between a source call and its target call, both ways: the request goes up, the answer comes down.
 * A rule that changes the request without a mirror in the answer says why in `oneWay`.
 */
export interface Rule {
  readonly changes: readonly Change[]
  /** @throws Refusal when the source API itself would have refused the request */
  up?(request: RequestDraft, facts: DownFacts): RequestDraft
  /** what a successful answer holds inside its frame */
  down?(data: Json, asked: Asked, facts: DownFacts): Json
  readonly oneWay?: string
}

/** How the target is asked for a row that the identity rule does not find: one that was made in the target. */
export interface Locate {
  call(asked: Asked): Pick<Call, 'method' | 'path' | 'body'>
  /** the path parameters of the target call; undefined when there is no such row */
  found(data: Json): PathParameters | undefined
}

/** A row of the target and its key in the source, as a call and its answer tell them. */
export interface Revealed {
  readonly table: string
  readonly id: string
  readonly key: bigint | string
}

/** What a call of the source looks like, and what the target answers to it. */
export interface Example {
  readonly path?: PathParameters
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Json
  /** what the call `before` finds */
  readonly current?: Json
  /** body of the target's answer */
  readonly answer: Json
}

/** A source endpoint and the target endpoint that replaces it. Guide, gateway and suites read the same one. */
export interface Mapping {
  /** the name of the source operation */
  readonly id: string
  readonly from: Route
  readonly to: Route
  /** status of a success in the source */
  readonly success: number
  readonly frame: Frame
  /** outermost first: requests run through them in this order, answers in the opposite one */
  readonly rules: readonly Rule[]
  /** a target call that is made first, with the same path parameters: a change to a part needs to know the whole */
  readonly before?: Route
  readonly locate?: Locate
  readonly reveals?: (call: Call, data: Json) => readonly Revealed[]
  readonly example: Example
}

export interface MappingDeclaration extends Omit<Mapping, 'from' | 'to' | 'before' | 'success'> {
  readonly from: string
  readonly to: string
  readonly before?: string
  readonly success?: number
}

/** @throws MigrateError `definition_invalid` for a rule with only one direction and no reason, or a lost path parameter */
export function defineMapping({ before, ...declaration }: MappingDeclaration): Mapping {
  const mapping: Mapping = {
    success: 200,
    ...declaration,
    from: route(declaration.from),
    to: route(declaration.to),
    ...(before !== undefined && { before: route(before) }),
  }
  const given = placeholders(mapping.from.path)
  const needed = [mapping.to, ...(mapping.before ? [mapping.before] : [])].flatMap(({ path }) =>
    placeholders(path),
  )
  const lost = needed.find((name) => !given.includes(name))
  if (lost !== undefined)
    throw invalid(mapping.id, `the target path needs "{${lost}}", which the source path has not`)
  for (const rule of mapping.rules) {
    if (!rule.oneWay?.trim() && Boolean(rule.up) !== Boolean(rule.down)) {
      throw invalid(
        mapping.id,
        `a rule goes one way only and gives no reason: ${rule.changes[0]?.text ?? 'without text'}`,
      )
    }
  }
  return mapping
}

const invalid = (id: string, what: string): MigrateError =>
  new MigrateError(
    'definition_invalid',
    `Mapping ${id}: ${what}.`,
    'Correct the declaration of this mapping.',
  )
