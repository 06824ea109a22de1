const longest = 200
const before = 40

/** Both texts around the place where they part. */
export function excerpts(one: string, other: string): [string, string] {
  let parting = 0
  while (parting < one.length && one[parting] === other[parting]) parting += 1
  const from = one.length <= longest && other.length <= longest ? 0 : Math.max(0, parting - before)
  return [excerpt(one, from), excerpt(other, from)]
}

function excerpt(text: string, from: number): string {
  const cut = text.slice(from, from + longest).toWellFormed()
  return `${from > 0 ? '…' : ''}${cut}${from + longest < text.length ? '…' : ''}`
}
