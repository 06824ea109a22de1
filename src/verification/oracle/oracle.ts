import type { Sample } from '../sample.ts'
import type { Expectation, ExpectedRow } from './expectation.ts'
import { idOfProject } from './identity.ts'
import { expectKnowledge, faultOfKnowledge, type Landing } from './knowledge.ts'
import { landings } from './landings.ts'
import { expectRelationships } from './relationships.ts'
import { openSource, type SourceTable } from './source.ts'
import { expectUsers, faultOfUser, UNOWNED_USER } from './users.ts'
import { zoneOf } from './zone.ts'

/**
 * A second, plain reading of the contract's mapping: what must be found in v2 for a v1 file.
 * It shares no code with the converter, which it judges. Rows come in order of id, in flat memory.
 */
export interface Oracle {
  expect(table: SourceTable, sample?: Sample): Iterable<Expectation>
  /** one row a slug; complete once `expect('knowledge')` has been read to its end */
  projects(): readonly ExpectedRow[]
  /** the owner of unowned items */
  readonly unownedUser: ExpectedRow
  /** whether there are any; complete as `projects` */
  hasUnowned(): boolean
  count(table: SourceTable, sample?: Sample): number
  highestId(table: SourceTable): bigint | undefined
  close(): void
}

/**
 * @param options.sourceTimezone of times without a zone; default `UTC`
 * @throws MigrateError `source_not_v1`; `bad_setting` for a zone that there is not
 */
export function openOracle(path: string, options: { readonly sourceTimezone?: string } = {}): Oracle {
  const source = openSource(path, zoneOf(options.sourceTimezone ?? 'UTC'))
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
    expect: (table, sample) => {
      if (table === 'users') return sampled(users.watch(expectUsers(source)), sample)
      if (table === 'relationships') return expectRelationships(source, knowledge.lands, sample)
      const expectations = expectKnowledge(source, users.lands, note, sample)
      return sample ? expectations : knowledge.watch(expectations)
    },
    projects: () => [...earliest].map(([slug, createdAt]) => project(slug, String(createdAt))),
    unownedUser: UNOWNED_USER,
    hasUnowned: () => hasUnowned,
    count: source.count,
    highestId: source.highestId,
    close: source.close,
  }
}

/** Whose name is taken can be told only by reading all users. */
function* sampled(expectations: Iterable<Expectation>, sample?: Sample): Generator<Expectation> {
  for (const expectation of expectations) if (sample?.includes(expectation.id) ?? true) yield expectation
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
