/** Raises the exit code of this process to at least `code`, and keeps it there until the process ends. */
export function raiseExitCode(code: number): void {
  if (code === 0) return
  const raise = () => {
    process.exitCode = Math.max(code, Number(process.exitCode ?? 0) || 0)
  }
  raise()
  process.once('exit', raise)
}
