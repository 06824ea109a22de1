import { checkAll } from '../support/check.ts'
import { parityChecks } from './parity/checks.ts'

checkAll(parityChecks)
