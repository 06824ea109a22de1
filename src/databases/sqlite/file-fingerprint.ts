import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, statSync } from 'node:fs'

const pieceSize = 1 << 20

/** SHA-256 hex of a SQLite file and of the log beside it, byte by byte, so that no change stays unseen. */
export function fingerprintFile(path: string): string {
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(pieceSize)
  for (const part of [path, `${path}-wal`]) {
    if (!statSync(part, { throwIfNoEntry: false })?.size) continue
    const file = openSync(part, 'r')
    try {
      for (let read = 1; read > 0; ) {
        read = readSync(file, piece)
        hash.update(piece.subarray(0, read))
      }
    } finally {
      closeSync(file)
    }
  }
  return hash.digest('hex')
}
