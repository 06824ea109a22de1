import { hash } from 'node:crypto'

/** Namespace of all v2 ids that come from v1 (mapping.md, "Identity"). */
const namespace = Buffer.from('6f1d3b528f0a5c3e9d2b0b8e6a7c4d10', 'hex')

/** The v2 id of a v1 row, by its v1 table and key (a slug for projects): UUID version 5 (RFC 9562). */
export function identify(table: string, key: bigint | string): string {
  writeId(scratch, 0, `${table}:${key}`)
  return uuidOf(scratch, 0)
}

const idBytes = 16
const scratch = new Uint8Array(idBytes)

/** An item has its own row, and those of its relationships: the last ids are kept, as bytes, each in one of so many places. */
const places = 2 ** 20
const keptKeys = new BigInt64Array(places)
const keptIds = new Uint8Array(places * idBytes)

export function knowledgeId(key: bigint): string {
  const place = Number(key) & (places - 1)
  const at = place * idBytes
  if (keptKeys[place] !== key || !isId(keptIds, at)) {
    writeId(keptIds, at, `knowledge:${key}`)
    keptKeys[place] = key
  }
  return uuidOf(keptIds, at)
}

/** The first bytes of a SHA-1, with version and variant in their places. */
function writeId(bytes: Uint8Array, from: number, name: string): void {
  const digest = hash('sha1', inputOf(name), 'binary')
  for (let at = 0; at < idBytes; at += 1) bytes[from + at] = digest.charCodeAt(at)
  bytes[from + 6] = ((bytes[from + 6] as number) & 0x0f) | 0x50
  bytes[from + 8] = ((bytes[from + 8] as number) & 0x3f) | 0x80
}

/** Where nothing was written there is no version. */
const isId = (bytes: Uint8Array, from: number): boolean => bytes[from + 6] !== 0

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
const digitPlaces = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]
const digits = Buffer.from('0123456789abcdef')
const text = Buffer.alloc(36, '-')

function uuidOf(bytes: Uint8Array, from: number): string {
  for (let at = 0; at < idBytes; at += 1) {
    const place = digitPlaces[at] as number
    const byte = bytes[from + at] as number
    text[place] = digits[byte >> 4] as number
    text[place + 1] = digits[byte & 0x0f] as number
  }
  return text.toString('latin1')
}

export const defaultProject = { slug: 'default', id: '00000000-0000-0000-0000-000000000001' } as const

export const projectId = (slug: string): string =>
  slug === defaultProject.slug ? defaultProject.id : identify('projects', slug)
