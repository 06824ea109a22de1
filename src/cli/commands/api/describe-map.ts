import type { Call } from '../../../api/exchange.ts'
import type { EndpointGuide } from '../../../guide/guide.ts'
import { compatibilityWords, routeText } from '../../../guide/words.ts'
import { parseJson, stringifyJson } from '../../../json/json.ts'
import { colors } from '../../colors.ts'

/** What `api map` tells of a call. */
export interface MapResult
  extends Pick<
    EndpointGuide,
    'summary' | 'from' | 'to' | 'compatibility' | 'breaking_changes' | 'priority' | 'changes'
  > {
  readonly endpoint: string
  /** absent for a path with a placeholder in it; without a body when none was given */
  readonly call?: Omit<Call, 'headers'>
  /** the call that has to be made first; its answer completes the body */
  readonly before?: Pick<Call, 'method' | 'path'>
}

export function describeMap({ from, to, summary, call, before, ...rest }: MapResult): string {
  const { compatibility, priority, breaking_changes, changes } = rest
  return [
    colors.bold(`${routeText(from)}  →  ${routeText(to)}`),
    `${summary}: ${compatibility.map((each) => compatibilityWords[each]).join(', ')}; priority ${priority} (breaking changes: ${breaking_changes})`,
    '',
    ...(before
      ? [`First: ${routeText(before)}`, colors.dim('  what it answers completes the body of the call'), '']
      : []),
    ...(call ? ['Call:', ...indented(callText(call)), ''] : []),
    'What changes:',
    ...changes.map(
      ({ side, breaking, text }) =>
        `  ${breaking ? colors.red('!') : ' '} ${side}: ${text.replaceAll('`', '')}`,
    ),
    '',
    colors.dim(`The whole guide: betty-migrate api guide --method ${from.method} --path '${from.path}'`),
  ].join('\n')
}

function callText({ method, path, query, body }: Omit<Call, 'headers'>): string {
  const parameters = new URLSearchParams(query).toString()
  const line = `${method} ${path}${parameters && `?${parameters}`}`
  if (body === undefined) return line
  return `${line}\n${JSON.stringify(parseJson(stringifyJson(body)), null, 2)}`
}

const indented = (text: string): readonly string[] => text.split('\n').map((line) => `  ${line}`)
