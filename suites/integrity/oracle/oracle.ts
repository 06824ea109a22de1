import { MigrateError } from '../../../src/errors.ts'
import type { Expectation, ExpectedRow } from './expectation.ts'
import { idOfProject } from './identity.ts'
import { expectKnowledge, faultOfKnowledge, type Landing } from './knowledge.ts'
import { landings } from './landings.ts'
import { expectRelationships } from './relationships.ts'
import { openSource, type SourceTable } from './source.ts'
import { expectUsers, faultOfUser, UNOWNED_USER } from './users.ts'

/**
 * A second, plain reading of the contract's mapping: what must be found in v2 for a v1 file.
 * It shares no code with the converter, which it judges. Rows come in order of id, in flat memory.
 */
export interface Oracle {
  expect(table: SourceTable): Iterable<Expectation>
  /** one row a slug; complete once `expect('knowledge')` has been read to its end */
  projects(): readonly ExpectedRow[]
  /** the owner of unowned items, if there are any; complete as `projects` */
  unownedUser(): ExpectedRow | undefined
  highestId(table: SourceTable): bigint | undefined
  close(): void
}

/** @throws MigrateError `source_not_v1`; `bad_setting` for a source time zone other than UTC */
export function openOracle(path: string, options: { readonly sourceTimezone?: string } = {}): Oracle {
  if ((options.sourceTimezone ?? 'UTC') !== 'UTC') {
    throw new MigrateError(
      'bad_setting',
      `The oracle reads v1 times in UTC only, not in ${options.sourceTimezone}.`,
      'Leave the source time zone at UTC.',
    )
  }
  const source = openSource(path)
  const users = landings(source, 'users', faultOfUser)
  const knowledge = landings(source, 'knowledge', faultOfKnowledge)
  const earliest = new Map<string, bigint>()
  let hasUnowned = false
  const note = ({ slug, createdAt, isUnowned }: Landing) => {
    const before = earliest.get(slug)
    if (before === undefined || createdAt < before) earliest.set(slug, createdAt)
    hasUnowned ||= isUnowned
  }
  return {
    expect: (table) => {
      if (table === 'users') return users.watch(expectUsers(source))
      if (table === 'knowledge') return knowledge.watch(expectKnowledge(source, users.lands, note))
      return expectRelationships(source, knowledge.lands)
    },
    projects: () => [...earliest].map(([slug, createdAt]) => project(slug, String(createdAt))),
    unownedUser: () => (hasUnowned ? UNOWNED_USER : undefined),
    highestId: source.highestId,
    close: source.close,
  }
}

function project(slug: string, createdAt: string): ExpectedRow {
  return {
    id: idOfProject(slug),
    slug,
    name: slug,
    owner_id: null,
    settings: {},
    created_at: createdAt,
    updated_at: createdAt,
  }
}
