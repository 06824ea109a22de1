import { expect, test } from 'vitest'
import { checksumOf } from './checksum.ts'
import type { LedgerRow } from './ledger.ts'
import { planSchema, refuseContradictions, selectForRollback, selectPending } from './plan.ts'
import type { Step } from './step.ts'

const step = (name: string, needs: string[] = [], phase: Step['phase'] = 'tables'): Step => ({
  name,
  needs,
  phase,
  description: '',
  version: '1',
  up: [`CREATE TABLE ${name} (a int)`],
  down: [`DROP TABLE ${name}`],
  verify: [],
})

const note = (of: Step, change: Partial<LedgerRow> = {}): LedgerRow => ({
  step: of.name,
  version: of.version,
  checksum: checksumOf(of),
  appliedAt: '2026-01-01T00:00:00.000Z',
  milliseconds: 1,
  success: true,
  ...change,
})

const a = step('a')
const b = step('b', ['a'])
const c = step('c', ['b'], 'indexes')
const d = step('d', ['b'])
const all = [d, c, b, a]

const names = (planned: readonly { readonly step: Step }[]) => planned.map(({ step: { name } }) => name)

test('each step is applied, changed, failed or pending, in the order of needs', () => {
  const plan = planSchema(all, [note(a), note(b, { checksum: 'other' }), note(d, { success: false })])
  expect(plan.steps.map(({ step: { name }, state }) => `${name} ${state}`)).toEqual([
    'a applied',
    'b changed',
    'd failed',
    'c pending',
  ])
})

test('pending and failed steps are to do, up to a target, of one phase', () => {
  const plan = planSchema(all, [note(a), note(b, { success: false })])
  expect(names(selectPending(plan))).toEqual(['b', 'd', 'c'])
  expect(names(selectPending(plan, { target: 'd' }))).toEqual(['b', 'd'])
  expect(names(selectPending(plan, { phase: 'indexes' }))).toEqual(['c'])
})

test('a rollback undoes what was begun, last first, and keeps the step it goes to', () => {
  const plan = planSchema(all, [note(a), note(b), note(d, { success: false })])
  expect(names(selectForRollback(plan, 'a'))).toEqual(['d', 'b'])
  expect(names(selectForRollback(plan, undefined))).toEqual(['d', 'b', 'a'])
  expect(names(selectForRollback(plan, 'c'))).toEqual([])
})

test('a target that does not exist is refused with the names that do', () => {
  expect(() => selectPending(planSchema(all, []), { target: 'e' })).toThrow(
    expect.objectContaining({ code: 'bad_setting', next: 'The steps are: a, b, d, c.' }),
  )
})

test.each([
  { ledger: [note(a, { checksum: 'other' })], named: /one declared now: a\.$/ },
  { ledger: [note(a), note(step('z'))], named: /not declared: z\.$/ },
])('ledger and declaration may not contradict each other: $named', ({ ledger, named }) => {
  expect(() => refuseContradictions(planSchema(all, ledger))).toThrow(
    expect.objectContaining({ code: 'schema_changed', message: expect.stringMatching(named) }),
  )
})

test('a failed step of another form is no contradiction: it left nothing', () => {
  expect(() =>
    refuseContradictions(planSchema(all, [note(a, { checksum: 'other', success: false })])),
  ).not.toThrow()
})
