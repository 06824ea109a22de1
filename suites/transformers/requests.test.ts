import fc from 'fast-check'
import { identify, projectId } from '../../src/betty/identity.ts'
import { knowledgeResource } from '../../src/betty/mappings/resources.ts'
import { differences } from '../../src/compare/differences.ts'
import { isJsonObject, type Json, type JsonObject, parseJson, stringifyJson } from '../../src/json/json.ts'
import { check } from '../support/check.ts'

const runs = 1000

/** Any text that a v1 client can send and PostgreSQL can store. */
const text = fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('\0'))

const storable = (value: unknown): boolean => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value))

const metadataValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('low', 'HIGH', 2.5, 'a,b', 'a, b', ['x', 'y,z'], [], null),
)
const metadataKey = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'source',
    'source_url',
    'importance',
    'category',
    'keywords',
    'tags',
    'priority',
    'migration',
  ),
)

/** Bodies of `POST /knowledge/add` and of the partial `PUT`: any of the fields. */
const body = fc
  .record(
    {
      title: text,
      content: text,
      type: fc.constantFrom(
        'note',
        'document',
        'snippet',
        'code',
        'link',
        'reference',
        'image',
        'file',
        'Note',
        'recipe',
      ),
      tags: fc.array(text, { maxLength: 4 }),
      metadata: fc.dictionary(metadataKey, metadataValue, { maxKeys: 5 }),
      project_id: fc.constantFrom('default', 'garden', 'größe'),
    },
    { requiredKeys: [] },
  )
  .filter(storable)

const facts = {
  origin: (_table: string, id: string) => ['garden', 'größe'].find((slug) => projectId(slug) === id) ?? null,
  instant: (local: bigint) => local,
}

/** The resource that v2 answers with, for the fields that were sent. */
function answered(sent: JsonObject): Json {
  const { metadata } = sent
  return parseJson(
    stringifyJson({
      knowledge_type: 'document',
      ...sent,
      metadata: { tags: [], ...(isJsonObject(metadata) ? metadata : {}) },
      v1_id: 1,
      created_by: identify('users', 1n),
      created_at: '2024-03-01T09:30:00Z',
      updated_at: '2024-03-01T09:30:00Z',
    }),
  )
}

check('transformers.requests', (judge) => {
  let looked = 0
  const found = fc.check(
    fc.property(body, (given) => {
      looked += 1
      const before = parseJson(JSON.stringify(given)) as JsonObject
      const back = knowledgeResource.down(answered(knowledgeResource.up(before, facts) as JsonObject), facts)
      const sentFields = Object.fromEntries(
        Object.keys(before).map((name) => [name, (back as JsonObject)[name] ?? null]),
      )
      const [difference] = differences(before, sentFields)
      if (difference)
        throw new Error(
          `${difference.path} was ${difference.expected} and comes back as ${difference.actual}`,
        )
    }),
    { numRuns: runs },
  )
  judge.looked(looked, 'requests')
  judge.message(`seed ${found.seed}`)
  if (!found.failed) return
  const reason = found.errorInstance instanceof Error ? found.errorInstance.message : 'it threw'
  judge.finding({
    code: 'law_broken',
    place: 'knowledge resource',
    note: `${reason} in ${fc.stringify(found.counterexample)}`,
  })
  judge.reproduce(`fast-check seed ${found.seed}, path ${found.counterexamplePath}`)
})
