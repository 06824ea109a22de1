import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createDemultiplexer } from './demultiplex.ts'

const piece = (channel: number, text: string): Buffer => {
  const payload = Buffer.from(text)
  const header = Buffer.alloc(8)
  header.writeUInt8(channel)
  header.writeUInt32BE(payload.length, 4)
  return Buffer.concat([header, payload])
}

test.each([1, 2, 7, 8, 9, 13, 1000])('both outputs come apart, in chunks of %i bytes', async (size) => {
  const all = Buffer.concat([piece(1, 'abc'), piece(2, 'oh'), piece(1, ''), piece(1, 'déf'), piece(2, ' no')])
  const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.subarray(i * size, (i + 1) * size),
  )
  let errors = ''
  const output = Readable.from(chunks).pipe(
    createDemultiplexer((text) => {
      errors += text
    }),
  )
  expect((await buffer(output)).toString()).toBe('abcdéf')
  expect(errors).toBe('oh no')
})
