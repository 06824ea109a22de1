import { checkAll } from '../support/check.ts'
import { backChecks } from './comes-back.ts'

checkAll(backChecks)
