import { z } from 'zod'
import type { ObjectKind } from '../../../schema/catalog/catalog.ts'

export const manifestName = 'manifest.json'
export const manifestFormat = 'betty-migrate backup'
/** Raised when an older reader could misread a newer backup. */
export const manifestVersion = 1

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().nonnegative()
const path = z.string().regex(/^(schema\.dump|rows\/\d+\.copy\.gz)$/)

const kinds = [
  'table',
  'view',
  'sequence',
  'column',
  'constraint',
  'index',
  'trigger',
  'policy',
  'rule',
  'comment',
  'other',
] as const satisfies readonly ObjectKind[]

/** Of every backup: what it holds, and what a restore must find when it is done. */
export const manifestForm = z.strictObject({
  format: z.literal(manifestFormat),
  version: z.literal(manifestVersion),
  createdAt: z.iso.datetime(),
  tool: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('pg_dump'), version: z.string() }),
    z.strictObject({ kind: z.literal('snapshot') }),
  ]),
  server: z.strictObject({ version: z.string(), major: count }),
  database: z.string(),
  schema: z.string(),
  /** of the catalog */
  fingerprint: hash,
  catalog: z.array(
    z.strictObject({ kind: z.enum(kinds), table: z.string(), name: z.string(), definition: z.string() }),
  ),
  tables: z.array(
    z.strictObject({ name: z.string(), rows: count, checksum: z.string(), file: path.optional() }),
  ),
  sequences: z.array(
    z.strictObject({ name: z.string(), lastValue: z.string().regex(/^-?\d+$/), isCalled: z.boolean() }),
  ),
  grants: z.array(
    z.strictObject({
      /** null: everybody */
      role: z.string().nullable(),
      on: z.enum(['schema', 'object']),
      statement: z.string(),
    }),
  ),
  files: z.array(z.strictObject({ path, bytes: count, sha256: hash })),
  /** of our own snapshot: what makes the schema again, unqualified, to be run before the rows and after them */
  ddl: z.strictObject({ before: z.array(z.string()), after: z.array(z.string()) }).optional(),
})

export type Manifest = z.infer<typeof manifestForm>
export type TableEntry = Manifest['tables'][number]
export type FileEntry = Manifest['files'][number]
export type Grant = Manifest['grants'][number]
