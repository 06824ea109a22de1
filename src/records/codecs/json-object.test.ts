import { expect, test } from 'vitest'
import { type Json, parseJson } from '../../json/json.ts'
import type { Cell } from '../cell.ts'
import { jsonObject, type KeyCodec } from './json-object.ts'
import { carried, downRow, edited } from './rows.testing.ts'

const textTo = (key: string, ...to: [string] | [string, string]): KeyCodec => ({
  key,
  to,
  describe: key,
  up: (value) => (typeof value === 'string' ? value : undefined),
  down: (value) => value,
})

const levels = ['low', 'high']
const level: KeyCodec = {
  key: 'level',
  to: ['priority'],
  describe: 'level',
  up(value, row) {
    const place = levels.indexOf(String(value).toLowerCase())
    if (place < 0) row.warn('unknown_level', 'is not known')
    return place < 0 ? undefined : place + 1
  },
  down: (value) => levels[Number(value) - 1] ?? value,
}

/** A number and its text are the same to it. */
const size: KeyCodec = {
  ...textTo('size', 'extent'),
  up: (value) => String(value),
  isFrom: (original, held) => String(original) === String(held),
}

const keys = [textTo('kind', 'info', 'type'), textTo('url', 'info', 'url'), level, size]
const meta = jsonObject({ keys, reserved: ['tags'] })

const down = (value: Record<string, Json>, rest?: Json, codec = meta): Json | Cell => {
  const cell = codec.down(value, rest, downRow())
  return typeof cell === 'string' ? parseJson(cell) : cell
}

test.each([
  ['{"a":1,"b":[true,null]}', { a: 1, b: [true, null] }, undefined],
  ['{"kind":"web","url":"u","level":"low"}', { info: { type: 'web', url: 'u' }, priority: 1 }, undefined],
  ['{"level":"LOW","a":1}', { priority: 1, a: 1 }, { level: 'LOW' }],
  ['{"kind":5,"url":"u"}', { info: { url: 'u' } }, { kind: 5 }],
  ['{"tags":[1],"info":2,"priority":3,"a":4}', { a: 4 }, { tags: [1], info: 2, priority: 3 }],
  ['{"__proto__":{"a":1}}', parseJson('{"__proto__":{"a":1}}'), undefined],
  ['{"info":1,"__proto__":2}', parseJson('{"__proto__":2}'), { info: 1 }],
  [' {"a":1} ', { a: 1 }, undefined],
  [null, {}, undefined],
  ['', {}, ''],
  [' ', {}, ' '],
  ['{}', {}, '{}'],
  [new TextEncoder().encode('{"a":1}'), { a: 1 }, { blob: 'eyJhIjoxfQ==' }],
])('%s lands, and what the target cannot give back is kept', (cell, value, rest) => {
  expect(carried(meta, cell)).toEqual({ value, said: [], rest })
})

test('a key that no JavaScript object can have as a member is kept as well', () => {
  const reserved = jsonObject({ keys: [], reserved: ['__proto__'] })
  expect(carried(reserved, '{"__proto__":2}')).toEqual({
    value: {},
    said: [],
    rest: parseJson('{"__proto__":2}'),
  })
})

test.each([
  ['[1]', '[1]'],
  ['{"a"', '{"a"'],
  ['{"a":1e999999}', '{"a":1e999999}'],
  [7n, 7],
  [1.5, { real: '1.5' }],
  [new Uint8Array([0xff]), { blob: '/w==' }],
])('%s is no object that jsonb can hold: it is kept whole, with a warning', (cell, rest) => {
  expect(carried(meta, cell)).toEqual({ value: {}, said: ['warned: invalid_json'], rest })
})

test('a value without a counterpart leaves nothing in the target, not even an empty object', () => {
  expect(carried(meta, '{"kind":5}').value).toStrictEqual({})
})

test('what a key says is told, and what no text can hold is refused', () => {
  expect(carried(meta, '{"level":"x"}')).toEqual({
    value: {},
    said: ['warned: unknown_level'],
    rest: { level: 'x' },
  })
  expect(carried(meta, '{"a":"\\u0000"}').said).toEqual(['refused: nul_character'])
  expect(carried(meta, '{"a":"\\ud800"}').said).toEqual(['refused: invalid_unicode'])
})

test('an object without a complement goes down key by key', () => {
  expect(down({})).toBeNull()
  expect(down({ a: 1, tags: ['x'], info: { type: 'web', more: 1 }, priority: 2 })).toEqual({
    a: 1,
    kind: 'web',
    level: 'high',
  })
  expect(down({ info: 'web' })).toBeNull()
  expect(down({ info: {} })).toBeNull()
  expect(down(parseJson('{"__proto__":1}') as Record<string, Json>)).toEqual(parseJson('{"__proto__":1}'))
})

test('members are those of the object itself', () => {
  const codec = jsonObject({
    keys: [textTo('a', 'constructor'), textTo('b', 'in', 'constructor')],
    reserved: [],
  })
  expect(down({ in: {} }, undefined, codec)).toBeNull()
})

test('a cell that was kept whole comes back until the object is edited', () => {
  expect(edited(meta, '', {})).toBe('')
  expect(edited(meta, '{"a"', {})).toBe('{"a"')
  expect(edited(meta, 1.5, {})).toBe(1.5)
  const bytes = new TextEncoder().encode('{"a":1}')
  expect(edited(meta, bytes, { a: 1 })).toEqual(bytes)
  expect(edited(meta, bytes, { a: 2 })).toBe('{"a":2}')
  expect(edited(meta, '{"a"', { b: 1 })).toBe('{"b":1}')
})

test('a key without a counterpart comes back beside the others', () => {
  expect(down({ a: 1 }, { tags: [1] })).toEqual({ a: 1, tags: [1] })
  expect(down({}, { info: 2 })).toEqual({ info: 2 })
})

test('a key that was kept comes back while its value stands, otherwise the edit', () => {
  expect(down({ priority: 1 }, { level: 'LOW' })).toEqual({ level: 'LOW' })
  expect(down({ priority: 2 }, { level: 'LOW' })).toEqual({ level: 'high' })
  expect(down({}, { level: 'LOW' })).toBeNull()
  expect(down({}, { kind: 5 })).toEqual({ kind: 5 })
  expect(down({}, { level: 'x' })).toEqual({ level: 'x' })
  expect(down({ info: { type: 'web' } }, { kind: 5 })).toEqual({ kind: 'web' })
})

test('a key that knows its own originals is asked', () => {
  expect(down({ extent: 5 }, { size: '5' })).toEqual({ size: '5' })
  expect(down({ extent: 6 }, { size: '5' })).toEqual({ size: 6 })
})

test.each([
  { keys: [textTo('real', 'a')], reserved: [] },
  { keys: [textTo('a', 'blob')], reserved: [] },
  { keys: [], reserved: ['real'] },
  { keys: [], reserved: ['blob'] },
])('what marks an encoded cell is no name for a key (%#)', (rules) => {
  expect(() => jsonObject(rules)).toThrow(/"(real|blob)" marks an encoded cell/)
})

test('an object with a key that marks an encoded cell lands and comes back', () => {
  const cell = '{"real":1,"blob":"x"}'
  const { value, said, rest } = carried(meta, cell)
  expect({ value, said, rest }).toEqual({ value: { real: 1, blob: 'x' }, said: [], rest: undefined })
  expect(down(value, rest)).toEqual({ real: 1, blob: 'x' })
})
