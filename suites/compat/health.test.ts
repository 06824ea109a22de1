import { checkAll } from '../support/check.ts'
import { healthChecks } from './health/checks.ts'

checkAll(healthChecks)
