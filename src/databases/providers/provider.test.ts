import { afterAll, beforeAll, describe, test } from 'vitest'
import { doesEngineAnswer } from './container-engine.ts'
import { createEmbeddedProvider } from './embedded.ts'
import { describeProvider } from './provider.conformance.ts'
import type { PostgresServer } from './provider.ts'

describeProvider('embedded', () => ({ kind: 'embedded' }))

describe('over an embedded server', () => {
  let host: PostgresServer
  let url: string

  beforeAll(async () => {
    host = await createEmbeddedProvider().open()
    url = (await host.lend()).url
  })
  afterAll(() => host?.close())

  describeProvider('external', () => ({ kind: 'external', url }))
})

if (await doesEngineAnswer())
  describeProvider('container', () => ({ kind: 'container', image: process.env.BETTY_POSTGRES_IMAGE }))
else test('provider container', ({ skip }) => skip('no container engine answers'))
