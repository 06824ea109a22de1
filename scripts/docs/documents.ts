import { createProgram } from '../../src/cli/create-program.ts'
import { writeApiReference } from './api-reference.ts'
import { writeCliReference } from './cli-reference.ts'

/** Every generated document, by its path. */
export const documents: Readonly<Record<string, () => Promise<string>>> = {
  'docs/cli.md': async () => writeCliReference(await createProgram()),
  'docs/api-reference.md': async () => writeApiReference(),
}
