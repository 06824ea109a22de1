import { checkAll } from '../support/check.ts'
import { authChecks } from './auth/checks.ts'

checkAll(authChecks)
