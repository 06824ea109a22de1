import { afterAll } from 'vitest'
import { checkAll } from '../support/check.ts'
import { closeWritable } from '../support/writable.ts'
import { timingChecks } from './timing.ts'

checkAll(timingChecks)

afterAll(closeWritable)
