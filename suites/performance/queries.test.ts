import { checkAll } from '../support/check.ts'
import { queryChecks } from './queries.ts'

checkAll(queryChecks)
