/** A method and a path template such as `GET /knowledge/{id}`. */
export interface Route {
  readonly method: string
  readonly path: string
}

export type PathParameters = Readonly<Record<string, string>>

/** @throws TypeError when the text is not `METHOD /path` */
export function route(text: string): Route {
  const [method, path, ...rest] = text.split(' ')
  if (!method || !path?.startsWith('/') || rest.length > 0) throw new TypeError(`not a route: ${text}`)
  return { method, path }
}

/** The values of the placeholders when the path fits the template. */
export function matchPath(template: string, path: string): PathParameters | undefined {
  const expected = template.split('/')
  const given = path.split('/')
  if (expected.length !== given.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? ''
    if (isPlaceholder(part)) parameters[part.slice(1, -1)] = decode(value)
    else if (part !== value) return undefined
  }
  return parameters
}

/** A broken escape stays as it is, as servers take it. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export const fillPath = (template: string, parameters: PathParameters): string =>
  template
    .split('/')
    .map((part) => (isPlaceholder(part) ? encodeURIComponent(parameters[part.slice(1, -1)] ?? '') : part))
    .join('/')

export const placeholders = (template: string): string[] =>
  template
    .split('/')
    .filter(isPlaceholder)
    .map((part) => part.slice(1, -1))

const isPlaceholder = (part: string): boolean => part.startsWith('{') && part.endsWith('}')
