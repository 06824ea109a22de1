/** The public surface: declare a migration, or use the one of BETTY. */

export { type Lens, requestBody } from './api/lenses/lens.ts'
export { defineMapping, type Mapping, type Rule } from './api/mapping.ts'
export { betty } from './betty/index.ts'
export { MigrateError } from './errors.ts'
export { defineMigration, type Migration } from './migration.ts'
export { type Codec, type UpRow, wholeCell } from './records/codec.ts'
export { defineRecord, dropped, field, type RecordDefinition } from './records/record.ts'
export { column, member, otherMembers } from './records/target-row.ts'
export type { Step } from './schema/step.ts'
