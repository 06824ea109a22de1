import { expect, test } from 'vitest'
import type { Catalog, CatalogObject } from './catalog.ts'
import { compareCatalogs } from './compare-catalogs.ts'

const object = (text: string): CatalogObject => {
  const [kind, table = '', name = '', definition = ''] = text.split('|')
  return { kind: kind as CatalogObject['kind'], table, name, definition }
}

const declared: Catalog = [
  'table|t|t|TABLE',
  'table|u|u|TABLE',
  'sequence|t|t_seq|AS bigint',
  'column|t|a|integer NOT NULL',
  'column|u|b|text',
  'constraint|t|t_pkey|PRIMARY KEY (a)',
  'index|u|u_b|USING btree (b)',
].map(object)

/** The findings after a change: code, place, `info` where it does not count. */
const compare = (change: { without?: string; with?: string[] }) =>
  compareCatalogs(declared, [
    ...declared.filter(
      ({ table, name }) => change.without === undefined || `${table}.${name}` !== change.without,
    ),
    ...(change.with ?? []).map(object),
  ]).map(({ code, table, key, column, info }) =>
    [code, table, key, column, info && 'info'].filter(Boolean).join(' '),
  )

test('equal catalogs have no finding', () => {
  expect(compare({})).toEqual([])
})

test.each([
  ['t.a', [], ['schema_missing t a']],
  ['t.a', ['column|t|a|bigint NOT NULL'], ['schema_differs t a']],
  ['t.t_pkey', [], ['schema_missing t constraint t_pkey']],
  ['t.t_pkey', ['constraint|t|own_name|PRIMARY KEY (a)'], ['schema_differs t constraint t_pkey info']],
  ['u.u_b', ['index|u|u_b|USING btree (b) (not valid)'], ['schema_differs u index u_b']],
  ['t.t_seq', ['sequence||t_seq|AS bigint'], []],
  ['t.t_seq', ['sequence|t|t_seq|AS integer'], ['schema_differs t sequence t_seq']],
])('without %s, with %j: %j', (without, added, findings) => {
  expect(compare({ without, with: added })).toEqual(findings)
})

test.each([
  ['table|x|x|TABLE', 'schema_extra x info'],
  ['index|t|t_a|USING btree (a)', 'schema_extra t index t_a info'],
  ['index|t|t_a|UNIQUE USING btree (a)', 'schema_extra t index t_a'],
  ['column|t|c|text', 'schema_extra t c info'],
  ['column|t|c|text NOT NULL', 'schema_extra t c'],
  ['column|t|c|text DEFAULT now()', 'schema_extra t c info'],
  ['column|t|c|text DEFAULT f() BY A FUNCTION THAT WAS ADDED', 'schema_extra t c'],
  ['column|t|c|d OF A DOMAIN THAT REFUSES VALUES', 'schema_extra t c'],
  ['comment|t|a|of interest', 'schema_extra t comment a info'],
  ['constraint|t|t_check|CHECK (a > 0)', 'schema_extra t constraint t_check'],
  ['trigger|t|t_watch|CREATE TRIGGER', 'schema_extra t trigger t_watch'],
  ['policy|t|t_own|PERMISSIVE', 'schema_extra t policy t_own'],
  ['rule|t|t_no|DO INSTEAD NOTHING', 'schema_extra t rule t_no'],
  ['other||function f()|…', 'schema_extra other function f() info'],
])('with %s: %s', (added, finding) => {
  expect(compare({ with: [added] })).toEqual([finding])
})

test('of a table that is missing or extra only the table is told', () => {
  const without = compareCatalogs(
    declared,
    declared.filter(({ table }) => table !== 'u'),
  )
  expect(without.map(({ code, table, key }) => [code, table, key])).toEqual([['schema_missing', 'u', '']])
  expect(
    compare({ with: ['table|x|x|TABLE', 'column|x|a|text NOT NULL', 'constraint|x|p|PRIMARY KEY (a)'] }),
  ).toEqual(['schema_extra x info'])
})

test('a finding keeps its fingerprint when the value found is another', () => {
  const [one, other] = ['bigint', 'smallint'].map(
    (type) =>
      compareCatalogs(declared, [
        ...declared.filter(({ name }) => name !== 'a'),
        object(`column|t|a|${type}`),
      ])[0],
  )
  expect(one?.fingerprint).toMatch(/^[0-9a-f]{12}$/)
  expect(one?.fingerprint).toBe(other?.fingerprint)
})
