import { MigrateError } from '../errors.ts'
import { checksumOf } from './checksum.ts'
import type { LedgerRow } from './ledger.ts'
import { orderSteps } from './order-steps.ts'
import type { Step } from './step.ts'

/** `changed`: applied in another form than the one declared now. `failed`: begun, and not brought to its end. */
export type StepState = 'applied' | 'pending' | 'changed' | 'failed'

export interface PlannedStep {
  readonly step: Step
  readonly state: StepState
  readonly row?: LedgerRow
}

export interface SchemaPlan {
  /** all declared steps, in the order of their needs */
  readonly steps: readonly PlannedStep[]
  /** what the ledger knows and the declaration does not */
  readonly unknown: readonly LedgerRow[]
}

/** Lays the declared steps beside what the ledger says of them. */
export function planSchema(steps: readonly Step[], ledger: readonly LedgerRow[]): SchemaPlan {
  const rows = new Map(ledger.map((row) => [row.step, row]))
  const ordered = orderSteps(steps)
  const declared = new Set(ordered.map((step) => step.name))
  return {
    steps: ordered.map((step) => {
      const row = rows.get(step.name)
      return row ? { step, state: stateOf(step, row), row } : { step, state: 'pending' }
    }),
    unknown: ledger.filter((row) => !declared.has(row.step)),
  }
}

export const stepOf = ({ step }: PlannedStep): Step => step

function stateOf(step: Step, row: LedgerRow): StepState {
  if (!row.success) return 'failed'
  return row.checksum === checksumOf(step) ? 'applied' : 'changed'
}

/** The steps that are still to do, up to and with `target` when one is given. */
export function selectPending(
  plan: SchemaPlan,
  { phase, target }: { readonly phase?: Step['phase']; readonly target?: string } = {},
): readonly PlannedStep[] {
  const end = target === undefined ? plan.steps.length : positionOf(plan, target) + 1
  return plan.steps
    .slice(0, end)
    .filter(({ step, state }) => isOpen(state) && (phase === undefined || step.phase === phase))
}

/** The steps to undo, last first: all that were begun, or those after `to`, which stays, and of one phase. */
export function selectForRollback(
  plan: SchemaPlan,
  to: string | undefined,
  phase?: Step['phase'],
): readonly PlannedStep[] {
  const start = to === undefined ? 0 : positionOf(plan, to) + 1
  return plan.steps
    .slice(start)
    .filter(({ step, state }) => state !== 'pending' && (phase === undefined || step.phase === phase))
    .reverse()
}

const isOpen = (state: StepState): boolean => state === 'pending' || state === 'failed'

function positionOf(plan: SchemaPlan, name: string): number {
  const position = plan.steps.findIndex(({ step }) => step.name === name)
  if (position >= 0) return position
  throw new MigrateError(
    'bad_setting',
    `There is no schema step "${name}".`,
    `The steps are: ${plan.steps.map(({ step }) => step.name).join(', ')}.`,
  )
}

/** @throws MigrateError `schema_changed` when ledger and declaration contradict each other */
export function refuseContradictions(plan: SchemaPlan): void {
  const changed = plan.steps.filter(({ state }) => state === 'changed').map(({ step }) => step.name)
  if (changed.length > 0)
    throw new MigrateError(
      'schema_changed',
      `Applied in another form than the one declared now: ${changed.join(', ')}.`,
      'Use the version of betty-migrate that applied it, or roll it back with that version first; `schema verify` shows what differs in the database.',
    )
  if (plan.unknown.length > 0)
    throw new MigrateError(
      'schema_changed',
      `The ledger has steps that are not declared: ${plan.unknown.map(({ step }) => step).join(', ')}.`,
      'Use the version of betty-migrate, or the configuration, that applied them.',
    )
}
