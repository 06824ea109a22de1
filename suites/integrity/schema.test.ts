import { checkAll } from '../support/check.ts'
import { schemaChecks } from './schema.ts'

checkAll(schemaChecks)
