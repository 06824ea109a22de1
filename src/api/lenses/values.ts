import { isJsonNumber, isRawNumber, type Json } from '../../json/json.ts'
import { isText, type Vocabulary, wordDown, wordUp } from '../../records/codecs/word.ts'
import { Refusal } from '../exchange.ts'
import type { Lens } from './lens.ts'

/** A value that both APIs write alike. */
export const same: Lens = { changes: () => [], up: (value) => value, down: (value) => value }

/** A text, alike in both. */
export const text: Lens = {
  ...same,
  up: (value) => (isText(value) ? value : refuse('must be a text')),
}

/** A whole number of at least 1, as number or as digits; more than `most` counts as `most`. */
export const count = (most: number): Lens => ({
  ...same,
  up(value) {
    const digits = isText(value) ? value : isJsonNumber(value) ? String(plain(value)) : ''
    if (!/^0*[1-9]\d{0,14}$/.test(digits)) refuse('must be a whole number of at least 1')
    return Math.min(Number(digits), most)
  },
})

/** `20.0` is a whole number, however it was spelled. */
const plain = (value: Json): Json => (isRawNumber(value) ? Number(value.rawJSON) : value)

/** A word that the target calls otherwise. */
export const word = (words: Vocabulary): Lens => ({
  changes: (side, name) => [
    {
      side,
      breaking: true,
      text: `words of \`${name}\`: ${differing(words)}`,
      todo: `${side === 'request' ? 'Send' : 'Expect'} the new words of \`${name}\`.`,
    },
  ],
  up: (value) => (isText(value) ? (wordUp(words, value) ?? value) : value),
  down: (value) => (isText(value) ? wordDown(words, value) : value),
})

const differing = (words: Vocabulary): string =>
  Object.entries(words.up)
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => `${from} → ${to}`)
    .join(', ')

/** A list, item by item. What is no list in the target is an empty one. */
export const each = (lens: Lens): Lens => ({
  changes: (side, name) => lens.changes(side, name),
  up: (value, facts) => (Array.isArray(value) ? value.map((item: Json) => lens.up(item, facts)) : value),
  down: (value, facts) => (Array.isArray(value) ? value.map((item: Json) => lens.down(item, facts)) : []),
})

/** A field that is a number in the source and a UUID in the target, which gives the number beside it. */
export const numberOfUuid: Lens = {
  ...same,
  changes: (side, name) => [
    {
      side,
      breaking: true,
      text: `\`${name}\` is a UUID`,
      todo: `Read the UUID from \`${name}\`.`,
    },
  ],
}

function refuse(what: string): never {
  throw new Refusal(400, what)
}
