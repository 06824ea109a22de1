import type { Command } from 'commander'

/** The flags that name the v2 database; `parseTarget` reads them. */
export const addTargetOptions = (command: Command): Command =>
  command
    .option('--v2-host <host>', 'host of the v2 database (BETTY_V2_HOST); left out: localhost')
    .option('--v2-port <port>', 'its port (BETTY_V2_PORT); left out: 5432')
    .option('--v2-user <name>', 'role to log in as (BETTY_V2_USER)')
    .option('--v2-password <password>', 'better given as BETTY_V2_PASSWORD or PGPASSWORD')
    .option('--v2-database <name>', 'the v2 database (BETTY_V2_DATABASE)')
    .option('--v2-database-url <url>', 'all of these in one (BETTY_V2_DATABASE_URL)')
    .option('--v2-schema <name>', 'schema in that database (BETTY_V2_SCHEMA); left out: public')
