/** JSON whose numbers keep their digits: what a double would change is held as `RawNumber`. */
export type Json = null | boolean | number | bigint | string | RawNumber | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

/** A number by its source text, as `JSON.rawJSON` makes it; `JSON.stringify` writes the text unchanged. */
export interface RawNumber {
  readonly rawJSON: string
}

/** ECMAScript proposal "JSON.parse source text access", in V8 since 11.4; TypeScript does not declare it yet. */
interface JsonWithSource {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown
  rawJSON(text: string): RawNumber
  isRawJSON(value: unknown): boolean
}
const sourceJson = JSON as unknown as JsonWithSource

export const rawNumber = (source: string): RawNumber => sourceJson.rawJSON(source)

export const isRawNumber = (value: unknown): value is RawNumber => sourceJson.isRawJSON(value)

/** Digits that a double might not give back: many of them, a fraction, an exponent, a negative zero. */
const delicateNumber = /\d{16}|\d[.eE]|-0/

/** @throws SyntaxError as `JSON.parse` does */
export function parseJson(text: string): Json {
  if (!delicateNumber.test(text)) return JSON.parse(text) as Json
  return sourceJson.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? rawNumber(source) : value,
  ) as Json
}

const writeBigInt = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? rawNumber(value.toString()) : value

export const stringifyJson = (value: Json): string => JSON.stringify(value, writeBigInt)

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value)
}

export const isJsonNumber = (value: Json): value is number | bigint | RawNumber =>
  typeof value === 'number' || typeof value === 'bigint' || isRawNumber(value)

export const numberSource = (value: number | bigint | RawNumber): string =>
  typeof value === 'object' ? value.rawJSON : String(value)
