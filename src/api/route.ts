import { remember } from '../remember.ts'

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

/** The values of the placeholders when the path fits the template; none of them is empty. */
export function matchPath(template: string, path: string): PathParameters | undefined {
  const expected = partsOf(template)
  const given = path.split('/')
  const fits = ({ text, name }: Part, at: number): boolean =>
    name === undefined ? given[at] === text : given[at] !== ''
  if (expected.length !== given.length || !expected.every(fits)) return undefined
  return Object.fromEntries(
    expected.flatMap(({ name }, at) => (name === undefined ? [] : [[name, decode(given[at] ?? '')]])),
  )
}

interface Part {
  readonly text: string
  /** of a placeholder */
  readonly name: string | undefined
}

const partsOf = remember(1000, (template: string): readonly Part[] =>
  template.split('/').map((text) => ({ text, name: isPlaceholder(text) ? text.slice(1, -1) : undefined })),
)

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
