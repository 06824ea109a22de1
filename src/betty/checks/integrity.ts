import type { BettyCheck } from './check.ts'

const convertAgain =
  'Run the conversion again into an empty database; if the finding stays, report it with the row.'

/** The rows and the schema of the migrated database. */
export const integrity = [
  {
    id: 'integrity.rows',
    suite: 'integrity',
    category: 'integrity',
    severity: 'blocker',
    holds:
      'every row of v1 is in v2 exactly once with the values that the contract asks for, or quarantined for the right reason',
    fails: 'rows are missing, doubled or changed in v2',
    why: 'this is the data itself',
    remedy: convertAgain,
  },
  {
    id: 'integrity.ledger',
    suite: 'integrity',
    category: 'integrity',
    severity: 'blocker',
    holds: 'rows in v1 = rows that landed + rows in quarantine, table by table, counted in both databases',
    fails: 'the numbers of rows do not add up',
    why: 'a row that is in neither place is lost',
    remedy: convertAgain,
  },
  {
    id: 'integrity.comes-back',
    suite: 'integrity',
    category: 'integrity',
    severity: 'blocker',
    holds: 'every row that landed comes back as it was, with the storage class of every column',
    fails: 'rows come back changed',
    why: 'a migration that cannot be taken back is a bet',
    remedy: convertAgain,
  },
  {
    id: 'integrity.quarantine-empty',
    suite: 'integrity',
    category: 'integrity',
    severity: 'minor',
    holds: 'no row is in quarantine',
    fails: 'rows are in quarantine',
    why: 'their owners will miss them',
    remedy:
      'Repair the rows in v1 by the reasons in the finding and convert again, or accept that they stay behind.',
  },
  {
    id: 'integrity.numbers-go-on',
    suite: 'integrity',
    category: 'integrity',
    severity: 'blocker',
    holds: 'a row added in v2 gets a number above every number of v1',
    fails: 'a row added in v2 could get the number of a row of v1',
    why: 'the first new item would fail, or hide an old one',
    remedy: 'Set the sequence in the finding above the highest v1 id.',
  },
  {
    id: 'integrity.schema',
    suite: 'integrity',
    category: 'integrity',
    severity: 'blocker',
    holds:
      'every schema step is applied, nothing was changed by hand since, and what the contract asks for is there',
    fails: 'the schema of v2 is not the one declared',
    why: 'keys and constraints guard the data from the first day on',
    remedy: 'Apply the schema (`schema apply`); `schema verify` shows what was changed by hand.',
  },
] as const satisfies readonly BettyCheck[]
