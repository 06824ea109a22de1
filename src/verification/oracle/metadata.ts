import { type Json, JsonNumber, type JsonObject, plainDecimal } from './json.ts'
import { readListValue } from './list.ts'
import type { RowReading } from './row-reading.ts'
import { priorities, priorityBack } from './words.ts'

/** Keys of the v2 metadata that the migration sets: a v1 key of the same name goes to the complement. */
const OURS = ['tags', 'source_info', 'priority', 'categories', 'extracted_keywords', 'migration']
const SOURCES = { source: 'type', source_url: 'url', source_id: 'external_id' } as const
const LISTS = { category: 'categories', keywords: 'extracted_keywords' } as const
const TRANSLATED = [...Object.keys(SOURCES), ...Object.keys(LISTS), 'importance']
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

/** The v2 metadata of an item, all but `migration`. What it cannot say goes to the reading's complement. */
export function readMetadata(reading: RowReading): JsonObject {
  const original = reading.object('metadata')
  const tags = reading.tags()
  const kept: [string, Json][] = []
  const merged: [string, Json][] = [['tags', tags]]
  const sourceInfo: [string, Json][] = []

  for (const [key, value] of Object.entries(original)) {
    if (OURS.includes(key)) kept.push([key, value])
    else if (!TRANSLATED.includes(key)) merged.push([key, value])
  }
  for (const [key, name] of Object.entries(SOURCES)) {
    const value = member(original, key)
    if (typeof value === 'string') sourceInfo.push([name, value])
    else if (value !== undefined) kept.push([key, value])
  }
  if (sourceInfo.length > 0) merged.push(['source_info', Object.fromEntries(sourceInfo)])

  const importance = member(original, 'importance')
  if (importance !== undefined) {
    const priority = readImportance(importance)
    if (priority === 'unknown') reading.warnings.add('unknown_importance')
    if (typeof priority === 'number') merged.push(['priority', new JsonNumber(String(priority))])
    if (typeof priority !== 'number' || importance !== priorityBack[priority])
      kept.push(['importance', importance])
  }
  for (const [key, name] of Object.entries(LISTS)) {
    const value = member(original, key)
    if (value === undefined) continue
    const list = value === null ? undefined : readListValue(value)
    if (list?.isInvalid) reading.warnings.add('invalid_list')
    if (list !== undefined) merged.push([name, list.items])
    if (value !== list?.items.join(',')) kept.push([key, value])
  }
  const isKeptWhole = reading.row.known('metadata').class !== 'text'
  if (kept.length > 0 && !isKeptWhole) reading.keep('metadata', Object.fromEntries(kept))
  return Object.fromEntries(merged)
}

function member(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function readImportance(value: Json): number | 'missing' | 'unknown' {
  if (value instanceof JsonNumber) return clamp(value.digits)
  if (value === null) return 'missing'
  if (typeof value !== 'string') return 'unknown'
  const word = value.trim().toLowerCase()
  if (word === '') return 'missing'
  if (Object.hasOwn(priorities, word)) return priorities[word] ?? 'unknown'
  return NUMBER.test(word) ? clampText(word) : 'unknown'
}

function clampText(number: string): number {
  try {
    return clamp(plainDecimal(number))
  } catch {
    return Number(number) > 1 ? 4 : 1
  }
}

/** Rounded, halves up, and into 1..4, without a detour through doubles. */
function clamp(digits: string): number {
  if (digits.startsWith('-')) return 1
  const [whole = '0', fraction = ''] = digits.split('.')
  if (whole.length > 1) return 4
  const rounded = Number(whole) + (fraction.charAt(0) >= '5' ? 1 : 0)
  return Math.min(4, Math.max(1, rounded))
}
