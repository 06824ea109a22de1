import { asLost } from '../../databases/postgres/connect.ts'
import { codeOf } from '../../databases/postgres/explain-refusal.ts'
import { MigrateError } from '../../errors.ts'

/** Why v2 could not be read, and what to do about it. */
export function explainReading(cause: unknown, schema: string): unknown {
  const message = cause instanceof Error ? cause.message : String(cause)
  switch (codeOf(cause)) {
    case '42P01':
    case '42703':
    case '3F000':
      return new MigrateError(
        'schema_not_applied',
        `The v2 tables are not in the schema "${schema}", or not as they should be: ${message}.`,
        'Name another with --v2-schema, see `betty-migrate schema verify`, or apply it: `betty-migrate schema apply`.',
        { cause },
      )
    case '42501':
      return new MigrateError(
        'privilege_missing',
        `Not everything in the schema "${schema}" may be read: ${message}.`,
        'Let the owner of the tables verify, or grant USAGE on the schema, SELECT on its tables and sequences, and BYPASSRLS where rows are hidden.',
        { cause },
      )
    default:
      return asLost(cause)
  }
}
