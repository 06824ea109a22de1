import { MigrateError } from '../../../errors.ts'
import type { Catalog, CatalogObject } from '../../../schema/catalog/catalog.ts'

/** @throws MigrateError `backup_failed` that names what `writeDdl` could not make again */
export function requirePlain(catalog: Catalog, schema: string, major: number): void {
  const strange = catalog.flatMap((object) => describeStrange(object) ?? [])
  if (strange.length === 0) return
  const [shown, rest] = [strange.slice(0, 10), strange.length - 10]
  throw new MigrateError(
    'backup_failed',
    `The schema "${schema}" holds what only pg_dump can back up: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
    `Let pg_dump do it: install the client programs of PostgreSQL ${major} (Debian: postgresql-client-${major}), then start the same command again.`,
  )
}

function describeStrange({ kind, table, name, definition }: CatalogObject): string | undefined {
  switch (kind) {
    case 'table':
      return /^TABLE( UNLOGGED)?$/.test(definition) ? undefined : `${table} (${definition.toLowerCase()})`
    case 'column':
      return /GENERATED (ALWAYS|BY DEFAULT) AS IDENTITY( NOT NULL)?$/.test(definition)
        ? `the identity column ${table}.${name}`
        : undefined
    case 'constraint':
      return definition.endsWith(' (its triggers are disabled)')
        ? `the constraint ${table}.${name}, whose triggers are disabled`
        : undefined
    case 'sequence':
    case 'index':
    case 'comment':
      return undefined
    case 'other':
      return name
    case 'view':
      return `the view ${name}`
    case 'trigger':
    case 'policy':
    case 'rule':
      return `the ${kind} ${name} of ${table}`
  }
}
