import { Refusal } from '../../api/exchange.ts'
import { exchangedBody, responseData } from '../../api/lenses/lens.ts'
import { type Resource, updatedBody } from '../../api/lenses/resource.ts'
import { type Asked, defineMapping, type Locate, type Mapping, type Rule } from '../../api/mapping.ts'
import { rawNumber } from '../../json/json.ts'
import { identify } from '../identity.ts'
import { answered, exampleItem } from './examples.ts'
import { envelope, memberOf } from './frames.ts'
import { projectIn } from './projects.ts'

/** @throws Refusal as v1 answers: 400 for what is no number, 404 for one that no item can have */
function numberIn({ path }: Pick<Asked, 'path'>): bigint {
  const digits = path.id ?? ''
  if (!/^(0|-?[1-9]\d*)$/.test(digits)) throw new Refusal(400, 'the id is not a whole number')
  const id = digits.length > 20 ? undefined : BigInt(digits)
  if (id === undefined || BigInt.asIntN(64, id) !== id)
    throw new Refusal(404, `there is no knowledge item ${digits}`)
  return id
}

/** The number of an item in the path as the UUID that it became. */
const itemInPath: Rule = {
  changes: [
    {
      side: 'request',
      breaking: true,
      text: 'the id in the path is a UUID',
      todo: 'Use the UUID of the item: UUIDv5 of `knowledge:<number>`, or the `id` of an answer of v2.',
    },
  ],
  up: (request) => ({
    ...request,
    path: { ...request.path, id: identify('knowledge', numberIn(request)) },
  }),
  oneWay: 'the number comes back in the resource itself',
}

/** An item that was made in v2 has a UUID of its own, and is found by its number. */
const byNumber: Locate = {
  call: (asked) => ({
    method: 'POST',
    path: '/api/v2/query/advanced-search',
    body: {
      query: '',
      search_type: 'keyword',
      filters: [{ field: 'v1_id', operator: 'eq', value: rawNumber(String(numberIn(asked))) }],
      max_results: 1,
      offset: 0,
    },
  }),
  found(data) {
    const results = memberOf(data, 'results')
    const id = memberOf(Array.isArray(results) ? results[0] : undefined, 'id')
    return typeof id === 'string' ? { id } : undefined
  },
}

const ofOneItem = {
  frame: envelope,
  locate: byNumber,
} as const satisfies Partial<Mapping>

export const addKnowledge = (item: Resource): Mapping =>
  defineMapping({
    id: 'knowledge.add',
    from: 'POST /api/v1/knowledge/add',
    to: 'POST /api/v2/knowledge/add',
    success: 201,
    frame: envelope,
    rules: [exchangedBody(item)],
    reveals: ({ body }) => projectIn(memberOf(body, 'project_id')),
    example: {
      body: {
        title: 'Compost',
        content: 'Turn it every month.',
        type: 'note',
        tags: ['garden', 'soil'],
        metadata: { source_url: 'https://example.org/compost', importance: 'high' },
      },
      answer: answered(exampleItem),
    },
  })

export const getKnowledge = (item: Resource): Mapping =>
  defineMapping({
    ...ofOneItem,
    id: 'knowledge.get',
    from: 'GET /api/v1/knowledge/{id}',
    to: 'GET /api/v2/knowledge/{id}',
    rules: [itemInPath, responseData(item, 'the request is empty')],
    example: { path: { id: '42' }, answer: answered(exampleItem) },
  })

export const updateKnowledge = (item: Resource): Mapping =>
  defineMapping({
    ...ofOneItem,
    id: 'knowledge.update',
    from: 'PUT /api/v1/knowledge/{id}',
    to: 'PUT /api/v2/knowledge/{id}',
    before: 'GET /api/v2/knowledge/{id}',
    rules: [
      itemInPath,
      updatedBody(item),
      {
        changes: [
          {
            side: 'request',
            breaking: true,
            text: 'updates are partial, column by column: `metadata` holds `tags` too, and is replaced whole',
            todo: 'Read the item first, and send `metadata` whole: with `tags`, and with `migration` as you found it.',
          },
        ],
      },
    ],
    reveals: ({ body }) => projectIn(memberOf(body, 'project_id')),
    example: {
      path: { id: '42' },
      body: { title: 'Compost, again', type: 'document' },
      current: exampleItem,
      answer: answered({
        ...exampleItem,
        title: 'Compost, again',
        metadata: { ...exampleItem.metadata, migration: { from: 'v1', v1_id: 42 } },
        updated_at: '2026-01-01T12:00:00Z',
      }),
    },
  })

export const deleteKnowledge = defineMapping({
  ...ofOneItem,
  id: 'knowledge.delete',
  from: 'DELETE /api/v1/knowledge/{id}',
  to: 'DELETE /api/v2/knowledge/{id}',
  rules: [
    itemInPath,
    {
      changes: [
        {
          side: 'response',
          breaking: true,
          text: 'soft delete: the answer is the item with `status` `"deleted"`, and the item stays in the database',
          todo: 'Take a success for done; what must be gone for good has to be erased in the database.',
        },
      ],
      down: () => ({ deleted: true }),
      oneWay: 'the request is empty',
    },
  ],
  example: {
    path: { id: '42' },
    answer: answered({ ...exampleItem, status: 'deleted', updated_at: '2026-01-01T12:00:00Z' }),
  },
})
