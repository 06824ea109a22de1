import { checkAll } from '../support/check.ts'
import { endpointsChecks } from './endpoints/checks.ts'

checkAll(endpointsChecks)
