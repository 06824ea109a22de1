import { z } from 'zod'
import type { MigrationExtension } from '../extend-migration.ts'
import type { Category, Check } from '../readiness/contract.ts'
import type { FileSettings } from './read-given.ts'

const text = z.string().min(1)

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

/** Their own definitions check what is in them. */
const declared = z.custom<object>(isObject, 'must be an object, as its define function makes it')
const byName = z.record(text, declared)

const extensionForm = z.strictObject({
  steps: z.array(declared).optional(),
  fields: byName.optional(),
  columns: byName.optional(),
  records: z.array(declared).optional(),
  operations: z.strictObject({ source: byName.optional(), target: byName.optional() }).optional(),
  mappings: z.array(declared).optional(),
})

const checkForm = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be in kebab-case with a dot, such as business.totals'),
  suite: text,
  category: text,
  severity: z.enum(['blocker', 'major', 'minor']),
  holds: text,
  fails: text,
  why: text,
  remedy: text,
})

/** What a `betty.config.ts` may hold beside the settings of the JSON file. */
export const extensionsForm = z.looseObject({
  migration: extensionForm.optional(),
  categories: z.array(z.strictObject({ id: text, weight: z.number().positive(), asks: text })).default([]),
  checks: z.array(checkForm).default([]),
  suites: z.record(text, z.union([text, z.array(text)])).default({}),
})

export interface Config extends FileSettings {
  /** changes of the built-in migration, and additions to it */
  readonly migration?: MigrationExtension
  /** further categories of the score, beside those that are there */
  readonly categories?: Category[]
  /** further checks; a test in one of `suites` speaks for each */
  readonly checks?: Check[]
  /** test files of further suites, by name: globs from the folder of this file */
  readonly suites?: Record<string, string | string[]>
}

const brand = Symbol.for('betty-migrate.config')

/** The default export of a `betty.config.ts`. */
export const defineConfig = (config: Config): Config =>
  Object.assign({ ...config }, { [brand]: import.meta.url })

/** The installation whose `defineConfig` made a value; undefined for any other value. */
export const madeBy = (value: unknown): string | undefined =>
  isObject(value) ? (value as Record<symbol, string>)[brand] : undefined

/** This installation. */
export const self: string = import.meta.url
