import { z } from 'zod'
import { isJsonNumber, isJsonObject, isRawNumber, type Json, type JsonObject } from '../../json/json.ts'

/** Shapes that both APIs use. Numbers may come as `RawNumber`, which keeps their digits. */

export const jsonObject = z
  .custom<JsonObject>(isJsonObject, 'must be a JSON object')
  .meta({ type: 'object', additionalProperties: true })

export const anyJson = z
  .custom<Json>((value) => value !== undefined, 'is required')
  .meta({ description: 'any JSON value' })

/** A whole number of 64 bits, written with all its digits. */
export const int64 = z
  .custom<Json>((value) => isJsonNumber(value as Json), 'must be a whole number')
  .meta({ type: 'integer', format: 'int64' })

export const int64OrNull = z
  .custom<Json>((value) => value === null || isJsonNumber(value as Json), 'must be a whole number or null')
  .meta({ type: ['integer', 'null'], format: 'int64' })

const plainNumber = (value: unknown): unknown => (isRawNumber(value) ? Number(value.rawJSON) : value)

export const number = z.preprocess(plainNumber, z.number())

export const fraction = z.preprocess(plainNumber, z.number().min(0).max(1))

export const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(plainNumber, z.int().min(least).max(most))

export const instant = z.string().meta({ format: 'date-time' })

export const uuid = z.guid()

export const texts = z.array(z.string())

export const credentials = z.object({ username: z.string(), password: z.string() })
