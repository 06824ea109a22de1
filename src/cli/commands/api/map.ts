import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type CarriedUp, carryUp } from '../../../api/carry.ts'
import { type Call, Refusal } from '../../../api/exchange.ts'
import type { Mapping } from '../../../api/mapping.ts'
import { operationAt } from '../../../api/operation.ts'
import { createOrigins } from '../../../betty/origins.ts'
import { MigrateError } from '../../../errors.ts'
import { changesOf, compatibilityOf, countBreaking, priorityOf } from '../../../guide/changes.ts'
import { type Json, parseJson, stringifyJson } from '../../../json/json.ts'
import type { Migration } from '../../../migration.ts'
import { configure } from '../../../settings/configure.ts'
import type { CommonFlags } from '../../options/common-options.ts'
import { createOutput } from '../../output.ts'
import { plainCommand } from '../target-command.ts'
import { describeMap, type MapResult } from './describe-map.ts'
import { readV1Path, requireMapping } from './require-mapping.ts'

interface MapFlags extends CommonFlags {
  readonly method: string
  readonly path: string
  readonly body?: string
}

export const mapCommand = (): Command =>
  plainCommand('map', {
    does: 'show the v2 call for a v1 call, with the request rewritten',
    examples: [
      "betty-migrate api map --method GET --path '/search?q=compost&limit=5'",
      'betty-migrate api map --method GET --path http://localhost:3033/api/v1/knowledge/42',
      `betty-migrate api map --method POST --path /knowledge/add --body '{"title":"T","content":"C","type":"note"}'`,
      'betty-migrate api map --method PUT --path /knowledge/42 --body @change.json --json | jq .call.body',
    ],
    stopped: 'Nothing was changed.',
    exits: { 0: 'found' },
  })
    .requiredOption('--method <method>', 'of the v1 call')
    .requiredOption('--path <path>', 'of the v1 call: with or without /api/v1, with a query, or a whole URL')
    .option('--body <json>', 'of the v1 call; @FILE reads it from a file')
    .action(run)

async function run(flags: MapFlags): Promise<void> {
  const { migration } = await configure()
  const method = flags.method.toUpperCase()
  const mapping = requireMapping(migration, method, flags.path)
  const body = flags.body === undefined ? undefined : readBody(flags.body)
  const call = {
    method,
    ...readV1Path(migration, flags.path),
    headers: {},
    ...(body !== undefined && { body }),
  }
  const found = describe(migration, mapping, call)
  createOutput(flags).result(() => describeMap(found), parseJson(stringifyJson(found as unknown as Json)))
}

function describe({ apis }: Migration, mapping: Mapping, call: Call): MapResult {
  const { source, target } = apis
  const operation = operationAt(source, mapping.from)
  const changes = changesOf(mapping, source, target)
  const breaking = countBreaking(changes)
  const isTemplate = call.path === mapping.from.path && call.path.includes('{')
  return {
    endpoint: mapping.id,
    summary: operation?.summary ?? '',
    from: mapping.from,
    to: mapping.to,
    compatibility: operation ? compatibilityOf(changes, operation) : [],
    breaking_changes: breaking,
    priority: priorityOf(breaking),
    changes,
    ...(!isTemplate && rewrite(mapping, call, operation?.body !== undefined)),
  }
}

/** Without a body only the route can be rewritten. */
function rewrite(mapping: Mapping, call: Call, takesBody: boolean): Pick<MapResult, 'call' | 'before'> {
  const lacksBody = takesBody && call.body === undefined
  const { example } = mapping
  const whole = lacksBody && example.body !== undefined ? { ...call, body: example.body } : call
  const { call: up, before } = refusable(() => carryUp(mapping, whole, createOrigins()))
  const { headers: _headers, body, ...route } = up
  return {
    call: { ...route, ...(!lacksBody && body !== undefined && { body }) },
    ...(before && { before: { method: before.method, path: before.path } }),
  }
}

function refusable(work: () => CarriedUp): CarriedUp {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new MigrateError(
      'bad_setting',
      `v1 itself refuses this call with ${error.status}: ${error.message}.`,
      'Correct the path, the query or the body.',
      { cause: error },
    )
  }
}

function readBody(given: string): Json {
  try {
    return parseJson(given.startsWith('@') ? readFileSync(given.slice(1), 'utf8') : given)
  } catch (cause) {
    throw new MigrateError(
      'bad_setting',
      `The body cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Give JSON, or the name of a file with JSON after an @.',
      { cause },
    )
  }
}
