import { type Codec, wholeCell } from '../codec.ts'
import { optionalText, readText, refuseUnindexable, requiredText } from './text.ts'

/** Text that no two rows may share; a later row gets the substitute that the facts name. */
const unique = <V extends string | null>(plain: Codec<V>, column: string, warning: string): Codec<V> =>
  wholeCell({
    describe: `${plain.describe}, unique`,
    up(cell, row) {
      const own = plain.up(cell, row)
      if (own !== null) refuseUnindexable(own, row)
      const substitute = row.facts.substitute(column, row.id)
      if (substitute === undefined) return own
      row.warn(warning, 'is taken by another row')
      return substitute as V
    },
    down: (value) => value,
    stands(original, value) {
      const text = readText(original)
      return value === null || (typeof text === 'string' && value.startsWith(text))
    },
  })

export const uniqueText = (column: string, warning: string): Codec<string> =>
  unique(requiredText(), column, warning)

export const uniqueOptionalText = (column: string, warning: string): Codec<string | null> =>
  unique(optionalText(), column, warning)
