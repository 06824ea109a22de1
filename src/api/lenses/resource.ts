import { equalJson } from '../../json/equal.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json/json.ts'
import type { Cell } from '../../records/cell.ts'
import type { DownRow } from '../../records/codec.ts'
import type { Field, RecordDefinition } from '../../records/record.ts'
import type { DownFacts } from '../../records/row-down.ts'
import type { DraftRow, TargetRow, TargetValue } from '../../records/target-row.ts'
import { Refusal } from '../exchange.ts'
import type { Rule } from '../mapping.ts'
import { carryField } from './carry-field.ts'
import { describeResource } from './describe-resource.ts'
import type { Lens } from './lens.ts'
import type { Shown } from './shown.ts'
import { fromWireRow, toWireRow } from './wire-row.ts'

export interface ResourceView {
  /** source column → how the source API shows it, in the order of its fields */
  readonly shown: Readonly<Record<string, Shown>>
  /** the columns that a request may set; others in it are passed over, as the source API does */
  readonly writable: readonly string[]
  /** fields that only the target shows */
  readonly added: readonly string[]
}

/** A source column as both APIs show it. */
export interface ResourceField {
  readonly name: string
  readonly shown: Shown
  readonly field: Field
}

/**
 * A row of a record as the two APIs show it, derived from the record's own codecs: an answer comes down through
 * them and the complement, a request (any of the fields) goes up. What the target cannot give back to the source
 * API is put beside it in the complement, as the conversion of rows does.
 */
export interface Resource extends Lens {
  /**
   * The target's body for a request that changes the fields it names and no other. A target column that other fields
   * share is sent whole, with what the row holds now in it.
   */
  update(value: Json, current: Json | undefined, facts: DownFacts): JsonObject
}

export function resource(record: RecordDefinition, view: ResourceView): Resource {
  const fields = Object.entries(view.shown).map(([name, shown]) => ({
    name,
    shown,
    field: fieldOf(record, name),
  }))
  const writable = fields.filter(({ name }) => view.writable.includes(name))

  const up = (value: Json, current: Json | undefined, facts: DownFacts): JsonObject => {
    if (!isJsonObject(value)) throw new Refusal(400, 'the body is not a JSON object')
    const held = fromWireRow(record, current)
    const sent = writable.flatMap((each) => {
      const given = Object.hasOwn(value, each.name) ? value[each.name] : undefined
      return given === undefined ? [] : [carryField(each, given, facts)]
    })
    const complement = { ...complementOf(record, held) }
    for (const { name, rest } of sent) {
      delete complement[name]
      if (rest !== undefined) complement[name] = rest
    }
    const columns = new Set(sent.map(({ field }) => field.slot.column))
    if (!equalJson(complement, complementOf(record, held))) columns.add(record.provenance.column)
    const draft: DraftRow = {}
    for (const { field } of fields) {
      if (!columns.has(field.slot.column)) continue
      const now = sent.find((each) => each.field === field)
      field.slot.set(draft, now ? now.target : field.slot.get(held))
    }
    if (columns.has(record.provenance.column))
      record.provenance.set(draft, provenanceWith(record, held, complement))
    return toWireRow(record, draft)
  }

  return {
    changes: (side) =>
      describeResource(record, { ...view, fields: side === 'request' ? writable : fields }, side),
    up: (value, facts) => up(value, undefined, facts),
    update: up,
    down(value, facts) {
      const given = isJsonObject(value) ? value : {}
      const target = fromWireRow(record, value)
      const kept = complementOf(record, target)
      const row = { id: null, target, ...facts }
      const out: [string, Json][] = fields.map(({ name, shown, field }) => {
        const held = field.slot.get(target)
        const rest = Object.hasOwn(kept, name) ? kept[name] : undefined
        return [name, shown.show(held ?? null, () => cellOf(field, held, rest, row))]
      })
      return Object.fromEntries([[record.key, given.v1_id ?? null], ...out])
    },
  }
}

/**
 * Whoever may write to the target can write a complement that is none: it counts for nothing. A value of another kind than the
 * target promises counts as missing.
 */
function cellOf({ codec }: Field, held: TargetValue | undefined, rest: Json | undefined, row: DownRow): Cell {
  for (const known of rest === undefined ? [undefined] : [rest, undefined]) {
    try {
      return codec.down(held, known, row)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return null
}

/** The body of an update: `current` is what the call before it has found. */
export const updatedBody = (lens: Resource): Rule => ({
  changes: [...lens.changes('request', ''), ...lens.changes('response', '')],
  up: (request, facts) => ({ ...request, body: lens.update(request.body ?? null, request.current, facts) }),
  down: (data, _asked, facts) => lens.down(data, facts),
})

function complementOf(record: RecordDefinition, row: TargetRow): JsonObject {
  const provenance = record.provenance.get(row)
  return isJsonObject(provenance) && isJsonObject(provenance.complement) ? provenance.complement : {}
}

/** Once there is one it stays, empty or not: leaving it out of an update would not take it away everywhere. */
function provenanceWith(
  record: RecordDefinition,
  row: TargetRow,
  complement: JsonObject,
): JsonObject | undefined {
  const before = record.provenance.get(row)
  const isEmpty = Object.keys(complement).length === 0
  if (!isJsonObject(before)) return isEmpty ? undefined : { from: record.from, complement }
  const { complement: _complement, ...rest } = before
  return isEmpty ? rest : { ...rest, complement }
}

function fieldOf(record: RecordDefinition, name: string): Field {
  const item = record.fields[name]
  if (item?.kind !== 'field') throw new TypeError(`${record.source} has no field "${name}" to show`)
  return item
}
