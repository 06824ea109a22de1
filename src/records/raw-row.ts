import { isJsonObject, type Json, type JsonObject } from '../json/json.ts'
import { type Cell, decodeCell, MalformedText, type SourceRow } from './cell.ts'

/**
 * The source row that a quarantine keeps, each cell in its storage class. The inverse of `rawRow`.
 * @throws TypeError when the JSON is not one that `rawRow` makes
 */
export const readRawRow = (raw: JsonObject): SourceRow =>
  Object.fromEntries(Object.entries(raw).map(([name, json]) => [name, readRawCell(json)]))

function readRawCell(json: Json): Cell {
  if (isJsonObject(json)) {
    const { text_base64: text, invalid_utf8: bytes, left_out: leftOut } = json
    if (leftOut !== undefined)
      throw new TypeError('a cell was too large even for the quarantine: only the source file has it')
    if (typeof text === 'string') return Buffer.from(text, 'base64').toString('utf8')
    if (typeof bytes === 'string') return new MalformedText(new Uint8Array(Buffer.from(bytes, 'base64')))
  }
  return decodeCell(json)
}
