import { MigrateError } from '../errors.ts'
import type { Json } from '../json/json.ts'
import type { DownFacts } from '../records/row-down.ts'
import { type PathParameters, placeholders, type Route, route } from './route.ts'

/** What the author of a client must know about one rule. */
export interface Change {
  readonly side: 'request' | 'response'
  readonly breaking: boolean
  readonly text: string
}

/** A request on its way up: what the target call will be made of. */
export interface RequestDraft {
  readonly path: PathParameters
  readonly query: Readonly<Record<string, string>>
  readonly body: Json | undefined
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
  /** the body of a successful answer */
  down?(body: Json, asked: Asked, facts: DownFacts): Json
  readonly oneWay?: string
}

/** A source endpoint and the target endpoint that replaces it. Guide, gateway and suites read the same one. */
export interface Mapping {
  readonly id: string
  readonly summary: string
  readonly from: Route
  readonly to: Route
  readonly deprecated: boolean
  /** status of a success in the source */
  readonly success: number
  /** outermost first: requests run through them in this order, answers in the opposite one */
  readonly rules: readonly Rule[]
  /** the body and status of a failed answer in the source's form */
  readonly failure: (
    status: number,
    body: Json | undefined,
  ) => { readonly status: number; readonly body: Json }
}

export interface MappingDeclaration extends Omit<Mapping, 'from' | 'to' | 'deprecated' | 'success'> {
  readonly from: string
  readonly to: string
  readonly deprecated?: boolean
  readonly success?: number
}

/** @throws MigrateError `definition_invalid` for a rule with only one direction and no reason, or a lost path parameter */
export function defineMapping(declaration: MappingDeclaration): Mapping {
  const mapping = {
    deprecated: false,
    success: 200,
    ...declaration,
    from: route(declaration.from),
    to: route(declaration.to),
  }
  const lost = placeholders(mapping.to.path).find((name) => !placeholders(mapping.from.path).includes(name))
  if (lost !== undefined)
    throw invalid(mapping.id, `the target path needs "{${lost}}", which the source path has not`)
  for (const rule of mapping.rules) {
    if (rule.oneWay === undefined && Boolean(rule.up) !== Boolean(rule.down)) {
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
