import { carryDown, carryUp } from '../api/carry.ts'
import { newOperations } from '../api/coverage.ts'
import type { Call } from '../api/exchange.ts'
import type { Change, Mapping } from '../api/mapping.ts'
import { type Api, type Operation, operationAt } from '../api/operation.ts'
import { fillPath } from '../api/route.ts'
import { type Json, parseJson, stringifyJson } from '../json/json.ts'
import type { DownFacts } from '../records/row-down.ts'
import { changesOf, compatibilityOf, countBreaking, priorityOf } from './changes.ts'
import { type EndpointGuide, type Guide, languages, type NewEndpoint, type Shot } from './guide.ts'
import { targetOf } from './snippets/program.ts'
import { writeCode } from './snippets/write-code.ts'

/** What a guide is written from. */
export interface Subject {
  readonly apis: { readonly source: Api; readonly target: Api }
  readonly mappings: readonly Mapping[]
  /** for the answers in the examples */
  readonly facts: DownFacts
  /** how this program is called */
  readonly command: string
}

export function buildGuide(subject: Subject, mappings = subject.mappings): Guide {
  const { source, target } = subject.apis
  return {
    title: `From ${source.title} to ${target.title}`,
    source: source.title,
    target: target.title,
    endpoints: mappings.map((mapping) => endpointGuide(subject, mapping)),
    new_endpoints: newOperations(target, subject.mappings).map((operation) => newEndpoint(target, operation)),
  }
}

function endpointGuide({ apis, facts, command }: Subject, mapping: Mapping): EndpointGuide {
  const { source, target } = apis
  const [before, after] = [operationOf(source, mapping.from), operationOf(target, mapping.to)]
  const changes = changesOf(mapping, source, target)
  const breaking = countBreaking(changes)
  return {
    id: mapping.id,
    summary: before.summary,
    from: mapping.from,
    to: mapping.to,
    compatibility: compatibilityOf(changes, before),
    breaking_changes: breaking,
    priority: priorityOf(breaking),
    needs: { before: before.needs, after: after.needs },
    changes,
    steps: stepsOf(changes, before, target),
    ...shots(mapping, { source, target, before, after, facts }),
    testing: [
      `\`${command} api map --method ${mapping.from.method} --path ${mapping.from.path.replace(/\{.*?\}/g, '42')}\` shows the new call for one of your own.`,
      `Run both examples against a copy of your data (\`${command} rehearse --keep\` makes one), and compare the fields that you read.`,
      `\`npx vitest run suites/compat\` compares every answer of both versions through this mapping.`,
      `\`${command} api gateway\` lets old clients go on meanwhile, and counts who still calls \`${mapping.from.method} ${mapping.from.path}\`.`,
    ],
  }
}

/** What to do, in the order in which a client is changed: the call, what is read of the answer, then the rights. */
const stepsOf = (changes: readonly Change[], before: Operation, target: Api): readonly string[] => [
  ...(before.needs === null
    ? []
    : [`Log in at ${target.title} and send its token; old tokens do not count.`]),
  ...new Set(changes.map(({ todo }) => todo)),
]

interface Scene {
  readonly source: Api
  readonly target: Api
  readonly before: Operation
  readonly after: Operation
  readonly facts: DownFacts
}

/** The example of the mapping, through the mapping itself. */
function shots(mapping: Mapping, { source, target, before, after, facts }: Scene) {
  const { path = {}, query = {}, body, answer, current } = mapping.example
  const call: Call = {
    method: mapping.from.method,
    path: fillPath(mapping.from.path, path),
    query,
    headers: {},
    ...(body !== undefined && { body }),
  }
  const known = current === undefined ? {} : { current }
  const up = carryUp(mapping, call, facts, known)
  const down = carryDown(mapping, call, { status: 200, headers: {}, body: answer }, facts)
  return {
    before: shot(source, [call], before, down.body ?? null),
    after: shot(target, up.before ? [up.before, up.call] : [up.call], after, answer),
  }
}

function shot(api: Api, calls: readonly Call[], operation: Operation, answer: Json): Shot {
  const last = calls.at(-1) as Call
  return {
    ...callOf(api, calls, operation),
    body: asWritten(last.body ?? null),
    answer: asWritten(answer),
  }
}

/** As any program reads and writes it: whole numbers in the documents are plain numbers. */
const asWritten = (value: Json): Json => parseJson(stringifyJson(value))

function callOf(api: Api, calls: readonly Call[], { needs }: Operation) {
  const last = calls.at(-1) as Call
  const program = { api, calls, needsToken: needs !== null }
  return {
    method: last.method,
    path: targetOf(last),
    code: Object.fromEntries(
      languages.map((language) => [language, writeCode(language, program)]),
    ) as Shot['code'],
  }
}

function newEndpoint(api: Api, operation: Operation): NewEndpoint {
  const { id, summary, route, needs, example = {} } = operation
  const call: Call = {
    method: route.method,
    path: fillPath(route.path, example.path ?? {}),
    query: {},
    headers: {},
    ...(example.body !== undefined && { body: example.body }),
  }
  return { id, summary, route, needs, call: { ...callOf(api, [call], operation), body: call.body ?? null } }
}

function operationOf(api: Api, route: Mapping['from']): Operation {
  const operation = operationAt(api, route)
  if (!operation) throw new TypeError(`${api.title} has no ${route.method} ${route.path}`)
  return operation
}
