import { checkAll } from '../support/check.ts'
import { requestLawChecks } from './requests.ts'

checkAll(requestLawChecks)
