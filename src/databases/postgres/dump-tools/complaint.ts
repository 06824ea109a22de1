const charactersKept = 20_000
const linesShown = 5
const lineLength = 400

/** Collects the end of a program's standard error. */
export const createComplaint = (): { add(text: string): void; read(): string } => {
  let kept = ''
  return {
    add: (text) => {
      kept = (kept + text).slice(-charactersKept)
    },
    read: () => kept,
  }
}

/**
 * The last lines that a program of PostgreSQL wrote in its own name. What psql quotes below them may be a row of
 * the data, and stays out.
 */
export const summarizeComplaint = (complaint: string): string => {
  const lines = complaint.split('\n').filter((line) => line.trim() !== '')
  const own = lines.filter((line) => /^(?:pg_dump|pg_restore|psql)(?:\.exe)?:/.test(line))
  return (own.length > 0 ? own : lines)
    .slice(-linesShown)
    .map((line) => (line.length > lineLength ? `${line.slice(0, lineLength)}…` : line))
    .join('\n')
}
