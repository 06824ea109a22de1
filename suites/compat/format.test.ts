import { check } from '../support/check.ts'
import { expectV1Failures, expectV2Failures } from './format/failures.ts'
import { expectV1Resources, expectV2Resources } from './format/resources.ts'

check('format.v1-resource', expectV1Resources)
check('format.v2-resource', expectV2Resources)
check('format.v1-failures', expectV1Failures)
check('format.v2-failures', expectV2Failures)
