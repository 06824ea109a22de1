import { expect, test } from 'vitest'
import { remember, rememberNumbered } from './remember.ts'

test('a result is worked out once, until too many are kept', () => {
  const asked: number[] = []
  const half = remember(2, (value: number) => {
    asked.push(value)
    return value / 2
  })
  expect([4, 4, 6, 4, 8, 4].map(half)).toEqual([2, 2, 3, 2, 4, 2])
  expect(asked).toEqual([4, 6, 8, 4])
})

test('numbers of the same place take turns', () => {
  const asked: bigint[] = []
  const twice = rememberNumbered(4, (value) => {
    asked.push(value)
    return value * 2n
  })
  const most = 2n ** 63n - 1n
  expect([1n, 2n, 1n, 5n, 1n, -3n, most, most].map(twice)).toEqual([
    ...[2n, 4n, 2n, 10n, 2n, -6n, most * 2n, most * 2n],
  ])
  expect(asked).toEqual([1n, 2n, 5n, 1n, -3n, most])
})
