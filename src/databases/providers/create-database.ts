import type pg from 'pg'
import { codeOf } from '../postgres/explain-refusal.ts'

/** Ways to a Unicode-aware, code-point-ordered locale, best first, by the first major version that knows them. */
const locales = [
  { since: 17, sql: "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'" },
  { since: 15, sql: "LOCALE_PROVIDER libc LOCALE 'C.UTF-8'" },
  { since: 14, sql: "LOCALE 'C.UTF-8'" },
  { since: 15, sql: "LOCALE_PROVIDER icu ICU_LOCALE 'und' LOCALE 'C'" },
]

const localeUnknown = ['42809', '22023', '0A000']

/**
 * An empty UTF-8 database in which `lower` and ILIKE know all scripts, whatever the server's own defaults.
 * Throws the server's error if none of the locales is there.
 */
export const createEmptyDatabase = async (admin: pg.Client, name: string, major: number): Promise<void> => {
  const known = locales.filter(({ since }) => since <= major)
  for (const [index, { sql }] of known.entries()) {
    try {
      await admin.query(
        `CREATE DATABASE ${admin.escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8' ${sql}`,
      )
      return
    } catch (error) {
      if (!localeUnknown.includes(codeOf(error) ?? '') || index === known.length - 1) throw error
    }
  }
}
