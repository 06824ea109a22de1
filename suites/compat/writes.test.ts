import { afterAll } from 'vitest'
import { checkAll } from '../support/check.ts'
import { closeWritable } from '../support/writable.ts'
import { writesChecks } from './writes/checks.ts'

afterAll(closeWritable)

checkAll(writesChecks)
