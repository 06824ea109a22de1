export type FindingCode =
  | 'missing'
  | 'extra'
  | 'doubled'
  | 'value_differs'
  | 'dangling'
  | 'quarantine_differs'

/** One difference between what v2 must hold and what it holds. */
export interface DatabaseFinding {
  readonly code: FindingCode
  /** the v2 table */
  readonly table: string
  /** the v1 id; the slug of a project; the UUID of a row without a v1 id; `knowledge:42` in the quarantine */
  readonly key: string
  /** with the path inside of a JSON column, such as `metadata.tags`; absent if the whole row is meant */
  readonly column?: string
  /** excerpts around the first difference, in JSON; absent where there is nothing on that side */
  readonly expected?: string
  readonly actual?: string
}

/** Keeps the first findings and counts them all. */
export class FindingList {
  readonly first: DatabaseFinding[] = []
  readonly #limit: number
  #total = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get total(): number {
    return this.#total
  }

  add(finding: DatabaseFinding): void {
    this.#total += 1
    if (this.first.length < this.#limit) this.first.push(finding)
  }
}

const EXCERPT = 200
const BEFORE = 40

/** Both texts around the place where they part. */
export function excerpts(one: string, other: string): [string, string] {
  let parting = 0
  while (parting < one.length && one[parting] === other[parting]) parting += 1
  const from = Math.max(0, parting - BEFORE)
  return [excerpt(one, from), excerpt(other, from)]
}

function excerpt(text: string, from: number): string {
  const cut = text.slice(from, from + EXCERPT).toWellFormed()
  return `${from > 0 ? '…' : ''}${cut}${from + EXCERPT < text.length ? '…' : ''}`
}
