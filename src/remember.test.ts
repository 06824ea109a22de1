import { expect, test } from 'vitest'
import { remember } from './remember.ts'

test('a result is worked out once, until too many are kept', () => {
  const asked: number[] = []
  const half = remember(2, (value: number) => {
    asked.push(value)
    return value / 2
  })
  expect([4, 4, 6, 4, 8, 4].map(half)).toEqual([2, 2, 3, 2, 4, 2])
  expect(asked).toEqual([4, 6, 8, 4])
})
