import type { Call } from '../../api/exchange.ts'
import { isJsonObject, type Json } from '../../json/json.ts'
import { type Program, targetOf } from './program.ts'

/** A script for Python 3, with its standard library alone. */
export const writePython = ({ api, calls, needsToken }: Program): string =>
  [
    `import json, os, re, urllib.request`,
    ``,
    `base = re.sub(`,
    `    r"(${api.prefixes.join('|')})?/?$",`,
    `    "",`,
    `    os.environ.get("${api.urlVariable}", ${literal(api.url)}),`,
    `)`,
    ...calls.flatMap((call, at) => [
      '',
      ...request(call, needsToken ? api.tokenVariable : undefined, at === calls.length - 1),
    ]),
  ].join('\n')

function request(call: Call, token: string | undefined, isLast: boolean): readonly string[] {
  const headers = [
    ...(token === undefined ? [] : [`        "Authorization": "Bearer " + os.environ["${token}"],`]),
    ...(call.body === undefined ? [] : [`        "Content-Type": "application/json",`]),
  ]
  return [
    `request = urllib.request.Request(`,
    `    base + ${literal(targetOf(call))},`,
    `    method="${call.method}",`,
    ...(headers.length > 0 ? [`    headers={`, ...headers, `    },`] : []),
    ...(call.body === undefined ? [] : [`    data=json.dumps(${literal(call.body, '    ')}).encode(),`]),
    `)`,
    `with urllib.request.urlopen(request) as response:`,
    isLast ? `    print(json.dumps(json.load(response), indent=2))` : `    current = json.load(response)`,
  ]
}

/** A JSON value as Python writes it. */
function literal(value: Json, indent = ''): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  const inner = `${indent}    `
  if (Array.isArray(value))
    return bracketed(
      '[',
      value.map((item) => inner + literal(item as Json, inner)),
      ']',
      indent,
    )
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(
      ([name, item]) => `${inner}${JSON.stringify(name)}: ${literal(item, inner)}`,
    )
    return bracketed('{', members, '}', indent)
  }
  return JSON.stringify(value)
}

const bracketed = (open: string, items: readonly string[], close: string, indent: string): string =>
  items.length === 0 ? open + close : `${open}\n${items.join(',\n')},\n${indent}${close}`
