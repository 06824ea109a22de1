import type { Step } from './step.ts'

/**
 * The tables in which a migration keeps account of itself, as steps; names are fixed by v2.md.
 * `migration_checkpoints` is written in the transaction of the rows it speaks of.
 */
export const bookkeeping: readonly Step[] = [
  {
    name: 'create-migration-bookkeeping',
    description: 'runs, checkpoints and quarantine of the data conversion',
    version: '2.0.0',
    needs: [],
    phase: 'tables',
    up: [
      `CREATE TABLE migration_runs (
        id uuid PRIMARY KEY,
        source_fingerprint text NOT NULL,
        started_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        status text NOT NULL CHECK (status IN ('running', 'completed', 'failed')),
        stats jsonb NOT NULL DEFAULT '{}')`,
      `CREATE TABLE migration_checkpoints (
        source_table text PRIMARY KEY,
        source_fingerprint text NOT NULL,
        last_key bigint NOT NULL,
        counts jsonb NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now())`,
      `CREATE TABLE migration_quarantine (
        source_table text NOT NULL,
        source_key text NOT NULL,
        reason_code text NOT NULL,
        reason text NOT NULL,
        raw jsonb NOT NULL,
        run_id uuid NOT NULL,
        quarantined_at timestamptz NOT NULL DEFAULT now(),
        resolved_at timestamptz,
        PRIMARY KEY (source_table, source_key))`,
    ],
    down: [
      'DROP TABLE migration_quarantine',
      'DROP TABLE migration_checkpoints',
      'DROP TABLE migration_runs',
    ],
    verify: [
      `SELECT to_regclass('migration_runs') IS NOT NULL
        AND to_regclass('migration_checkpoints') IS NOT NULL
        AND to_regclass('migration_quarantine') IS NOT NULL`,
    ],
  },
]
