import { checkAll } from '../support/check.ts'
import { rowChecks } from './rows.ts'

checkAll(rowChecks)
