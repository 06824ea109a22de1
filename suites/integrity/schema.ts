import { betty } from '../../src/betty/index.ts'
import type { SqlSession } from '../../src/schema/session.ts'
import { verifySchema } from '../../src/schema/verify-schema.ts'
import type { Judge } from '../../src/vitest/judge.ts'
import { declaration } from '../support/declaration.ts'
import { systems, withDatabase } from '../support/systems.ts'
import { withV1File } from '../support/v1-file.ts'
import { compareWithContract } from './contract-schema.ts'
import { judgeFinding } from './judge-finding.ts'

async function expectSchema(judge: Judge): Promise<void> {
  const { world } = systems()
  await withDatabase(world, async (session) => {
    await compareWithContract(judge, session)
    await expectSettings(judge, session)
    const { findings, looked } = await verifySchema(session, {
      schema: world.schema,
      steps: declaration().schema,
    })
    judge.looked(looked, 'declared objects')
    for (const finding of findings) judgeFinding(judge, finding)
    if (findings.some(({ info }) => !info)) judge.reproduce('betty-migrate schema verify')
  })
}

/** What sessions of the database begin with, whatever they set themselves, and what would undo keys or writes. */
const settings = {
  session_replication_role: 'origin',
  default_transaction_read_only: 'off',
} as const

async function expectSettings(judge: Judge, session: SqlSession): Promise<void> {
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
