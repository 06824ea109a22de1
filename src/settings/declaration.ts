import type { z } from 'zod'

/** Why a setting cannot be given in one of the ways. */
export interface Without {
  readonly without: string
}

export const without = (why: string): Without => ({ without: why })

/** Every way of giving a setting is named, or it is said why there is none. */
export interface Declaration {
  /** as commander reads it: `--name <argument>`, or `--name` alone for a switch */
  readonly flag: string | Without
  readonly variable: string | Without
  /** in the configuration file */
  readonly key: string | Without
  /** for the help and the table in the docs */
  readonly means: string
  /** what a flag or a variable may hold */
  readonly text: z.ZodType
  /** what the configuration file may hold, with the same meaning */
  readonly json?: z.ZodType
  /** what counts when nothing gives it */
  readonly fallback?: unknown
  /** the same in words, where the value does not say it */
  readonly leftOut?: string
  /** a file of the user's, which is named from the folder that the command was started in */
  readonly isPath?: true
}

export type Flagged<D> = { [N in keyof D]: D[N] extends { readonly flag: string } ? N : never }[keyof D]

/** What comes out for one setting: its fallback, or undefined, when nothing gives it. */
export type ValueOf<S> = S extends { readonly text: infer T extends z.ZodType }
  ? S extends { readonly fallback: unknown }
    ? z.output<T>
    : z.output<T> | undefined
  : never
