import { cpus } from 'node:os'

/** What times were measured on: they mean nothing on another machine. */
export function describeMachine(): string {
  const [first] = cpus()
  return `${cpus().length} × ${first?.model.trim() || process.arch}, Node ${process.versions.node}`
}
