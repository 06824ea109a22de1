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
    const { findings, looked } = await verifySchema(session, {
      schema: world.schema,
      steps: declaration().schema,
    })
    judge.looked(looked, 'declared objects')
    for (const finding of findings) judgeFinding(judge, finding)
    if (findings.some(({ info }) => !info)) judge.reproduce('betty-migrate schema verify')
  })
}

/** The next value is read from the sequence's state, so that looking does not use one up. */
async function expectNumbersGoOn(judge: Judge): Promise<void> {
  const { world } = systems()
  await withV1File(world.v1Path, (source) =>
    withDatabase(world, async (session) => {
      for (const record of declaration().records) {
        const high = source.highestKey(record.source, record.key) ?? 0n
        const sequence = `${record.target}_v1_id_seq`
        const [state] = await session.query(`SELECT last_value, is_called FROM ${sequence}`)
        const next = BigInt(String(state?.last_value)) + (state?.is_called === 't' ? 1n : 0n)
        judge.looked(1, 'sequences')
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

export const schemaChecks = {
  'integrity.schema': expectSchema,
  'integrity.numbers-go-on': expectNumbersGoOn,
} as const
