import { checkAll } from '../support/check.ts'
import { rowLawChecks } from './rows.ts'

checkAll(rowLawChecks)
