import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cell } from '../arbitraries/cells.ts'
import { parseJson, stringifyJson } from '../json/json.ts'
import { rawRow } from './quarantine.ts'
import { readRawRow } from './raw-row.ts'

test('a row that was put into quarantine comes back as it was', () => {
  const rows = fc.dictionary(fc.string(), cell())
  fc.assert(
    fc.property(rows, (row) => {
      const raw = parseJson(stringifyJson(rawRow(row)))
      expect(readRawRow(raw as ReturnType<typeof rawRow>)).toEqual(row)
    }),
  )
})
