import { type ErrorReport, MigrateError } from '../../src/errors.ts'
import type { PerformanceThreshold } from '../../src/settings/performance-threshold.ts'
import { Undecided } from '../../src/vitest/judge.ts'
import type { World } from './bring-up.ts'

/** Why a run has not got something: nobody named it, or it broke. */
export type Absence = { readonly reason: string } | { readonly cause: ErrorReport }

/** Texts, and in the place of those that are not there, why. Plain values: they cross process borders. */
export type Given<T> = { readonly [Part in keyof T]: T[Part] | Absence }

/** Of a user whose password is known. */
export interface Login {
  readonly username: string
  readonly password: string
  /** where that user is, for people */
  readonly place: string
  /** a user of that world who has the same password and is not active */
  readonly inactive?: string
  /** further users of that world who have the same password, of other roles */
  readonly others?: readonly string[]
}

/** What that user was given at the login to each side. */
export interface Tokens {
  readonly v1: string
  readonly v2: string
}

/** What the setup of a run hands to the suites. */
export interface GivenSystems {
  /** brought up for this run, or the user's own */
  readonly kind: 'rehearsal' | 'running'
  readonly world: Given<World>
  readonly login: Given<Login>
  /** null: the user of `login` is in the judged world */
  readonly loginWorld: Given<World> | null
  /** null: a token for anybody can be signed */
  readonly tokens: Given<Tokens> | null
  /** checks may change running systems */
  readonly allowWrites: boolean
  readonly performanceThreshold: PerformanceThreshold
  /** milliseconds for one call */
  readonly timeout: number
  /** how often a call to a running system may be made again */
  readonly retries: number
}

const isAbsence = (value: unknown): value is Absence =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same with its absences hidden: to ask for one ends a check as not run. */
export function open<T extends object>(given: Given<T>): T {
  const opened = {}
  for (const [part, value] of Object.entries(given)) {
    const get = (): unknown => {
      if (!isAbsence(value)) return value
      throw 'cause' in value ? MigrateError.fromReport(value.cause) : new Undecided('not_run', value.reason)
    }
    Object.defineProperty(opened, part, { enumerable: !isAbsence(value), get })
  }
  return opened as T
}

/** Whether what was opened has a part. */
export const has = <T extends object>(opened: T, part: keyof T): boolean =>
  Object.prototype.propertyIsEnumerable.call(opened, part)
