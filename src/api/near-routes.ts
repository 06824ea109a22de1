import type { Route } from './route.ts'

/**
 * Routes that may have been meant, by the letters that differ, the nearest first: the same method before another, a
 * written-out path before a placeholder.
 */
export function nearRoutes(
  routes: readonly Route[],
  method: string,
  path: string,
  most = 3,
): readonly Route[] {
  return routes
    .map((route) => ({ route, distance: distanceTo(route, method, path) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ route }) => route)
}

function distanceTo(route: Route, method: string, path: string): number {
  const given = path.split('/')
  const filled = route.path
    .split('/')
    .map((part, at) => (part.startsWith('{') ? (given[at] ?? part) : part))
    .join('/')
  const letters = editDistance(filled.toLowerCase(), path.toLowerCase())
  return letters + (route.method === method ? 0 : 0.5) + (filled === route.path ? 0 : 0.25)
}

/** How many letters must be put in, taken out or exchanged. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1) {
      const exchanged = (row[j] ?? 0) + (letter === b[j] ? 0 : 1)
      next.push(Math.min(exchanged, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
