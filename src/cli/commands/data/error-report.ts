import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { MigrateError } from '../../../errors.ts'
import { type JsonObject, stringifyJson } from '../../../json/json.ts'
import type { RowEvent } from '../../../records/tally.ts'
import { removeUnfinished } from '../../../unfinished.ts'

const lists = ['errors', 'warnings', 'conflicts'] as const
type List = (typeof lists)[number]

/**
 * The error report of a conversion, as cli.md describes it. Entries go to files beside it as they come, so that memory
 * stays flat; `finish` puts them together.
 */
export class ErrorReport {
  readonly #path: string
  readonly #spools: Readonly<Record<List, Spool>>
  readonly #part: string
  readonly #settle: () => void

  /** @throws MigrateError `bad_setting` when no file can be made there */
  constructor(path: string) {
    this.#path = path
    this.#part = `${path}.part-${process.pid}`
    const nameOf = (list: List) => `${path}.${list}-${process.pid}`
    const open = (list: List) => new Spool(nameOf(list))
    this.#spools = { errors: open('errors'), warnings: open('warnings'), conflicts: open('conflicts') }
    this.#settle = removeUnfinished(this.#part, ...lists.map(nameOf))
  }

  add(event: RowEvent): void {
    const { table: type } = event
    if (event.kind === 'conflict')
      this.#spools.conflicts.add({ type, id: event.id, code: 'changed_in_target' })
    else if (event.kind === 'warning') {
      const { code, column, message } = event.warning
      this.#spools.warnings.add({ type, id: event.id, code, column, message, value: event.value })
    } else {
      const { id, code, column, reason: error, raw } = event.row
      this.#spools.errors.add({ type, id, code, column, error, value: raw[column] ?? null, row: raw })
    }
  }

  /** @param rest what stands in the report beside the lists */
  async finish(rest: JsonObject): Promise<void> {
    const part = this.#part
    try {
      await pipeline(this.#parts(rest), createWriteStream(part, { mode: 0o600 }))
      renameSync(part, this.#path)
    } finally {
      rmSync(part, { force: true })
      for (const list of lists) this.#spools[list].remove()
      this.#settle()
    }
  }

  async *#parts(rest: JsonObject): AsyncGenerator<string | Buffer> {
    yield '{\n'
    for (const list of lists) {
      yield `${JSON.stringify(list)}: [\n`
      yield* this.#spools[list].read()
      yield '],\n'
    }
    yield `${stringifyJson(rest).slice(1)}\n`
  }
}

/** Entries of one list in a file, separated by commas. */
class Spool {
  readonly #path: string
  readonly #file: number
  #buffer = ''
  #isEmpty = true

  constructor(path: string) {
    this.#path = path
    try {
      this.#file = openSync(path, 'w', 0o600)
    } catch (cause) {
      throw new MigrateError(
        'bad_setting',
        `The error report cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
        'Name a file in a folder that is there and can be written to.',
        { cause },
      )
    }
  }

  add(entry: JsonObject): void {
    this.#buffer += `${this.#isEmpty ? '' : ',\n'}${stringifyJson(entry)}`
    this.#isEmpty = false
    if (this.#buffer.length > 1 << 16) this.#flush()
  }

  async *read(): AsyncGenerator<Buffer> {
    this.#flush()
    yield* createReadStream(this.#path)
  }

  remove(): void {
    closeSync(this.#file)
    rmSync(this.#path, { force: true })
  }

  #flush(): void {
    writeSync(this.#file, this.#buffer)
    this.#buffer = ''
  }
}
