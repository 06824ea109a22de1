import { expect, it } from 'vitest'
import { createFinding } from '../src/readiness/finding.ts'
import { countRest, groupAlike } from './alike.ts'
import { red } from './testing/sample-reports.ts'

const [check] = red.checks
if (!check) throw new TypeError('the sample has no checks')

const finding = (place: string, more: { readonly code?: string; readonly info?: boolean } = {}) => ({
  ...{ expected: null, actual: null, note: null, waived: false, info: false },
  ...createFinding({ code: 'answer_value', place, ...more }),
})

const size = (...places: readonly string[]): number[] =>
  groupAlike(places.map((place) => finding(place))).map(({ amount }) => amount)

it('puts together what differs in numbers, names and values only, the most frequent first', () => {
  const title = finding('GET /items/1?page=2 $.title')
  const tags = ['GET /items/1 $.tags[0]', 'GET /items/25?page=3 $.tags[11]'].map((place) => finding(place))
  expect(groupAlike([title, ...tags])).toEqual([
    { finding: tags[0], amount: 2 },
    { finding: title, amount: 1 },
  ])
})

it('sees through bodies and UUIDs', () => {
  expect(size('POST /items {"title":"$ 1"} $.id', 'POST /items {"tags":[]} $.id')).toEqual([2])
  expect(size('POST /items {"title":"a"}, then GET $.id', 'POST /items {"title":"a"} $.id')).toEqual([1, 1])
  const id = (end: string) => `GET /items/9f0c3a52-71be-5c2e-8e7f-0123456789a${end}`
  expect(size(id('b'), id('c'))).toEqual([2])
})

it('keeps codes and members apart, and leaves out what does not count', () => {
  expect(size('GET /items/1 $.title', 'GET /items/1 $.tags')).toEqual([1, 1])
  expect(groupAlike([finding('a', { code: 'b' }), finding('a')])).toHaveLength(2)
  expect(groupAlike([finding('a', { info: true })])).toEqual([])
})

it('counts the rest of all findings that count', () => {
  const findings = [finding('a/1'), finding('a/2'), finding('b'), finding('c', { info: true })]
  // of ten, one is for information and three are shown as two
  expect(countRest({ ...check, findings, finding_count: 10 }, groupAlike(findings))).toBe(6)
})
