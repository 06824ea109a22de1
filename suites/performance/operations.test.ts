import { check } from '../support/check.ts'
import { operations } from './operations.ts'
import { timeOperation } from './time-operation.ts'

for (const [name, operation] of Object.entries(operations) as [
  keyof typeof operations,
  (typeof operations)['get'],
][])
  check(`performance.${name}`, (judge) => timeOperation(judge, operation))
