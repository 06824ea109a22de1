import { parse, v5 as uuidV5 } from 'uuid'

const NAMESPACE = parse('6f1d3b52-8f0a-5c3e-9d2b-0b8e6a7c4d10')
const DEFAULT_PROJECT = '00000000-0000-0000-0000-000000000001'

/** The v2 id of a v1 row. */
export function idOf(table: 'users' | 'knowledge' | 'relationships', v1Id: bigint | 'v1-unowned'): string {
  return uuidV5(`${table}:${v1Id}`, NAMESPACE)
}

export function idOfProject(slug: string): string {
  return slug === 'default' ? DEFAULT_PROJECT : uuidV5(`projects:${slug}`, NAMESPACE)
}

/** Owner of the items that no user owns. */
export const UNOWNED = { username: 'v1-unowned', id: idOf('users', 'v1-unowned') } as const
