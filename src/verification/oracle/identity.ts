import { hash } from 'node:crypto'

const NAMESPACE = Buffer.from('6f1d3b528f0a5c3e9d2b0b8e6a7c4d10', 'hex')
/** Names of up to so many UTF-16 units, which take three bytes each at most, share one buffer. */
const MOST_SHARED = 2000
const SHARED = Buffer.alloc(NAMESPACE.length + MOST_SHARED * 3)
const VARIANTS = '89ab'
const DEFAULT_PROJECT = '00000000-0000-0000-0000-000000000001'

/** The v2 id of a v1 row. */
export function idOf(table: 'users' | 'knowledge' | 'relationships', v1Id: bigint | 'v1-unowned'): string {
  const name = `${table}:${v1Id}`
  return table === 'users' ? rememberedUuidOf(name) : uuidOf(name)
}

export function idOfProject(slug: string): string {
  return slug === 'default' ? DEFAULT_PROJECT : rememberedUuidOf(`projects:${slug}`)
}

const REMEMBERED = new Map<string, string>()
const MOST_REMEMBERED = 10_000

/** For the ids of owners and projects, which come again and again. */
function rememberedUuidOf(name: string): string {
  const known = REMEMBERED.get(name)
  if (known !== undefined) return known
  const uuid = uuidOf(name)
  if (REMEMBERED.size >= MOST_REMEMBERED) REMEMBERED.clear()
  REMEMBERED.set(name, uuid)
  return uuid
}

/** Owner of the items that no user owns. */
export const UNOWNED = { username: 'v1-unowned', id: idOf('users', 'v1-unowned') } as const

/** Version 5 of RFC 9562: SHA-1 over namespace and name, with version and variant in their places. */
function uuidOf(name: string): string {
  const bytes = name.length > MOST_SHARED ? Buffer.alloc(NAMESPACE.length + Buffer.byteLength(name)) : SHARED
  NAMESPACE.copy(bytes)
  const end = NAMESPACE.length + bytes.write(name, NAMESPACE.length)
  const digest = hash('sha1', bytes.subarray(0, end))
  const variant = VARIANTS[Number.parseInt(digest.charAt(16), 16) & 3]
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`
}
