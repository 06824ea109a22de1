import type { z } from 'zod'
import { MigrateError } from '../errors.ts'
import type { Json } from '../json/json.ts'
import { type PathParameters, type Route, route } from './route.ts'

/** One endpoint of an API, as its users know it. */
export interface Operation {
  readonly id: string
  readonly route: Route
  readonly summary: string
  readonly deprecated: boolean
  /** what the token must allow; null where none is asked for */
  readonly needs: string | null
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** shape of the whole body, by status of a success */
  readonly answers: Readonly<Record<number, z.ZodType>>
  /** for operations that no mapping gives an example of */
  readonly example?: { readonly path?: PathParameters; readonly body?: Json }
}

/** An operation as it is declared, under its id. */
export interface OperationDeclaration extends Omit<Operation, 'id' | 'route' | 'deprecated'> {
  readonly route: string
  readonly deprecated?: boolean
}

/** An API as one document. */
export interface Api {
  /** for people, such as `BETTY v1` */
  readonly title: string
  readonly version: string
  /** environment variable with its base URL, and what that usually is */
  readonly urlVariable: string
  readonly url: string
  /** environment variable with a token */
  readonly tokenVariable: string
  /** what a base URL may have at its end, the longest first */
  readonly prefixes: readonly string[]
  readonly operations: readonly Operation[]
  /** shape of the body of a failure */
  readonly failure: z.ZodType
  readonly failures: readonly number[]
}

interface ApiDeclaration extends Omit<Api, 'operations'> {
  readonly operations: Readonly<Record<string, OperationDeclaration>>
}

/** @throws MigrateError `definition_invalid` for two operations of one method and path */
export function defineApi({ operations, ...api }: ApiDeclaration): Api {
  const defined = Object.entries(operations).map(([id, operation]) => ({
    deprecated: false,
    ...operation,
    id,
    route: route(operation.route),
  }))
  const routes = Object.values(operations).map((operation) => operation.route)
  const twice = routes.find((text, index) => routes.indexOf(text) !== index)
  if (twice !== undefined)
    throw new MigrateError(
      'definition_invalid',
      `${api.title}: two operations are "${twice}".`,
      'Correct the declaration of this API.',
    )
  return { ...api, operations: defined }
}

/** The operation with exactly this method and path template. */
export const operationAt = (api: Api, { method, path }: Route): Operation | undefined =>
  api.operations.find(({ route: own }) => own.method === method && own.path === path)
