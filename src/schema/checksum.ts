import { createHash } from 'node:crypto'
import { type Step, toSql } from './step.ts'

/** A step's identity as SHA-256 hex over its SQL in canonical form, so that layout and comments do not count. */
export function checksumOf(step: Step): string {
  const statements = [...step.up.map((statement) => toSql(statement)), '--down', ...step.down]
  return createHash('sha256')
    .update(JSON.stringify(statements.map(canonicalSql)))
    .digest('hex')
}

/** Literals, quoted names and dollar-quoted bodies; then what may be folded: comments and white space. */
const lexemes =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w$])\$(?<tag>\w*)\$.*?\$\k<tag>\$|(?<folded>(?:--[^\n]*|\/\*.*?\*\/|\s)+)/gs

const canonicalSql = (sql: string): string =>
  sql.replaceAll(lexemes, (text, ...rest) => (rest.at(-1).folded === undefined ? text : ' ')).trim()
