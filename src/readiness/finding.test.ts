import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFinding, fingerprint } from './finding.ts'

it('gives 12 hex digits that do not change from run to run', () => {
  // sha256 of 't2:' 61 00 't2:' 62 00, worked out apart from this code
  expect(fingerprint('a', 'b')).toBe('0330bd45db12')
})

it('tells apart lists that join to the same text', () => {
  const lists = fc.array(fc.option(fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 4 })
  fc.assert(
    fc.property(lists, lists, (a, b) => {
      expect(fingerprint(...a) === fingerprint(...b)).toBe(JSON.stringify(a) === JSON.stringify(b))
    }),
    {
      numRuns: 1000,
      examples: [
        [
          ['ab', 'c'],
          ['a', 'bc'],
        ],
        [[''], [null]],
        [[], ['']],
        [['\ud800'], ['\ud801']],
      ],
    },
  )
})

it('leaves the values out, so that a finding is known again', () => {
  const first = createFinding({ code: 'value_differs', place: 'users/7/name', actual: '10:00' })
  const later = createFinding({ code: 'value_differs', place: 'users/7/name', actual: '11:00' })
  expect(later.fingerprint).toBe(first.fingerprint)
  expect(createFinding({ code: 'missing', place: 'users/7/name' }).fingerprint).not.toBe(first.fingerprint)
})
