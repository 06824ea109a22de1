import { findMapping } from '../../../api/carry.ts'
import type { Mapping } from '../../../api/mapping.ts'
import { nearRoutes } from '../../../api/near-routes.ts'
import type { Api } from '../../../api/operation.ts'
import { readPath } from '../../../api/read-path.ts'
import type { Route } from '../../../api/route.ts'
import { MigrateError } from '../../../errors.ts'
import { routeText } from '../../../guide/words.ts'
import type { Migration } from '../../../migration.ts'

/** A path of v1 as it was typed, whole, and its query. */
export const readV1Path = ({ apis }: Migration, text: string) => readPath(text, apis.source.prefixes[0] ?? '')

/** @throws MigrateError `bad_setting` that names near routes, when v1 has no such endpoint */
export function requireMapping(migration: Migration, method: string, typed: string): Mapping {
  const { path } = readV1Path(migration, typed)
  const found = findMapping(migration.mappings, method, path)
  if (found) return found.mapping
  throw unknownRoute(migration.apis.source, { method, path })
}

/** The mappings of every method of a path. */
export function requireMappings(migration: Migration, typed: string): readonly Mapping[] {
  const { path } = readV1Path(migration, typed)
  const methods = [...new Set(migration.mappings.map(({ from }) => from.method))]
  const found = methods.flatMap((method) => findMapping(migration.mappings, method, path)?.mapping ?? [])
  if (found.length > 0) return found
  throw unknownRoute(migration.apis.source, { method: 'GET', path })
}

function unknownRoute(source: Api, route: Route): MigrateError {
  const near = nearRoutes(
    source.operations.map((operation) => operation.route),
    route.method,
    route.path,
  )
  return new MigrateError(
    'bad_setting',
    `${source.title} has no ${routeText(route)}.`,
    `Did you mean one of these?\n${near.map((each) => `  ${routeText(each)}`).join('\n')}`,
  )
}
