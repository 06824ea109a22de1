import type { Json } from '../json/json.ts'

/** A call as HTTP knows it, taken apart. `path` is below the server's base, query values are text. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Json
}

/** `body` is undefined when there was none, or no JSON. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json | undefined
}

/** The call cannot be made in the target; the source API's own answer to such a call. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }

  /** The same refusal, with the place in front of its message; any other error as it is. */
  static at(place: string, error: unknown): unknown {
    return error instanceof Refusal ? new Refusal(error.status, `${place}: ${error.message}`) : error
  }
}
