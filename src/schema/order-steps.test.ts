import { expect, test } from 'vitest'
import { orderSteps, withNeeds } from './order-steps.ts'
import type { Step } from './step.ts'

const step = (name: string, ...needs: string[]): Step => ({
  name,
  needs,
  description: '',
  version: '1',
  phase: 'tables',
  up: [],
  down: [],
  verify: [],
})

const namesOf = (...steps: Step[]) => orderSteps(steps).map(({ name }) => name)

test('a step comes after what it needs, otherwise the declared order stays', () => {
  expect(namesOf(step('c', 'b'), step('a'), step('b', 'a'), step('d'))).toEqual(['a', 'b', 'c', 'd'])
})

test('a circle is named', () => {
  expect(() => namesOf(step('a', 'b'), step('b', 'c'), step('c', 'a'))).toThrow('in a circle: a → b → c → a')
})

test('a step that is needed but not declared is named', () => {
  expect(() => namesOf(step('a', 'z'))).toThrow('"a" needs "z", which is not declared')
})

test('a doubled name is named', () => {
  expect(() => namesOf(step('a'), step('a'))).toThrow('two schema steps are called "a"')
})

test('what is chosen comes with all that it needs', () => {
  const [a, b, c, d] = [step('a'), step('b', 'a'), step('c', 'b'), step('d')]
  expect(withNeeds([a, b, c, d], [c]).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(withNeeds([a, b, c, d], [])).toEqual([])
})

test('a step of the tables cannot need one of the indexes', () => {
  expect(() => namesOf({ ...step('i'), phase: 'indexes' }, step('t', 'i'))).toThrow(
    '"t" comes before a load and needs "i", which comes after it',
  )
})
