import { expect, test } from 'vitest'
import type { DownRow } from '../codec.ts'
import { textList } from './list.ts'

const row: DownRow = { id: null, target: {}, origin: () => null, instant: (local) => local }

/** Lists made in v2, which have no complement. */
test.each([
  [[], null],
  [['a', 'b'], 'a,b'],
  [['a,b'], '["a,b"]'],
  [[' a', 'b'], '[" a","b"]'],
  [['a', ''], '["a",""]'],
  [['["x"]'], '["[\\"x\\"]"]'],
  [['[x'], '[x'],
])('%j goes down as %s, which comes up as it was', (items, cell) => {
  expect(textList().down(items, undefined, row)).toBe(cell)
})
