/**
 * Where a disposable PostgreSQL comes from. Every provider passes `provider.conformance.ts`.
 * A server stays up until `close`, or as `leave` says; if the process that opened it dies in whatever way, the server,
 * its databases and its files go away by themselves.
 */
export interface PostgresProvider {
  readonly name: 'container' | 'embedded' | 'external'
  /** @throws MigrateError `provider_unavailable` with the reason and what would help */
  open(): Promise<PostgresServer>
}

export interface PostgresServer {
  readonly provider: PostgresProvider['name']
  /** server version as PostgreSQL tells it, such as `15.18` */
  readonly version: string
  /**
   * A new empty UTF-8 database, or a copy of one that was lent before and has no open connections.
   * @throws MigrateError `busy` if connections to the template stay open for the five seconds that PostgreSQL waits,
   *   `postgres_lost` if the server is gone
   */
  lend(options?: { readonly template?: LentDatabase }): Promise<LentDatabase>
  /**
   * Leaves the server and what was lent running when this process ends; nothing more is lent.
   * @returns the shell command that clears it all away
   */
  leave(): Promise<string>
  /** Gives up everything that was lent, and the server if it is ours. Safe to call twice. */
  close(): Promise<void>
}

export interface LentDatabase {
  readonly name: string
  /** connection URL with credentials: never print it without `redactUrl` */
  readonly url: string
  /** Drops the database, whoever is still connected. Safe to call twice. */
  giveBack(): Promise<void>
}
