import { z } from 'zod'
import type { Json, JsonObject } from '../json/json.ts'
import type { Api, Operation } from './operation.ts'
import { placeholders } from './route.ts'

/** An API as an OpenAPI 3.1 document, from the shapes of its operations. */
export function describeApi(api: Api): JsonObject {
  const schemas: Record<string, Json> = {}
  const shape = (type: z.ZodType): JsonObject => schemaOf(type, schemas)
  const failure = shape(api.failure)
  const paths: Record<string, Record<string, Json>> = {}
  for (const operation of api.operations) {
    const { method, path } = operation.route
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: describeOperation(api, operation, failure, shape),
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: api.title, version: api.version },
    servers: [{ url: api.url }],
    paths,
    components: {
      schemas,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

function describeOperation(
  api: Api,
  { id, summary, deprecated, needs, route, query, body, answers }: Operation,
  failure: JsonObject,
  shape: (type: z.ZodType) => JsonObject,
): JsonObject {
  const parameters = [
    ...placeholders(route.path).map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...Object.entries(query?.shape ?? {}).map(([name, type]) => ({
      name,
      in: 'query',
      required: false,
      schema: shape(type as z.ZodType),
    })),
  ]
  return {
    operationId: id,
    summary,
    tags: [id.split('.')[0] ?? id],
    ...(deprecated && { deprecated }),
    ...(needs === null ? { security: [] } : { description: `needs: ${needs}`, security: [{ bearer: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: asJson(shape(body)) } }),
    responses: Object.fromEntries([
      ...Object.entries(answers).map(([status, type]) => [status, answer('done', shape(type))]),
      ...api.failures.map((status) => [String(status), answer('refused', failure)]),
    ]),
  }
}

const asJson = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } })

const answer = (description: string, schema: JsonObject): JsonObject => ({
  description,
  content: asJson(schema),
})

/** Shapes with a name go to `schemas` and are referred to. */
function schemaOf(type: z.ZodType, schemas: Record<string, Json>): JsonObject {
  const made = z.toJSONSchema(type, { io: 'output', unrepresentable: 'any', override: allowMore })
  const text = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/')
  const { $schema: _schema, $defs: named = {}, ...schema } = JSON.parse(text) as Record<string, Json>
  Object.assign(schemas, named)
  return schema
}

/** Both APIs pass over members that they do not know, and a newer server may send more. */
function allowMore({ jsonSchema }: { jsonSchema: { additionalProperties?: unknown } }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
}
