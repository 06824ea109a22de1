import { checkAll } from '../support/check.ts'
import { formatChecks } from './format/checks.ts'

checkAll(formatChecks)
