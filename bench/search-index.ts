import { betty } from '../src/betty/index.ts'
import type { Migration } from '../src/migration.ts'
import { type IndexBuild, type Step, toSql } from '../src/schema/step.ts'

const isSearch = (statement: Step['up'][number]): statement is IndexBuild =>
  typeof statement !== 'string' && statement.name === 'knowledge_items_search_idx'

/** The migration but for the text-search index, which takes as long as all other ones and is measured apart. */
export const withoutSearchIndex: Migration = {
  ...betty,
  schema: betty.schema.map((step) =>
    step.up.some(isSearch)
      ? {
          ...step,
          up: step.up.filter((statement) => !isSearch(statement)),
          verify: step.verify.filter((query) => !query.includes('knowledge_items_search_idx')),
          down: step.down.filter((sql) => !sql.includes('knowledge_items_search_idx')),
        }
      : step,
  ),
}

export const searchIndexSql = betty.schema
  .flatMap((step) => step.up)
  .filter(isSearch)
  .map((statement) => toSql(statement))
  .join(';')
