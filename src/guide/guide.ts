import type { Change } from '../api/mapping.ts'
import type { Route } from '../api/route.ts'
import type { Json } from '../json/json.ts'

/** What an endpoint is for those who move from it. Several hold at once. */
export const compatibilities = [
  'fully_compatible',
  'request_changed',
  'response_changed',
  'breaking',
  'deprecated',
] as const

export type Compatibility = (typeof compatibilities)[number]

/** How early to look at an endpoint: `high` from ten breaking changes on, `medium` from four. */
export type Priority = 'high' | 'medium' | 'low'

export const languages = ['curl', 'typescript', 'python'] as const

export type Language = (typeof languages)[number]

/** A call and its answer, as documents, and the program that makes the call. */
export interface Shot {
  readonly method: string
  /** with the query */
  readonly path: string
  readonly body: Json
  readonly answer: Json
  readonly code: Readonly<Record<Language, string>>
}

/** How the users of one source endpoint move to the target. */
export interface EndpointGuide {
  readonly id: string
  readonly summary: string
  readonly from: Route
  readonly to: Route
  readonly compatibility: readonly Compatibility[]
  readonly breaking_changes: number
  readonly priority: Priority
  readonly needs: { readonly before: string | null; readonly after: string | null }
  readonly changes: readonly Change[]
  readonly steps: readonly string[]
  readonly before: Shot
  readonly after: Shot
  readonly testing: readonly string[]
}

/** An endpoint that only the target has. */
export interface NewEndpoint {
  readonly id: string
  readonly summary: string
  readonly route: Route
  readonly needs: string | null
  readonly call: Pick<Shot, 'method' | 'path' | 'body' | 'code'>
}

export interface Guide {
  readonly title: string
  readonly source: string
  readonly target: string
  readonly endpoints: readonly EndpointGuide[]
  readonly new_endpoints: readonly NewEndpoint[]
}

/** All endpoints at a glance: the most urgent first. */
export interface Report extends Omit<Guide, 'endpoints'> {
  readonly counts: Readonly<Record<Compatibility | 'endpoints' | 'new' | 'breaking_changes', number>>
  readonly endpoints: readonly Omit<EndpointGuide, 'before' | 'after' | 'steps' | 'testing'>[]
}
