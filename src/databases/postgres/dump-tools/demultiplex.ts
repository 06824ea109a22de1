import { Transform } from 'node:stream'

const headerLength = 8
const standardError = 2

/**
 * Takes standard output out of a container engine's stream, in which each piece has a header of eight bytes: 1 for
 * standard output or 2 for standard error, three zeros, and the length as a big-endian number (Docker Engine API,
 * "Attach to a container"). What is standard error goes to `hear`.
 */
export const createDemultiplexer = (hear: (piece: Buffer) => void): Transform => {
  let waiting: Buffer = Buffer.alloc(0)
  let channel = 0
  let missing = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      waiting = waiting.length > 0 ? Buffer.concat([waiting, chunk]) : chunk
      while (waiting.length >= (missing > 0 ? 1 : headerLength)) {
        if (missing === 0) {
          channel = waiting.readUInt8(0)
          missing = waiting.readUInt32BE(4)
          waiting = waiting.subarray(headerLength)
          continue
        }
        const piece = waiting.subarray(0, missing)
        missing -= piece.length
        waiting = waiting.subarray(piece.length)
        if (channel === standardError) hear(piece)
        else this.push(piece)
      }
      next()
    },
  })
}
