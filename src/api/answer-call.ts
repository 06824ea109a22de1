import type { DownFacts } from '../records/row-down.ts'
import { askedOf, carryDown, carryUp, openAnswer } from './carry.ts'
import { type Answer, type Call, Refusal } from './exchange.ts'
import type { Mapping, Revealed } from './mapping.ts'
import type { PathParameters } from './route.ts'

/** The target API, and what is known of the rows in it. */
export interface Beyond extends DownFacts {
  /** makes a call to the target */
  ask(call: Call): Promise<Answer>
  /** told of every row whose two names a call has shown */
  note?(revealed: Revealed): void
}

/**
 * The source API's answer to a call, by calls to the target: the one of the mapping, the one before it if there is one, and
 * where the identity rule finds nothing, a search for a row that was made in the target.
 */
export async function answerCall(mapping: Mapping, call: Call, beyond: Beyond): Promise<Answer> {
  try {
    const first = await attempt(mapping, call, beyond)
    const place = first.status === 404 ? await locate(mapping, call, beyond) : undefined
    const answer = place ? await attempt(mapping, call, beyond, place) : first
    const data = openAnswer(mapping, answer)
    if (data !== undefined)
      for (const revealed of mapping.reveals?.(call, data) ?? []) beyond.note?.(revealed)
    return carryDown(mapping, call, answer, beyond)
  } catch (error) {
    if (error instanceof Refusal)
      return { status: error.status, headers: {}, body: mapping.frame.refuse(error.message) }
    throw error
  }
}

async function attempt(
  mapping: Mapping,
  call: Call,
  beyond: Beyond,
  place?: PathParameters,
): Promise<Answer> {
  const up = carryUp(mapping, call, beyond, { place })
  if (!up.before) return beyond.ask(up.call)
  const found = await beyond.ask(up.before)
  const current = openAnswer(mapping, found)
  // a success that is not understood must not pass for that of the call itself
  if (current === undefined) return { ...found, body: found.status >= 400 ? found.body : undefined }
  return beyond.ask(carryUp(mapping, call, beyond, { place, current }).call)
}

/** Whoever may not search gets the answer to the call itself. */
async function locate(mapping: Mapping, call: Call, beyond: Beyond): Promise<PathParameters | undefined> {
  if (!mapping.locate) return undefined
  const { headers } = carryUp(mapping, call, beyond).call
  const answer = await beyond.ask({ ...mapping.locate.call(askedOf(mapping, call)), query: {}, headers })
  const data = openAnswer(mapping, answer)
  return data === undefined ? undefined : mapping.locate.found(data)
}
