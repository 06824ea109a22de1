import type { Category, Check } from '../../readiness/contract.ts'

/** Categories and their weights: readiness.md. */
export const categories = [
  { id: 'health', weight: 5, asks: 'do both systems answer, in the version expected?' },
  {
    id: 'endpoints',
    weight: 20,
    asks: 'does every mapped v1 call, sent through the mapping, give what v1 gives?',
  },
  { id: 'auth', weight: 10, asks: 'do logins, tokens, permissions and refusals carry over?' },
  { id: 'format', weight: 10, asks: 'do the resources have the promised shape on both sides?' },
  { id: 'parity', weight: 10, asks: 'does what v1 can do work in v2, and do the new features answer?' },
  { id: 'performance', weight: 15, asks: 'is v2 at most the allowed factor slower than v1?' },
  { id: 'integrity', weight: 30, asks: 'is every row there, once, unchanged, with its relations?' },
] as const satisfies readonly Category[]

type CategoryId = (typeof categories)[number]['id']
type Suite = 'compat' | 'integrity' | 'performance' | 'transformers'

export interface BettyCheck extends Check {
  readonly category: CategoryId
  readonly suite: Suite
}
