import type { Beyond } from '../api/answer-call.ts'
import type { Answer, Call } from '../api/exchange.ts'
import type { Migration } from '../migration.ts'

/** The API behind the gateway. */
export interface Target {
  /** @throws TargetFailure when there is no answer; the reason of the signal when that ends the call */
  ask(call: Call, signal: AbortSignal): Promise<Answer>
  close(): Promise<void>
}

/** What every answer of the source API tells its client: this API ends, and what comes after it. */
export interface Notice {
  readonly deprecatedSince: Date
  readonly sunset: Date
  /** base URL of the target as clients reach it */
  readonly successor: string
}

/** One request, as logs and counters know it. Nothing in it is secret. */
export interface Visit {
  /** the source operation; undefined when there is none */
  readonly endpoint: string | undefined
  readonly method: string
  /** 499 when the client went away before the answer */
  readonly status: number
  readonly seconds: number
  readonly requestId: string
  /** why the target gave no answer */
  readonly trouble: string | undefined
}

export interface GatewayParts {
  readonly migration: Pick<Migration, 'apis' | 'mappings'>
  readonly target: Target
  readonly facts: Omit<Beyond, 'ask'>
  readonly notice: Notice
  /** how long one call to the target may take, in milliseconds */
  readonly timeLimit: number
  /** called once a request, after its answer was written or its client has gone */
  onVisit(visit: Visit): void
}
