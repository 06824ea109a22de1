import type { Json } from '../json/json.ts'
import type { Change } from './mapping.ts'

/** What is around the data of an answer, and around the reason of a failure, in both APIs. */
export interface Frame {
  readonly changes: readonly Change[]
  /** the data of the target's success; undefined when that is no answer of this API */
  open(body: Json): Json | undefined
  /** the source's success around the data */
  close(data: Json): Json
  /** the target's failure: its reason, and the status that the source has for it */
  failure(status: number, body: Json | undefined): { readonly status: number; readonly reason: string }
  /** the source's failure around a reason */
  refuse(reason: string): Json
}
