import { createDatabaseFinding, type DatabaseFinding } from '../../compare/database-finding.ts'

/** Keeps the first faults and the first notes, and counts them all. */
export class FindingList {
  readonly #faults: DatabaseFinding[] = []
  readonly #notes: DatabaseFinding[] = []
  readonly #limit: number
  #total = 0

  /** @param limit of faults that are kept, and of notes */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** All faults that were added, kept or not. */
  get total(): number {
    return this.#total
  }

  /** Faults, then notes, each in the order in which they were added. */
  get first(): readonly DatabaseFinding[] {
    return [...this.#faults, ...this.#notes]
  }

  add(finding: Omit<DatabaseFinding, 'fingerprint'>): void {
    if (!finding.info) this.#total += 1
    const kept = finding.info ? this.#notes : this.#faults
    if (kept.length < this.#limit) kept.push(createDatabaseFinding(finding))
  }
}
