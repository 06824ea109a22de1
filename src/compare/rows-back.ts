import { digitsKey } from '../json/decimal.ts'
import { equalJson } from '../json/equal.ts'
import { isJsonObject, type Json, parseJson, stringifyJson } from '../json/json.ts'
import { type Cell, encodeCell, type SourceRow, sameCell } from '../records/cell.ts'

/** A column that did not come back as it was. */
export interface CellDifference {
  readonly column: string
  readonly expected: string
  readonly actual: string
}

/** The columns of a source row whose storage class or value came back changed. Text of equal JSON, its numbers digit for digit, is the same. */
export function cellDifferences(original: SourceRow, back: SourceRow): CellDifference[] {
  return Object.entries(original).flatMap(([column, cell]) => {
    const now = back[column] ?? null
    return sameInMeaning(cell, now)
      ? []
      : [{ column, expected: describeCell(cell), actual: describeCell(now) }]
  })
}

function sameInMeaning(a: Cell, b: Cell): boolean {
  if (sameCell(a, b)) return true
  if (typeof a !== 'string' || typeof b !== 'string') return false
  const [left, right] = [structureIn(a), structureIn(b)]
  return left !== undefined && right !== undefined && equalJson(left, right, digitsKey)
}

/** Only objects and arrays: a text `1.0` is not the text `1`. */
function structureIn(text: string): Json | undefined {
  try {
    const value = parseJson(text)
    return isJsonObject(value) || Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const longest = 200

export function describeCell(cell: Cell): string {
  const text = stringifyJson(encodeCell(cell))
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text
}
