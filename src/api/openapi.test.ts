import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { createV1App } from '../../fixtures/servers/v1/app.ts'
import { createV2App } from '../../fixtures/servers/v2/app.ts'
import { betty } from '../betty/index.ts'
import { describeApi } from './openapi.ts'

const { source, target } = betty.apis

type Operations = Readonly<Record<string, { readonly security?: readonly unknown[] }>>
type Document = { readonly openapi: string; readonly paths: Readonly<Record<string, Operations>> }

/** Each operation, and whether it asks for a token. */
const operationsOf = ({ paths }: Document): readonly string[] =>
  Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, { security = [] }]) => `${method} ${path}${security.length > 0 ? ' with a token' : ''}`,
      ),
    )
    .sort()

// what is asked of these servers does not get as far as their databases
const nothing = { secret: 'x' } as Parameters<typeof createV1App>[0] & Parameters<typeof createV2App>[0]

test.each([
  [source, createV1App(nothing)],
  [target, createV2App(nothing)],
] as const)('$title is a valid OpenAPI 3.1 document with the operations of its server', async (api, app) => {
  const document = describeApi(api) as unknown as Document
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
  expect(document.openapi).toBe('3.1.0')
  const served = (await (await app.request('/openapi.json')).json()) as Document
  const ours = operationsOf(document)
  for (const operation of operationsOf(served).filter((each) => !each.includes('openapi.json')))
    expect(ours).toContain(operation)
})

test('every reference leads to a shape', () => {
  for (const api of [source, target]) {
    const document = describeApi(api)
    const { components } = document as { components: { schemas: Record<string, unknown> } }
    const names = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(5)
    for (const name of names)
      expect(Object.keys(components.schemas)).toContain(name.replace('#/components/schemas/', ''))
  }
})

test('v1 marks what is deprecated', () => {
  const { paths } = describeApi(source) as unknown as {
    paths: Record<string, Record<string, { deprecated?: boolean }>>
  }
  expect(paths['/api/v1/knowledge/list']?.get?.deprecated).toBe(true)
  expect(paths['/api/v1/search']?.get?.deprecated).toBeUndefined()
})
