import { isJsonObject, type Json, type JsonObject } from '../../json/json.ts'
import type { DownFacts } from '../../records/row-down.ts'
import { Refusal } from '../exchange.ts'
import type { Change, Side } from '../mapping.ts'
import type { Lens } from './lens.ts'
import { same } from './values.ts'

/** Where a field of the source is in the target, and how its value is written there. */
export interface Place {
  readonly path: readonly string[]
  readonly lens: Lens
  /** the value when the source says nothing */
  readonly otherwise?: Json
  /** a request without it is refused */
  readonly required?: boolean
  /** a value that says nothing */
  readonly silent?: string
}

/** @param path names of members, with dots between them */
export const at = (
  path: string,
  lens: Lens = same,
  more: Pick<Place, 'otherwise' | 'required' | 'silent'> = {},
): Place => ({ path: path.split('.'), lens, ...more })

interface More {
  /** fields that only the target's answer has */
  readonly added?: readonly string[]
}

/** An object whose fields have other names or other places in the target. Fields that are not listed are left out. */
export function fields(places: Readonly<Record<string, Place>>, { added = [] }: More = {}): Lens {
  const listed = Object.entries(places)
  return {
    changes: (side, name) => [
      ...listed.flatMap(([field, place]) => [
        ...(place.lens.tellsPlace
          ? []
          : renamed(side, within(name, field), within(name, place.path.join('.')))),
        ...place.lens.changes(side, within(name, field)),
      ]),
      ...(side === 'response' && added.length > 0 ? [moreFields(added)] : []),
    ],
    up(value, facts) {
      if (!isJsonObject(value)) throw new Refusal(400, 'the body is not a JSON object')
      const target: Draft = {}
      for (const [field, { path, lens, otherwise, required, silent }] of listed) {
        const given = Object.hasOwn(value, field) ? value[field] : otherwise
        if (given === undefined && required) throw new Refusal(400, `${field}: is required`)
        if (given !== undefined && given !== silent)
          put(
            target,
            path,
            through(field, () => lens.up(given, facts)),
          )
      }
      return target
    },
    down: (value, facts) => downFields(listed, value, facts),
  }
}

const within = (name: string, field: string): string => (name === '' ? field : `${name}.${field}`)

type Draft = { [name: string]: Json }

const downFields = (
  listed: readonly (readonly [string, Place])[],
  value: Json,
  facts: DownFacts,
): JsonObject =>
  Object.fromEntries(listed.map(([field, { path, lens }]) => [field, lens.down(valueAt(value, path), facts)]))

export const valueAt = (value: Json, path: readonly string[]): Json =>
  path.reduce<Json>(
    (held, name) => (isJsonObject(held) && Object.hasOwn(held, name) ? (held[name] ?? null) : null),
    value,
  )

function put(target: Draft, [name = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    target[name] = value
    return
  }
  target[name] ??= {}
  put(target[name] as Draft, rest, value)
}

function through<T>(place: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw Refusal.at(place, error)
  }
}

/** What to say of a field that has another name or another place. */
export function renamed(side: Side, from: string, to: string): readonly Change[] {
  if (from === to) return []
  const isMoved = to.endsWith(`.${from.split('.').at(-1)}`)
  return [
    {
      side,
      breaking: true,
      text: isMoved ? `\`${from}\` moved into \`${to}\`` : `\`${from}\` is called \`${to}\``,
      todo: `${side === 'request' ? 'Send' : 'Read'} \`${to}\` in place of \`${from}\`.`,
    },
  ]
}

export const moreFields = (names: readonly string[]): Change => ({
  side: 'response',
  breaking: false,
  text: `more fields: ${names.map((name) => `\`${name}\``).join(', ')}`,
  todo: 'Ignore the fields that you do not know.',
})
