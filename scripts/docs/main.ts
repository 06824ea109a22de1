/** Writes the documents that follow from the code. */
import { writeFileSync } from 'node:fs'
import { packageRoot } from '../../src/package-root.ts'
import { documents } from './documents.ts'

for (const [path, write] of Object.entries(documents))
  writeFileSync(new URL(path, packageRoot), await write())
