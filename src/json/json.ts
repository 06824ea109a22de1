import { parseDelicate } from './parse-delicate.ts'

/** JSON whose numbers keep their digits: what a double would change is held as `RawNumber`. */
export type Json = null | boolean | number | bigint | string | RawNumber | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

/** A number by its source text, as `JSON.rawJSON` makes it; `JSON.stringify` writes the text unchanged. */
export interface RawNumber {
  readonly rawJSON: string
}

/** ECMAScript proposal "JSON.parse source text access", in V8 since 11.4; TypeScript does not declare it yet. */
interface JsonWithSource {
  rawJSON(text: string): RawNumber
  isRawJSON(value: unknown): boolean
}
const sourceJson = JSON as unknown as JsonWithSource

export const rawNumber = (source: string): RawNumber => sourceJson.rawJSON(source)

/** The property is asked for first because the built-in is slow. */
export const isRawNumber = (value: unknown): value is RawNumber =>
  typeof value === 'object' && value !== null && 'rawJSON' in value && sourceJson.isRawJSON(value)

/**
 * A number whose digits a double might not give back: many of them, a fraction, an exponent, a negative zero. Numbers
 * stand at the start or behind one of three signs, so that digits inside of texts mostly do not count.
 */
const delicateNumber = /(?:^|[[:,])\s*-?(?:\d{16}|\d+[.eE]|(?<=-)0(?!\d))/

/** @throws SyntaxError as `JSON.parse` does */
export function parseJson(text: string): Json {
  if (!delicateNumber.test(text)) return JSON.parse(text) as Json
  return parseDelicate(text)
}

const writeBigInt = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? rawNumber(value.toString()) : value

/** A replacer makes the built-in three times as slow, so it is called without one until a bigint turns up. */
export function stringifyJson(value: Json): string {
  try {
    return JSON.stringify(value)
  } catch {
    return JSON.stringify(value, writeBigInt)
  }
}

/** A whole number as the cheapest Json that has all its digits. */
export function wholeNumber(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** Sets a key that is not known beforehand: on a plain object `__proto__` would be no key of its own. */
export function setMember(object: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
  else object[key] = value
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value)
}

export const isJsonNumber = (value: Json): value is number | bigint | RawNumber =>
  typeof value === 'number' || typeof value === 'bigint' || isRawNumber(value)

export const numberSource = (value: number | bigint | RawNumber): string =>
  typeof value === 'object' ? value.rawJSON : String(value)
