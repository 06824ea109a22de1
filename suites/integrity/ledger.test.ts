import { checkAll } from '../support/check.ts'
import { ledgerChecks } from './ledger.ts'

checkAll(ledgerChecks)
