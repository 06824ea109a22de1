import { limitFor } from '../../src/settings/performance-threshold.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { systems } from '../support/systems.ts'
import { readings } from './readings.ts'
import { timeReading } from './time-reading.ts'
import { timeWriting } from './time-writing.ts'
import { writings } from './writings.ts'

const asked = (name: string) => ({
  check: `performance.${name}`,
  limit: limitFor(systems().performanceThreshold, name),
})

const reading = (name: keyof typeof readings) => (judge: Judge) =>
  timeReading(judge, readings[name], asked(name))

const writing = (name: keyof typeof writings) => (judge: Judge) =>
  timeWriting(judge, writings[name], asked(name))

/** Calls that both sides answer, timed in turns. */
export const timingChecks = {
  'performance.get': reading('get'),
  'performance.list': reading('list'),
  'performance.search': reading('search'),
  'performance.semantic': reading('semantic'),
  'performance.login': reading('login'),
  'performance.add': writing('add'),
  'performance.update': writing('update'),
  'performance.delete': writing('delete'),
} as const
