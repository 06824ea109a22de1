import fc from 'fast-check'
import type { Json, JsonObject } from '../../src/json/json.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { migration } from '../support/configured.ts'
import { answerLaw, callLaw, changeLaw, newItemLaw, pathLaw, searchLaw } from './api-laws.ts'
import { anyCall, itemChange, newItem, rowNumber, wanted } from './calls.ts'

const runs = 1000

const asJson = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject

const anyAnswer = fc.oneof(
  fc.jsonValue(),
  fc.record({
    success: fc.constant(true),
    data: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())),
  }),
  fc.record({ success: fc.constant(false), error_code: fc.string(), message: fc.string() }),
  fc.constantFrom(...migration.mappings.map(({ example }) => example.answer)),
)

async function expectLaws(judge: Judge): Promise<void> {
  hold(
    judge,
    'a new item',
    fc.property(newItem, (item) => demand(newItemLaw(asJson(item)))),
  )
  hold(
    judge,
    'a change of an item',
    fc.property(newItem, itemChange, (item, change) => demand(changeLaw(asJson(item), asJson(change)))),
  )
  hold(
    judge,
    'a list or a search',
    fc.property(wanted, (each) => demand(searchLaw(each))),
  )
  hold(
    judge,
    'a call to one item',
    fc.property(rowNumber, (id) => demand(pathLaw(id))),
  )
  hold(
    judge,
    'any call',
    fc.property(anyCall, (call) => demand(callLaw(call))),
  )
  hold(
    judge,
    'any answer',
    fc.property(
      anyCall,
      fc.oneof(
        fc.constantFrom(200, 201, 400, 401, 403, 404, 409, 413, 422, 500, 503),
        fc.integer({ min: 200, max: 599 }),
      ),
      anyAnswer,
      (call, status, body) => demand(answerLaw(call, status, body as Json)),
    ),
  )
}

function demand(broken: string | undefined): void {
  if (broken !== undefined) throw new Error(broken)
}

function hold<T>(judge: Judge, law: string, property: fc.IProperty<T>): void {
  const found = fc.check(property, { numRuns: runs })
  judge.looked(found.numRuns, 'requests')
  judge.message(`${law}: seed ${found.seed}`)
  if (!found.failed) return
  const reason = found.errorInstance instanceof Error ? found.errorInstance.message : 'it threw'
  judge.finding({
    code: 'law_broken',
    place: law,
    note: `${reason} in ${fc.stringify(found.counterexample)}`,
  })
  judge.reproduce(`fast-check seed ${found.seed}, path ${found.counterexamplePath}`)
}

export const requestLawChecks = { 'transformers.requests': expectLaws } as const
