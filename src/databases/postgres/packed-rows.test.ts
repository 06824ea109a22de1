import { expect, test } from 'vitest'
import type { ColumnType, TargetRow } from '../../records/target-row.ts'
import { type CopyRows, packRows } from './packed-rows.ts'

const header = '5047434f50590aff0d0a000000000000000000'
const trailer = 'ffff'

const hexOf = (rows: CopyRows): string => Buffer.concat([...rows.stream()]).toString('hex')

/** The rows alone, without what stands before and after them. */
const bodyOf = (rows: CopyRows): string => {
  const hex = hexOf(rows)
  expect(hex.startsWith(header) && hex.endsWith(trailer)).toBe(true)
  return hex.slice(header.length, -trailer.length)
}

/** PostgreSQL documentation, "COPY", "Binary Format": each value after its length in four bytes, -1 for NULL. */
test.each<[ColumnType, TargetRow[string], string]>([
  ['text', null, 'ffffffff'],
  ['text', '', '00000000'],
  ['text', 'aé€😀', '0000000a' + '61c3a9e282acf09f9880'],
  ['jsonb', { a: 1 }, '00000008' + '01' + '7b2261223a317d'],
  ['jsonb', { id: 2n ** 62n }, `0000001b01${Buffer.from('{"id":4611686018427387904}').toString('hex')}`],
  ['uuid', '0A1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', '00000010' + '0a1b2c3d4e5f60718293a4b5c6d7e8f9'],
  ['bool', true, '00000001' + '01'],
  ['bool', false, '00000001' + '00'],
  ['int8', -2n, '00000008' + 'fffffffffffffffe'],
  ['float8', 0.5, '00000008' + '3fe0000000000000'],
  ['timestamptz', 946_684_800_000_001n, '00000008' + '0000000000000001'],
  ['timestamptz', 0n, '00000008' + 'fffca2fec4c82000'],
])('%s', (type, value, hex) => {
  expect(bodyOf(packRows({ column: type }, [{ column: value }]))).toBe(`0001${hex}`)
})

test('a slice holds its rows and no others, also across pages', () => {
  const texts = Array.from({ length: 40 }, (_, at) => `${at}`.repeat(at % 3 === 0 ? 60_000 : at))
  const rows = packRows(
    { text: 'text' },
    texts.map((text) => ({ text })),
  )
  const alone = (text: string) => bodyOf(packRows({ text: 'text' }, [{ text }]))
  expect(rows.length).toBe(40)
  expect(bodyOf(rows)).toBe(texts.map(alone).join(''))
  for (const [from, to] of [
    [0, 0],
    [0, 1],
    [7, 31],
    [39, 40],
    [12, 40],
  ] as const) {
    expect(rows.slice(from, to).length).toBe(to - from)
    expect(bodyOf(rows.slice(from, to))).toBe(texts.slice(from, to).map(alone).join(''))
  }
  expect(bodyOf(rows.slice(5).slice(2, 4))).toBe(texts.slice(7, 9).map(alone).join(''))
})

test('a text is written whole whatever its length', () => {
  for (const length of [0, 31, 32, 33, 16_384, 16_385, 1 << 20, 3 << 20]) {
    for (const character of ['x', 'é', '€']) {
      const text = character.repeat(length)
      const bytes = Buffer.from(text)
      const size = Buffer.alloc(4)
      size.writeInt32BE(bytes.length)
      const packed = Buffer.from(bodyOf(packRows({ text: 'text' }, [{ text }])), 'hex')
      expect(packed.equals(Buffer.concat([Buffer.from([0, 1]), size, bytes]))).toBe(true)
    }
  }
})
