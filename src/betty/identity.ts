import { hash } from 'node:crypto'
import { rememberNumbered } from '../remember.ts'

/** Namespace of all v2 ids that come from v1 (mapping.md, "Identity"). */
const namespace = Buffer.from('6f1d3b528f0a5c3e9d2b0b8e6a7c4d10', 'hex')

/** The v2 id of a v1 row, by its v1 table and key (a slug for projects): UUID version 5 (RFC 9562). */
export function identify(table: string, key: bigint | string): string {
  const name = `${table}:${key}`
  return uuidOf(hash('sha1', inputOf(name), 'binary'))
}

/** An item has its own row, and those of its relationships. */
export const knowledgeId = rememberNumbered(2 ** 18, (key) => identify('knowledge', key))

/** UTF-8 takes up to three bytes for a UTF-16 unit. */
function inputOf(name: string): Buffer {
  if (name.length * 3 > room) return Buffer.concat([namespace, Buffer.from(name)])
  const length = namespace.length + usualInput.write(name, namespace.length)
  usualInputs[length] ??= usualInput.subarray(0, length)
  return usualInputs[length]
}

const room = 1024
const usualInput = Buffer.concat([namespace, Buffer.alloc(room)])
/** the same bytes by length: making a view takes a third of the time of the hash */
const usualInputs: Buffer[] = []

/** Where the two digits of each byte stand in the text of a UUID. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]
const digits = Buffer.from('0123456789abcdef')
const text = Buffer.alloc(36, '-')

/** The first 16 bytes of a SHA-1, a character each, with version and variant in their places. */
function uuidOf(digest: string): string {
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] as number
    let byte = digest.charCodeAt(at)
    if (at === 6) byte = (byte & 0x0f) | 0x50
    if (at === 8) byte = (byte & 0x3f) | 0x80
    text[place] = digits[byte >> 4] as number
    text[place + 1] = digits[byte & 0x0f] as number
  }
  return text.toString('latin1')
}

export const defaultProject = { slug: 'default', id: '00000000-0000-0000-0000-000000000001' } as const

export const projectId = (slug: string): string =>
  slug === defaultProject.slug ? defaultProject.id : identify('projects', slug)
