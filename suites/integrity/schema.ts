import { betty } from '../../src/betty/index.ts'
import type { SqlSession } from '../../src/schema/session.ts'
import { verifySchema } from '../../src/schema/verify-schema.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { declaration } from '../support/declaration.ts'
import { systems, withDatabase } from '../support/systems.ts'
import { withV1File } from '../support/v1-file.ts'
import { compareWithContract } from './contract-schema.ts'
import { expectUsable } from './database-state.ts'
import { judgeFinding } from './judge-finding.ts'
import { expectNoPublicGrants } from './public-grants.ts'

async function expectSchema(judge: Judge): Promise<void> {
  const { world } = systems()
  await withDatabase(world, async (session) => {
    await compareWithContract(judge, session)
    await expectSettings(judge, session)
    await expectNoPublicGrants(judge, session)
    await expectUsable(judge, session)
    const { findings, looked } = await verifySchema(session, {
      schema: world.schema,
      steps: declaration().schema,
    })
    judge.looked(looked, 'declared objects')
    for (const finding of findings) judgeFinding(judge, finding)
    if (findings.some(({ info }) => !info)) judge.reproduce('betty-migrate schema verify')
  })
}

/** What sessions of the database begin with, whatever they set themselves: what would undo keys or writes, change what is found, or hide that something is damaged. */
const settings = {
  session_replication_role: 'origin',
  default_transaction_read_only: 'off',
  gin_fuzzy_search_limit: '0',
  array_nulls: 'on',
  transform_null_equals: 'off',
  standard_conforming_strings: 'on',
  zero_damaged_pages: 'off',
  ignore_checksum_failure: 'off',
} as const

async function expectSettings(judge: Judge, session: SqlSession): Promise<void> {
  await expectRoleSettings(judge, session)
  const rows = await session.query('SELECT name, reset_val FROM pg_settings WHERE name = ANY ($1::text[])', [
    `{${Object.keys(settings).join(',')}}`,
  ])
  for (const { name, reset_val: actual } of rows) {
    const expected = settings[name as keyof typeof settings]
    judge.looked(1, 'settings')
    if (actual !== expected)
      judge.finding({ code: 'setting_differs', place: String(name), expected, actual: String(actual) })
  }
}

/** What sessions of other roles begin with in this database. */
async function expectRoleSettings(judge: Judge, session: SqlSession): Promise<void> {
  const rows = await session.query(
    `SELECT s.setrole::regrole::text AS role, split_part(c, '=', 1) AS name, split_part(c, '=', 2) AS value
     FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) c
     WHERE d.datname = current_database() AND s.setrole <> 0`,
  )
  for (const { role, name, value } of rows) {
    const expected = Object.hasOwn(settings, String(name))
      ? settings[String(name) as keyof typeof settings]
      : undefined
    if (expected !== undefined && value !== expected)
      judge.finding({ code: 'setting_differs', place: `${name} of ${role}`, expected, actual: String(value) })
  }
}

/** The most that a client which reads numbers as doubles tells apart. */
const mostExact = 2n ** 53n - 1n

/** The next value is read from the sequence's state, so that looking does not use one up. */
async function expectNumbersGoOn(judge: Judge): Promise<void> {
  const { world } = systems()
  await withV1File(world.v1Path, (source) =>
    withDatabase(world, async (session) => {
      for (const record of betty.records) {
        const high = await highestNumber(session, record.target, source.highestKey(record.source, record.key))
        const sequence = `${record.target}_v1_id_seq`
        judge.looked(1, 'sequences')
        const next = await nextNumber(session, sequence)
        if (next === undefined) {
          judge.finding({ code: 'sequence_missing', place: sequence, expected: `above ${high}` })
          continue
        }
        if (next > 2n ** 63n - 1n) judge.warn(`${sequence} is used up: rows made in v2 get no number`)
        if (next > mostExact && high < mostExact)
          judge.finding({
            code: 'sequence_jumps',
            place: sequence,
            expected: `between ${high} and ${mostExact}`,
            actual: String(next),
          })
        if (next > high) continue
        judge.finding({
          code: 'sequence_behind',
          place: sequence,
          expected: `above ${high}`,
          actual: String(next),
        })
        judge.reproduce(`SELECT setval('${sequence}', ${high})`)
      }
    }),
  )
}

/** What v1 gave out, and what v2 has given out since. */
async function highestNumber(session: SqlSession, table: string, source: bigint | null): Promise<bigint> {
  const [row] = await session.query(`SELECT max(v1_id) AS highest FROM ${table}`)
  const target = BigInt(row?.highest ?? 0)
  return source !== null && source > target ? source : target
}

async function nextNumber(session: SqlSession, sequence: string): Promise<bigint | undefined> {
  const [found] = await session.query('SELECT to_regclass($1) AS name', [sequence])
  if (found?.name == null) return undefined
  const [state] = await session.query(`SELECT last_value, is_called FROM ${sequence}`)
  return BigInt(String(state?.last_value)) + (state?.is_called === 't' ? 1n : 0n)
}

export const schemaChecks = {
  'integrity.schema': expectSchema,
  'integrity.numbers-go-on': expectNumbersGoOn,
} as const
