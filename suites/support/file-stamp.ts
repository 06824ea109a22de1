import { statSync } from 'node:fs'

/** Another text when a SQLite file, or the log of what was committed to it, was written to. */
export const fileStamp = (path: string): string =>
  [path, `${path}-wal`]
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .map((stat) => (stat && stat.size > 0 ? `${stat.size} ${stat.mtimeMs}` : 'none'))
    .join(', ')
