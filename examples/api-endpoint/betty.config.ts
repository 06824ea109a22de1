import { defineConfig, z } from 'betty-migrate'
import { customEndpoint } from './custom-endpoint.ts'

const found = z.object({ success: z.literal(true), data: z.object({ hits: z.array(z.string()) }) })
const foundInV2 = z.object({ success: z.literal(true), data: z.object({ results: z.array(z.string()) }) })

export default defineConfig({
  migration: {
    operations: {
      source: {
        'custom.endpoint': {
          route: 'GET /api/v1/custom/endpoint',
          summary: 'titles with a term in them',
          needs: 'read',
          query: z.object({ term: z.string() }),
          answers: { 200: found },
        },
      },
      target: {
        'custom.enhanced-endpoint': {
          route: 'POST /api/v2/custom/enhanced-endpoint',
          summary: 'titles with a text in them',
          needs: 'knowledge:read',
          body: z.object({ text: z.string() }),
          answers: { 200: foundInV2 },
        },
      },
    },
    mappings: [customEndpoint],
  },
})
