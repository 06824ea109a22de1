import type { Json } from '../../../src/json/json.ts'
import { memberOf } from '../answers.ts'

/** What a search engine or a database could take for something else than itself. */
const awkward = [
  '%',
  '_',
  "o'",
  '\\',
  '"a b"',
  '-',
  '&',
  '*',
  'the',
  'and',
  '1',
  '20',
  '\u{1F9D1}',
  'ß',
  'no-item-has-this-word-in-it',
  'x'.repeat(2_000),
]

const mostWords = 12

/** Words out of the items themselves, whole, in parts, in the other case and without accents, and some that are awkward. */
export function searchWords(items: readonly Json[]): readonly string[] {
  const words = new Set<string>()
  for (const item of items) {
    const title = String(memberOf(item, 'title'))
    const [first = '', second = ''] = title.split(/\s+/)
    words.add(first).add(otherCase(first)).add(`${second} ${first}`)
    if (second.length > 4) words.add(second.slice(1, -1))
  }
  return [...words]
    .filter((word) => word.trim() !== '')
    .slice(0, mostWords)
    .concat(
      items.map(excluding).slice(0, 1),
      items.flatMap(manyWords).slice(0, 2),
      withoutAccents(items),
      inOtherForm(items),
      awkward,
    )
}

/** Several words of one item, and the same with one more that is nowhere. */
function manyWords(item: Json): readonly string[] {
  const words = `${memberOf(item, 'title')} ${memberOf(item, 'content')}`.split(/\s+/).filter(isPlain)
  const some = words.slice(0, 5).join(' ')
  return words.length < 5 ? [] : [some, `${some} no-item-has-this-word-in-it`]
}

/** A minus is a sign like others. */
const excluding = (item: Json): string => `-${String(memberOf(item, 'title')).split(/\s+/)[0]}`

const isPlain = (word: string): boolean => /^\p{L}{2,30}$/u.test(word)

/** The same to the eye, of other signs: a text is stored as it was written, and found as it was written. */
function inOtherForm(items: readonly Json[]): readonly string[] {
  const words = items.flatMap((item) =>
    `${memberOf(item, 'title')} ${memberOf(item, 'content')}`.split(/\s+/),
  )
  const composed = words.find((word) => word.length < 30 && word.normalize('NFD') !== word)
  const apart = words.find((word) => word.length < 30 && word.normalize('NFC') !== word)
  return [composed, composed?.normalize('NFD'), apart, apart?.normalize('NFC')].filter(
    (word) => word !== undefined,
  )
}

/** An accent makes another word of it. */
function withoutAccents(items: readonly Json[]): readonly string[] {
  const words = items.flatMap((item) =>
    `${memberOf(item, 'title')} ${memberOf(item, 'content')}`.split(/\s+/).filter(isPlain),
  )
  const bare = words.map((word) => word.normalize('NFD').replaceAll(/\p{M}/gu, ''))
  return [...new Set(bare.filter((word, at) => word !== words[at]))].slice(0, 2)
}

const otherCase = (word: string): string =>
  word === word.toUpperCase() ? word.toLowerCase() : word.toUpperCase()

/** Whether v1 counts an item for a query (v1.md: every word occurs in title or content, without regard to case). */
export function matches(item: Json, query: string): boolean {
  const [title, content] = [fold(memberOf(item, 'title')), fold(memberOf(item, 'content'))]
  return fold(query)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => title.includes(word) || content.includes(word))
}

const fold = (value: Json): string =>
  String(value ?? '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
