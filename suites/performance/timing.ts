import type { Judge } from '../../src/vitest/judge.ts'
import { operations } from './operations.ts'
import { timeOperation } from './time-operation.ts'

export const timingChecks = {
  'performance.get': (judge: Judge) => timeOperation(judge, operations.get),
  'performance.list': (judge: Judge) => timeOperation(judge, operations.list),
  'performance.search': (judge: Judge) => timeOperation(judge, operations.search),
  'performance.semantic': (judge: Judge) => timeOperation(judge, operations.semantic),
  'performance.login': (judge: Judge) => timeOperation(judge, operations.login),
} as const
