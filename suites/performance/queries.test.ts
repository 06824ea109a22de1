import { check } from '../support/check.ts'
import { findUnindexed } from './find-unindexed.ts'

check('performance.queries', findUnindexed)
