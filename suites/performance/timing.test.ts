import { checkAll } from '../support/check.ts'
import { timingChecks } from './timing.ts'

checkAll(timingChecks)
