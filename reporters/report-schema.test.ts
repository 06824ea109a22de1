import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { reportJsonSchema } from '../src/readiness/report-schema.ts'

const committed = async () =>
  JSON.parse(await readFile(new URL('report.schema.json', import.meta.url), 'utf8'))

/*
 * After a change of the schema:
 * node -p "JSON.stringify((await import('./src/readiness/report-schema.ts')).reportJsonSchema())" \
 *   > reporters/report.schema.json && npx biome check --write reporters
 */
it('is the schema that report.schema.json shows to readers in other languages', async () => {
  expect(await committed()).toEqual(reportJsonSchema())
})

it('names its dialect and version', async () => {
  const schema = await committed()
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
  expect(schema.properties.schema_version.const).toBe(1)
})
