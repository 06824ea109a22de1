import { silentRow } from '../../records/codec.ts'
import type { RecordDefinition } from '../../records/record.ts'
import type { Shown } from './shown.ts'

const nothingKnown = { id: null, target: {}, origin: () => null, instant: (local: bigint) => local }

/**
 * How a source API shows the columns of a record in which somebody has put other codecs: as before, whatever the target
 * holds now. What the codec of the original would make of the source cell is what is shown.
 */
export const shownAsBefore = (
  original: RecordDefinition,
  record: RecordDefinition,
  shown: Readonly<Record<string, Shown>>,
): Readonly<Record<string, Shown>> =>
  Object.fromEntries(
    Object.entries(shown).map(([name, each]) => {
      const known = original.fields[name]
      if (known?.kind !== 'field' || known === record.fields[name]) return [name, each]
      const row = silentRow(nothingKnown)
      const show: Shown['show'] = (_value, cell) => each.show(known.codec.up(cell(), row) ?? null, cell)
      return [name, { ...each, sameValue: false, show }]
    }),
  )
