import type { Language } from '../guide.ts'
import { writeCurl } from './curl.ts'
import type { Program } from './program.ts'
import { writePython } from './python.ts'
import { writeTypeScript } from './typescript.ts'

const writers: Readonly<Record<Language, (program: Program) => string>> = {
  curl: writeCurl,
  typescript: writeTypeScript,
  python: writePython,
}

/** A program that makes the calls as it stands: with nothing but curl, Node's own fetch, or Python's standard library. */
export const writeCode = (language: Language, program: Program): string => writers[language](program)
