import { cell } from 'betty-migrate/arbitraries'
import 'betty-migrate/vitest'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unixText } from './codecs.ts'

test('any cell comes back as it was', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(cell(), (any) => {
      expect(unixText()).toGiveBack(any)
    }),
  )
})

test('Windows line ends too, which are gone in v2', () => {
  expect(unixText()).toGiveBack('one\r\ntwo')
})
