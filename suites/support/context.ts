import type { GivenSystems } from './given.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** null when they could not be brought up */
    systems: GivenSystems | null
  }
}
