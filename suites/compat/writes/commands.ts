import type fc from 'fast-check'
import { differences } from '../../../src/compare/differences.ts'
import { isJsonObject, type Json, type JsonObject, parseJson, stringifyJson } from '../../../src/json/json.ts'
import type { RecordingJudge } from '../../../src/vitest/judge.ts'
import { dataOf, idOf, memberOf, report, resultsOf, totalOf } from '../answers.ts'
import { addItem, type Bench, changeItem, deleteItem } from './bench.ts'
import { askBoth, onePath, type Pair } from './pair.ts'

export type Filter = { readonly type?: string; readonly project_id?: string }

/** What must be there: the items that were sent, by the order of their making. */
export interface Model {
  readonly items: Map<number, JsonObject>
}

/** What is there. */
export interface Real {
  readonly bench: Bench & { readonly judge: RecordingJudge }
  readonly pairs: Map<number, Pair>
  /** a word in the content of every item of this sequence, and of no other */
  readonly mark: string
  /** how many fitted a filter before the sequence */
  before(filter: Filter): { readonly v1: number; readonly v2: number }
}

type Command = fc.AsyncCommand<Model, Real>

export class Add implements Command {
  readonly #body: JsonObject
  constructor(body: object) {
    this.#body = overTheWire(body)
  }
  check = (): boolean => true
  async run({ items }: Model, { bench, pairs, mark }: Real): Promise<void> {
    const body = { ...this.#body, content: `${mark} ${String(this.#body.content)}` }
    const pair = await addItem(bench, body)
    requireEqual(bench)
    if (!pair) throw new Error('the item was not made')
    const number = Math.max(-1, ...items.keys()) + 1
    items.set(number, { tags: [], metadata: {}, ...body })
    pairs.set(number, pair)
    await expectItem(bench, pair, items.get(number))
  }
  toString = (): string => `add ${stringifyJson(this.#body)}`
}

export class Change implements Command {
  readonly #at: number
  readonly #body: JsonObject
  constructor(
    at: number,
    { content, ...body }: { readonly content?: unknown; readonly [name: string]: unknown },
  ) {
    this.#at = at
    this.#body = overTheWire(content === undefined ? body : { ...body, title: content })
  }
  check = ({ items }: Model): boolean => items.size > 0
  async run({ items }: Model, { bench, pairs }: Real): Promise<void> {
    const [number, pair] = pick(pairs, this.#at)
    await changeItem(bench, pair, this.#body)
    requireEqual(bench)
    items.set(number, { ...items.get(number), ...this.#body })
    await expectItem(bench, pair, items.get(number))
  }
  toString = (): string => `change no. ${this.#at} to ${stringifyJson(this.#body)}`
}

export class Remove implements Command {
  readonly #at: number
  constructor(at: number) {
    this.#at = at
  }
  check = ({ items }: Model): boolean => items.size > 0
  async run({ items }: Model, { bench, pairs }: Real): Promise<void> {
    const [number, pair] = pick(pairs, this.#at)
    await deleteItem(bench, pair)
    requireEqual(bench)
    items.delete(number)
    pairs.delete(number)
  }
  toString = (): string => `delete no. ${this.#at}`
}

/** Searches for one of the items by a word of its title, among those of this sequence. */
export class Find implements Command {
  readonly #at: number
  constructor(at: number) {
    this.#at = at
  }
  check = ({ items }: Model): boolean => items.size > 0
  async run({ items }: Model, { bench, pairs, mark }: Real): Promise<void> {
    const [number] = pick(pairs, this.#at)
    const type = String(items.get(number)?.type)
    for (const query of [{ q: mark.toUpperCase() }, { q: mark, type }]) {
      const fitting = [...items].filter(([, item]) => !('type' in query) || item.type === type)
      const call = { path: '/api/v1/search', query: { ...query, limit: '100' } }
      const { v1, v2 } = await askBoth(bench.apis, call)
      const found = { v1: numbersOf(pairs, 'v1', resultsOf(v1)), v2: numbersOf(pairs, 'v2', resultsOf(v2)) }
      const expected = fitting.map(([each]) => each).sort((a, b) => a - b)
      report(bench.judge, call, differences({ v1: expected, v2: expected }, found))
    }
    requireEqual(bench)
  }
  toString = (): string => `find no. ${this.#at}`
}

/** The items of this sequence stand at the end of a list, and its total counts them. */
export class List implements Command {
  readonly #filter: Filter
  constructor(filter: Filter) {
    this.#filter = filter
  }
  check = (): boolean => true
  async run({ items }: Model, { bench, pairs, before }: Real): Promise<void> {
    const fits = (item: JsonObject): boolean =>
      Object.entries(this.#filter).every(([name, value]) => item[name] === value)
    const expected = [...items].filter(([, item]) => fits(item)).map(([number]) => number)
    const path = '/api/v1/knowledge/list'
    const first = await askBoth(bench.apis, { path, query: { ...this.#filter, limit: '100' } })
    for (const side of ['v1', 'v2'] as const) {
      const ask = side === 'v1' ? bench.apis.v1 : bench.apis.mapped
      const total = totalOf(first[side])
      const last = Math.max(1, Math.ceil(total / 100))
      const shown: Json[] = []
      for (const page of last > 1 ? [last - 1, last] : [last])
        shown.push(
          ...resultsOf(await ask({ path, query: { ...this.#filter, limit: '100', page: String(page) } })),
        )
      const listed = numbersOf(pairs, side, shown, true)
      const added = total - before(this.#filter)[side]
      const actual: Json = { listed, ...(bench.isCopy && { added }) }
      const wanted: Json = { listed: expected, ...(bench.isCopy && { added: expected.length }) }
      report(bench.judge, { path, query: { ...this.#filter, side } }, differences(wanted, actual))
    }
    requireEqual(bench)
  }
  toString = (): string => `list ${JSON.stringify(this.#filter)}`
}

/** The items as this sequence counts them; one that it does not know is -1, which no model expects. */
function numbersOf(
  pairs: ReadonlyMap<number, Pair>,
  side: keyof Pair,
  items: readonly Json[],
  passOverOthers = false,
): number[] {
  const known = new Map([...pairs].map(([number, pair]) => [pair[side], number]))
  const numbers = items.map((item) => known.get(idOf(item)) ?? -1)
  return passOverOthers ? numbers.filter((number) => number >= 0) : numbers.sort((a, b) => a - b)
}

function pick(pairs: ReadonlyMap<number, Pair>, at: number): readonly [number, Pair] {
  const found = [...pairs][at % pairs.size]
  if (!found) throw new TypeError('there is nothing to pick from')
  return found
}

/** Both sides show what was sent. */
async function expectItem({ apis, judge }: Real['bench'], pair: Pair, item: JsonObject = {}): Promise<void> {
  const both = await askBoth(apis, { path: onePath }, pair)
  for (const side of ['v1', 'v2'] as const) {
    const shown = dataOf(both[side])
    const same = Object.fromEntries(Object.keys(item).map((name) => [name, memberOf(shown, name)]))
    report(judge, { path: onePath.replace('{id}', pair[side]) }, differences(item, same, `$ on ${side}`))
  }
  requireEqual({ judge })
}

/** Ends the sequence at the first step where something differs. */
function requireEqual({ judge }: { readonly judge: RecordingJudge }): void {
  if (judge.failures() === 0) return
  const [finding] = judge.conclude().findings.filter(({ info }) => !info)
  throw new Error(`${finding?.place}: expected ${finding?.expected}, found ${finding?.actual}`)
}

function overTheWire(value: object): JsonObject {
  const parsed = parseJson(JSON.stringify(value))
  return isJsonObject(parsed) ? parsed : {}
}
