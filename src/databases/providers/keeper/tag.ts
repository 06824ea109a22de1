import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
const shape = /^(?<host>[0-9a-f]{8})_(?<pid>\d+)_[0-9a-f]{6}$/

/** The mark on everything this keeper makes: whose host, whose process, which time. Safe in any name. */
export const makeTag = (): string => `${host}_${process.pid}_${randomBytes(3).toString('hex')}`

/** True if the tag's keeper ran on this host and is gone, so that nobody else will clear up after it. */
export const isAbandoned = (tag: string): boolean => {
  const found = shape.exec(tag)?.groups
  return found?.host === host && !isAlive(Number(found.pid))
}

/** A process that has ended but that nobody has waited for (a zombie) is not alive. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}
