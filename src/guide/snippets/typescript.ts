import type { Call } from '../../api/exchange.ts'
import { type Program, targetOf } from './program.ts'

/** A module for Node, without any package. */
export const writeTypeScript = ({ api, calls, needsToken }: Program): string =>
  [
    `const base = (process.env.${api.urlVariable} ?? ${JSON.stringify(api.url)}).replace(`,
    `  /(${api.prefixes.join('|').replaceAll('/', '\\/')})?\\/?$/,`,
    `  '',`,
    `)`,
    ...calls.flatMap((call, at) => [
      '',
      ...request(
        call,
        needsToken ? api.tokenVariable : undefined,
        at < calls.length - 1 ? 'current' : 'response',
      ),
    ]),
    ``,
    `console.log(JSON.stringify(await response.json(), null, 2))`,
  ].join('\n')

function request(call: Call, token: string | undefined, name: string): readonly string[] {
  const headers = [
    ...(token === undefined ? [] : [`    authorization: \`Bearer \${process.env.${token}}\`,`]),
    ...(call.body === undefined ? [] : [`    'content-type': 'application/json',`]),
  ]
  return [
    `const ${name} = await fetch(base + ${JSON.stringify(targetOf(call))}, {`,
    `  method: '${call.method}',`,
    ...(headers.length > 0 ? [`  headers: {`, ...headers, `  },`] : []),
    ...(call.body === undefined
      ? []
      : [`  body: JSON.stringify(${JSON.stringify(call.body, null, 2).replaceAll('\n', '\n  ')}),`]),
    `})`,
    `if (!${name}.ok) throw new Error(\`\${${name}.status} \${await ${name}.text()}\`)`,
  ]
}
