import { expectV1Failures, expectV2Failures } from './failures.ts'
import { expectV1Resources, expectV2Resources } from './resources.ts'

/** Shapes of answers. */
export const formatChecks = {
  'format.v1-resource': expectV1Resources,
  'format.v2-resource': expectV2Resources,
  'format.v1-failures': expectV1Failures,
  'format.v2-failures': expectV2Failures,
} as const
