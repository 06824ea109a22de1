import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, it } from 'vitest'
import { reportJsonSchema } from '../src/readiness/report-schema.ts'
import { green, partial, red } from './testing/sample-reports.ts'

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

it('fits every kind of report as another reader of JSON Schema sees it, and refuses what is none', async () => {
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  const fits = ajv.compile(await committed())
  for (const report of [green, red, partial]) {
    expect(fits(JSON.parse(JSON.stringify(report))), JSON.stringify(fits.errors)).toBe(true)
    expect(fits({ ...report, score: 101 })).toBe(false)
  }
})

it('names its dialect and version', async () => {
  const schema = await committed()
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
  expect(schema.properties.schema_version.const).toBe(1)
})
