import { createCheck } from 'betty-migrate/vitest'
import { rubric } from './rubric.ts'

export const check = createCheck(rubric)
