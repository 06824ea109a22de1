import { type Codec, wholeCell } from '../codec.ts'
import { notText, readWord } from './text.ts'

const trueWords = new Set(['1', 'true', 'yes'])
const falseWords = new Set(['0', 'false', 'no'])

/** 0 or 1, or a word for it; unreadable is false, because nobody gets in by mistake. */
export const flag = (missing: boolean): Codec<boolean> =>
  wholeCell({
    describe: `a flag: 1, true, yes or 0, false, no; ${missing} when missing, false when unreadable`,
    up(cell, row) {
      const text = readWord(cell)
      if (text === null) return missing
      const key = text === notText ? '' : text.toLowerCase()
      if (trueWords.has(key)) return true
      if (!falseWords.has(key)) row.warn('bad_boolean', 'is neither true nor false; taken as false')
      return false
    },
    down: (value) => (value ? 1n : 0n),
  })
