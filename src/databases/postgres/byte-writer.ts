const pageSize = 1 << 20

/** Below this a loop in JavaScript is faster than a call of the native encoder. */
const shortText = 32

/** Beyond this a text is measured before room is made for it; below it room for the worst case is cheaper. */
const longText = 1 << 14

/** Value of a hexadecimal digit by its character code. */
const digits = Uint8Array.from(
  { length: 128 },
  (_, code) => Number.parseInt(String.fromCharCode(code), 16) || 0,
)

/** Bytes in network order, as pages that are never copied again. */
export class ByteWriter {
  #full: Buffer[] = []
  #page = Buffer.allocUnsafeSlow(pageSize)
  #view = viewOf(this.#page)
  #used = 0
  #before = 0

  /** How many bytes were written since the last `take`. */
  get length(): number {
    return this.#before + this.#used
  }

  int16(value: number): void {
    this.#reserve(2)
    this.#view.setInt16(this.#used, value)
    this.#used += 2
  }

  int32(value: number): void {
    this.#reserve(4)
    this.#view.setInt32(this.#used, value)
    this.#used += 4
  }

  int64(value: bigint): void {
    this.#reserve(8)
    this.#view.setBigInt64(this.#used, value)
    this.#used += 8
  }

  double(value: number): void {
    this.#reserve(8)
    this.#view.setFloat64(this.#used, value)
    this.#used += 8
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#page[this.#used++] = value
  }

  /** The 16 bytes of a UUID in its usual spelling. */
  uuid(text: string): void {
    this.#reserve(16)
    const page = this.#page
    let at = this.#used
    for (let place = 0; place < 36; place += 2) {
      if (place === 8 || place === 13 || place === 18 || place === 23) place += 1
      const high = digits[text.charCodeAt(place)] as number
      page[at++] = (high << 4) | (digits[text.charCodeAt(place + 1)] as number)
    }
    this.#used = at
  }

  /** Length in bytes, then the text in UTF-8, with one byte of another kind before it if given. */
  sizedText(value: string, prefix?: number): void {
    const extra = prefix === undefined ? 0 : 1
    const most = value.length > longText ? Buffer.byteLength(value) : value.length * 3
    this.#reserve(4 + extra + most)
    const start = this.#used + 4
    if (prefix !== undefined) this.#page[start] = prefix
    const end = writeText(this.#page, start + extra, value)
    this.#view.setInt32(this.#used, end - start)
    this.#used = end
  }

  /** What was written since the last call. */
  take(): Buffer[] {
    const taken = [...this.#full, this.#page.subarray(0, this.#used)]
    this.#full = []
    this.#before = 0
    this.#open(pageSize)
    return taken
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#page.length) return
    this.#full.push(this.#page.subarray(0, this.#used))
    this.#before += this.#used
    this.#open(Math.max(pageSize, bytes))
  }

  #open(size: number): void {
    this.#page = Buffer.allocUnsafeSlow(size)
    this.#view = viewOf(this.#page)
    this.#used = 0
  }
}

const viewOf = (page: Buffer): DataView => new DataView(page.buffer, page.byteOffset, page.byteLength)

/** Returns where the text ends. */
function writeText(page: Buffer, start: number, value: string): number {
  if (value.length > shortText) return start + page.write(value, start)
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at)
    if (code > 0x7f) return start + page.write(value, start)
    page[start + at] = code
  }
  return start + value.length
}
