import { answerCall, type Call } from 'betty-migrate'
import { expect, test } from 'vitest'
import { customEndpoint } from './custom-endpoint.ts'

test('a call of v1 is answered by v2', async () => {
  const asked: Call[] = []
  const call = { method: 'GET', path: '/api/v1/custom/endpoint', query: { term: 'compost' }, headers: {} }
  const { status, body } = await answerCall(customEndpoint, call, {
    ask: async (sent) => {
      asked.push(sent)
      return { status: 200, headers: {}, body: { success: true, data: { results: ['Compost'] } } }
    },
    origin: () => null,
    instant: (local) => local,
  })
  expect(asked).toMatchObject([
    { method: 'POST', path: '/api/v2/custom/enhanced-endpoint', body: { text: 'compost' } },
  ])
  expect({ status, body }).toEqual({ status: 200, body: { success: true, data: { hits: ['Compost'] } } })
})
