import { afterAll } from 'vitest'
import { limitFor } from '../../src/settings/performance-threshold.ts'
import { check } from '../support/check.ts'
import { systems } from '../support/systems.ts'
import { closeWritable } from '../support/writable.ts'
import { readings } from './readings.ts'
import { timeReading } from './time-reading.ts'
import { timeWriting } from './time-writing.ts'
import { writings } from './writings.ts'

const asked = (name: string) => ({
  check: `performance.${name}`,
  limit: limitFor(systems().performanceThreshold, name),
})

for (const name of ['get', 'list', 'search', 'semantic', 'login'] as const)
  check(`performance.${name}`, (judge) => timeReading(judge, readings[name], asked(name)))

for (const name of ['add', 'update', 'delete'] as const)
  check(`performance.${name}`, (judge) => timeWriting(judge, writings[name], asked(name)))

afterAll(closeWritable)
