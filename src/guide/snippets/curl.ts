import type { Call } from '../../api/exchange.ts'
import type { Json } from '../../json/json.ts'
import { type Program, targetOf } from './program.ts'

/** A shell script; the base URL may end as the API allows. */
export const writeCurl = ({ api, calls, needsToken }: Program): string =>
  [
    `base=\${${api.urlVariable}:-${api.url}}`,
    `base=\${base%/}`,
    ...api.prefixes.map((prefix) => `base=\${base%${prefix}}`),
    ...calls.flatMap((call) => ['', command(call, needsToken ? api.tokenVariable : undefined)]),
  ].join('\n')

const command = (call: Call, token: string | undefined): string =>
  [
    `curl -sS --fail-with-body -X ${call.method} ${addressOf(call)}`,
    ...(token === undefined ? [] : [`-H "Authorization: Bearer $${token}"`]),
    ...(call.body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `--data ${quoted(pretty(call.body))}`]),
  ].join(' \\\n  ')

/** Between double quotes as long as no shell sees anything in it. */
function addressOf(call: Call): string {
  const target = targetOf(call)
  return /^[\w\-./?=&%+]*$/.test(target) ? `"$base${target}"` : `"$base"${quoted(target)}`
}

const pretty = (body: Json): string => JSON.stringify(body, null, 2)

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
