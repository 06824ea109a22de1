import type { Json } from '../../json/json.ts'
import type { Cell, SourceRow } from '../cell.ts'
import type { Codec, DownRow, Facts, UpRow } from '../codec.ts'
import type { TargetRow, TargetValue } from '../target-row.ts'

/** The source is in a zone one hour ahead of UTC. */
const instant = (local: bigint): bigint => local - 3_600_000_000n

/** A row on its way up, and what codecs said about it. */
export function upRow(others: SourceRow = {}, facts: Partial<Facts> = {}) {
  const said: string[] = []
  const needed: TargetRow[] = []
  const row: UpRow = {
    id: 7n,
    cell: (name) => others[name] ?? null,
    refuse: (code) => said.push(`refused: ${code}`),
    warn: (code) => said.push(`warned: ${code}`),
    need: (table, other) => needed.push({ table, ...other }),
    facts: { standing: () => 'lands', substitute: () => undefined, instant, ...facts },
  }
  return { row, said, needed }
}

export const downRow = (
  target: TargetRow = {},
  origin: (table: string, id: string) => bigint | string | null = () => null,
): DownRow => ({ id: 7n, target, origin, instant })

/** What becomes of a cell, what is said about it, and what is kept beside the value. */
export function carried<V extends TargetValue | undefined>(
  codec: Codec<V>,
  cell: Cell,
  { row, said } = upRow(),
): { readonly value: V; readonly said: readonly string[]; readonly rest: Json | undefined } {
  const value = codec.up(cell, row)
  return { value, said: [...said], rest: codec.rest(cell, value, row) }
}

/** The cell that comes back when the value was edited in the target. */
export function edited<V extends TargetValue | undefined>(
  codec: Codec<V>,
  cell: Cell,
  edit: V,
  row = downRow(),
): Cell {
  return codec.down(edit, carried(codec, cell).rest, row)
}
