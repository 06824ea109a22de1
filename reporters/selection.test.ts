import { expect, it } from 'vitest'
import { readSelection, type SelectionInput, type SuiteFile } from './selection.ts'

const file = (suite: string, name: string): SuiteFile => ({ suite, file: name })
const all = [file('compat', 'a'), file('compat', 'b'), file('integrity', 'c'), file('unit', 'd')]

const read = (selected: readonly SuiteFile[], more: Partial<SelectionInput> = {}) =>
  readSelection({
    suites: ['compat', 'integrity', 'performance'],
    all,
    selected,
    projectFilter: false,
    merging: false,
    narrowing: [],
    ...more,
  })

it('expects every suite of the table in a whole run, also one without a file', () => {
  expect(read(all)).toEqual({ judged: ['compat', 'integrity', 'performance'], partial: [], problems: [] })
})

it('expects the suites that are left when the others are filtered out', () => {
  expect(read(all.slice(0, 2))).toEqual({ judged: ['compat'], partial: [], problems: [] })
  expect(read(all.slice(0, 2), { all: all.slice(0, 2), projectFilter: true })?.judged).toEqual(['compat'])
})

it('names a suite of which only some files run', () => {
  expect(read(all.slice(1, 3))).toMatchObject({
    judged: ['compat', 'integrity'],
    partial: ['1 of 2 files of "compat"'],
  })
})

it('has nothing to say where no suite is meant', () => {
  expect(read(all.slice(3))).toBeUndefined()
  expect(read([], { all: all.slice(3), projectFilter: true })).toBeUndefined()
})

it('expects of merged reports what their runs were asked for', () => {
  const [a, b] = all as [SuiteFile, SuiteFile]
  const asked = { merging: true, asked: ['compat', 'unit'] }
  expect(read([a, b], asked)).toEqual({ judged: ['compat'], partial: [], problems: [] })
  expect(read([a], asked)).toMatchObject({ judged: ['compat'], problems: [{ code: 'shard_missing' }] })
  expect(read([a, b], { merging: true })).toMatchObject({ problems: [{ code: 'shard_missing' }] })
})

it('sees a shard that is missing from merged reports, and one that is there twice', () => {
  const merged = read([all, all.slice(0, 1)].flat(), { merging: true })
  expect(merged).toMatchObject({ partial: [], problems: [] })
  const missing = read(all.slice(1), { merging: true })
  expect(missing).toMatchObject({ problems: [{ code: 'shard_missing' }] })
})
