import fc from 'fast-check'
import { v5 } from 'uuid'
import { expect, test } from 'vitest'
import { defaultProject, identify, knowledgeId, projectId } from './identity.ts'

const namespace = '6f1d3b52-8f0a-5c3e-9d2b-0b8e6a7c4d10'

test('an id is the UUID version 5 of table and key', () => {
  // python3 -c "import uuid; print(uuid.uuid5(namespace, 'users:7'))"
  expect(identify('users', 7n)).toBe('233ab890-dc87-5d17-9f61-dffbf9b683c1')
  expect(identify('projects', 'Projekt Ü')).toBe('74212a1d-ab1f-5fd8-a3e7-9dbbb4ec28e7')
})

test('any text has the id that another implementation gives it, however long', () => {
  const keys = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary', minLength: 300, maxLength: 900 }),
    fc.bigInt(),
  )
  fc.assert(fc.property(keys, (key) => identify('projects', key) === v5(`projects:${key}`, namespace)))
})

test('items whose ids are kept in the same place have the ids of their own', () => {
  const most = 2n ** 63n - 1n
  const keys = [0n, 2n ** 20n, 0n, -(2n ** 20n), 5n, 5n + 2n ** 20n, 5n, most, most, -most - 1n, -1n]
  expect(keys.map(knowledgeId)).toEqual(keys.map((key) => v5(`knowledge:${key}`, namespace)))
})

test('the project of the slug default has a fixed id', () => {
  expect(projectId('default')).toBe(defaultProject.id)
  expect(projectId('Default')).toBe(identify('projects', 'Default'))
})
