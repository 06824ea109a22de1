import type { Json } from '../../json/json.ts'
import { type Codec, wholeCell } from '../codec.ts'
import { notText, readWord } from './text.ts'

/** Words of the source and what each is called in the target. Several may become the same one. */
export interface Vocabulary {
  /** source word (lower case) → target word */
  readonly up: Readonly<Record<string, string>>
  /** target word → the most usual source word for it */
  readonly down: Readonly<Record<string, string>>
}

export interface WordRules {
  /** what a missing word means, without a warning */
  readonly missing: string
  readonly unknown: { readonly means: string; readonly warning: string }
}

/** The target word for a source word, without regard to case and surrounding blanks. */
export const wordUp = (words: Vocabulary, word: string): string | undefined => {
  if (Object.hasOwn(words.up, word)) return words.up[word]
  const key = word.trim().toLowerCase()
  return Object.hasOwn(words.up, key) ? words.up[key] : undefined
}

/** The most usual source word for a target word. */
export const wordDown = (words: Vocabulary, word: string): string =>
  Object.hasOwn(words.down, word) ? (words.down[word] ?? word) : word

/** An enumerated word. */
export const word = (words: Vocabulary, rules: WordRules): Codec<string> =>
  wholeCell({
    describe: `a word: ${Object.entries(words.up)
      .map(([from, to]) => `${from} → ${to}`)
      .join(', ')}; anything else → ${rules.unknown.means}`,
    up(cell, row) {
      const text = readWord(cell)
      if (text === null) return rules.missing
      const known = text === notText ? undefined : wordUp(words, text)
      if (known !== undefined) return known
      row.warn(rules.unknown.warning, `is not a known word; taken as "${rules.unknown.means}"`)
      return rules.unknown.means
    },
    down: (value) => wordDown(words, value),
  })

/** The inverse of a vocabulary in which no two words become the same one. */
export const bijective = (up: Readonly<Record<string, string>>): Vocabulary => ({
  up,
  down: Object.fromEntries(Object.entries(up).map(([from, to]) => [to, from])),
})

export const isText = (value: Json | undefined): value is string => typeof value === 'string'
