import fc from 'fast-check'
import type { Call } from '../../src/api/exchange.ts'
import { fillPath } from '../../src/api/route.ts'
import type { Json } from '../../src/json/json.ts'
import { migration } from '../support/configured.ts'

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

const types = ['note', 'document', 'snippet', 'code', 'link', 'reference', 'image', 'file', 'Note', 'recipe']

/** Slugs of projects that there are. */
export const slugs = ['default', 'garden', 'größe']

const shape = {
  title: text,
  content: text,
  type: fc.constantFrom(...types),
  tags: fc.array(text, { maxLength: 4 }),
  metadata: fc.dictionary(metadataKey, metadataValue, { maxKeys: 5 }),
  project_id: fc.constantFrom(...slugs),
}

/** Bodies of `POST /knowledge/add`. */
export const newItem = fc.record(shape, { requiredKeys: ['title', 'content', 'type'] }).filter(storable)

/** Bodies of `PUT /knowledge/{id}`: any of the fields. */
export const itemChange = fc.record(shape, { requiredKeys: [] }).filter(storable)

/** What a list or a search is asked for, as v1 takes it. */
export const wanted = fc.record({
  text: fc
    .oneof(
      text,
      fc.integer({ min: 1, max: 60 }).map((words) => 'some words '.repeat(words)),
    )
    .filter((each) => each.trim() !== ''),
  page: fc.integer({ min: 1, max: 1000 }),
  limit: fc.integer({ min: 1, max: 100 }),
  project: fc.option(fc.constantFrom(...slugs), { nil: undefined }),
  type: fc.option(fc.constantFrom(...types), { nil: undefined }),
})

/** Numbers of rows in v1. */
export const rowNumber = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n })

const nearlyRight = fc.record(
  {
    title: fc.oneof(fc.string(), fc.jsonValue()),
    content: fc.string(),
    type: fc.oneof(fc.constantFrom(...types), fc.jsonValue()),
    tags: fc.oneof(fc.array(fc.string()), fc.jsonValue()),
    metadata: fc.oneof(fc.dictionary(metadataKey, metadataValue), fc.jsonValue()),
    project_id: fc.oneof(fc.constantFrom(...slugs), fc.jsonValue()),
    query: fc.oneof(fc.string(), fc.jsonValue()),
    limit: fc.oneof(fc.integer(), fc.jsonValue()),
    username: fc.oneof(fc.string(), fc.jsonValue()),
    password: fc.oneof(fc.string(), fc.jsonValue()),
  },
  { requiredKeys: [] },
)

const wild = fc.string({ unit: 'binary', maxLength: 20 })
const parameter = fc.oneof(
  wild,
  fc.integer().map(String),
  fc.constantFrom('', '0', '1', '20', '1e3', '9'.repeat(30)),
)

/** Any call to any operation of v1, most of them wrong in some way. */
export const anyCall: fc.Arbitrary<Call> = fc
  .record({
    operation: fc.constantFrom(...migration.apis.source.operations),
    id: parameter,
    query: fc.dictionary(
      fc.oneof(fc.constantFrom('q', 'page', 'limit', 'type', 'project_id'), wild),
      parameter,
      {
        maxKeys: 5,
      },
    ),
    body: fc.option(fc.oneof(nearlyRight, fc.jsonValue()), { nil: undefined }),
  })
  .map(({ operation: { route }, id, query, body }) => ({
    method: route.method,
    path: fillPath(route.path, { id: id === '' ? '%' : id.toWellFormed() }),
    query,
    headers: {},
    ...(body !== undefined && { body: body as Json }),
  }))
