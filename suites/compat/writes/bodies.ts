import { type Json, type JsonObject, rawNumber } from '../../../src/json/json.ts'

export const plainItem = { title: 'A title', content: 'Some content.', type: 'note' }

const types = ['note', 'document', 'snippet', 'code', 'link', 'reference', 'image', 'file']

const odd = [
  'Käse, Straße, ſ',
  'עברית مرحبا',
  '全文搜索 かな',
  '🧑‍🚀 e\u0301 \u200d\u{10FFFF}',
  ' blanks around ',
  'tab\tline\nreturn\r\n\u0001\u007f\u2028',
  '\ufeffmark',
  `'; DROP TABLE knowledge_items; --`,
  '<script>alert(1)</script> {{7*7}} $(id) %s %00 \\u0000',
  '',
]

const tags: readonly (readonly string[])[] = [
  [],
  ['one'],
  ['a', 'b', 'a'],
  ['with, comma', ' blanks '],
  ['', '[x]', '"quoted"'],
  ['Ü', '🧑‍🚀', 'null', '1'],
]

const metadata: readonly JsonObject[] = [
  {},
  { nested: { list: [1, 'two', null, { deep: [true, []] }] }, '': 'no name', 'a.b': 1 },
  {
    big: rawNumber('9007199254740993'),
    exact: rawNumber('1.10'),
    far: rawNumber('1e400'),
    small: rawNumber('-0.0001'),
  },
  { importance: 'high', category: 'a, b', keywords: ['x', 'y,z'] },
  { importance: 2.5, source: 'web', source_url: 'https://example.org/?a=1&b=2', source_id: 'x/1' },
  { importance: 'urgent', category: 7, keywords: { a: 1 }, source: null },
  {
    tags: ['mine'],
    priority: 'p0',
    migration: { from: 'elsewhere' },
    source_info: 1,
    categories: 'x',
    extracted_keywords: {},
  },
]

/** Items that both sides take: every form of every field in one of them. */
export function newItems(projects: readonly string[]): readonly JsonObject[] {
  const allTypes = [...types, 'Note', ' code ', 'a type of our own']
  const places = [null, '', '  ', ...projects]
  const items = allTypes.map((type, at) => {
    const text = odd[at % odd.length] ?? ''
    return {
      title: text,
      content: text,
      type,
      tags: [...(tags[at % tags.length] ?? []), text],
      metadata: { ...metadata[at % metadata.length], text, [text]: 1 },
      project_id: places[at % places.length] ?? null,
    }
  })
  return [
    plainItem,
    ...items,
    { ...plainItem, tags: [], metadata: {} },
    { ...plainItem, title: 'long '.repeat(5_000), content: 'x' },
    { ...plainItem, content: manyWords() },
    { ...plainItem, content: 'filler '.repeat(400_000) },
    { ...plainItem, content: ' \n', tags: manyTags, metadata: manyKeys },
    { ...plainItem, unknown: 'is passed over', id: 7, user_id: 7, created_at: '2001-01-01T00:00:00Z' },
  ]
}

const manyTags = ['long '.repeat(50), ...Array.from({ length: 60 }, (_, at) => `tag no. ${at}`)]

/** Values that look like others, in many keys and deep. */
const manyKeys: JsonObject = {
  ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`key${at}`, at])),
  ['long'.repeat(40)]: 'x'.repeat(20_000),
  deep: { a: { b: { c: { d: { e: { f: { g: { h: ['deep'] } } } } } } } },
  digits: '12345',
  yes: 'true',
  day: '2024-03-01',
  moment: '2024-03-01T10:00:00+01:00',
  no: false,
  zero: 0,
  object: {},
  list: [],
  texts: ['1e3', 'null', ''],
  numbers: [rawNumber('9007199254740993'), { deep: rawNumber('9007199254740993') }],
  $ref: '#/nowhere',
}

/** More distinct words than a text search vector of PostgreSQL holds. */
const manyWords = (): string => Array.from({ length: 200_000 }, (_, at) => at.toString(36)).join(' ')

/** Changes of one field or of several, and of none. */
export const changes = (projects: readonly string[]): readonly JsonObject[] => [
  { title: 'Another title' },
  { content: odd.join('\n') },
  ...types.slice(0, 4).map((type) => ({ type })),
  ...tags.map((list) => ({ tags: list })),
  ...metadata.map((object) => ({ metadata: object })),
  ...projects.map((project_id) => ({ project_id })),
  { title: '', content: '', type: 'a type of our own', tags: ['x'], metadata: { a: rawNumber('0.10') } },
  {},
]

/** What v1 refuses, whatever the item. */
export const refusedChanges: readonly Json[] = [
  { title: 7 },
  { title: null },
  { type: '' },
  { tags: 'a' },
  { tags: [1] },
  { metadata: [] },
  { project_id: 7 },
  [],
  'text',
]

/** No items. */
export const refusedItems: readonly Json[] = [
  {},
  [],
  'text',
  null,
  { title: 'only a title' },
  { title: 7, content: 'x', type: 'note' },
  { title: null, content: 'x', type: 'note' },
  { title: 'x', content: 'x', type: '' },
  { title: 'x', content: 'x', type: 7 },
  { title: 'x', content: 'x', type: 'note', tags: 'a,b' },
  { title: 'x', content: 'x', type: 'note', tags: [1] },
  { title: 'x', content: 'x', type: 'note', metadata: [] },
  { title: 'x', content: 'x', type: 'note', metadata: 'text' },
  { title: 'x', content: 'x', type: 'note', project_id: 7 },
]

/** What v1 takes and PostgreSQL or the API of v2 has no place for: to be refused whole, and told. */
export const impossible = (
  unknown: string,
): readonly { readonly body: JsonObject; readonly reason: string }[] => [
  { body: { ...plainItem, title: 'a\0b' }, reason: 'PostgreSQL holds no U+0000' },
  { body: { ...plainItem, tags: ['\0'] }, reason: 'PostgreSQL holds no U+0000' },
  { body: { ...plainItem, metadata: { a: '\0' } }, reason: 'PostgreSQL holds no U+0000' },
  { body: { ...plainItem, project_id: unknown }, reason: 'v2 has no call that makes a project' },
]
