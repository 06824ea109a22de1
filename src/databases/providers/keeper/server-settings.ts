/**
 * For a server whose data nobody needs after a crash: nothing waits for the disk.
 * As arguments of the `postgres` command, known to versions 14 and later.
 */
export const disposableServerArguments: readonly string[] = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=4GB',
  'shared_buffers=256MB',
  'max_connections=100',
  'timezone=UTC',
].flatMap((setting) => ['-c', setting])

/** The superuser of a server of our own. */
export const superuser = 'betty'
