import { at, fields } from '../../api/lenses/fields.ts'
import { responseData } from '../../api/lenses/lens.ts'
import { defineMapping } from '../../api/mapping.ts'
import { answered } from './examples.ts'
import { bare, envelope } from './frames.ts'

export const health = defineMapping({
  id: 'health',
  from: 'GET /api/v1/health',
  to: 'GET /api/health',
  frame: {
    ...bare,
    changes: [
      {
        side: 'response',
        breaking: true,
        text: '503 and `"unhealthy"` when the database is gone',
        todo: 'Take 503 as "not healthy".',
      },
    ],
  },
  rules: [
    responseData(
      fields({ status: at('status'), version: at('version') }, { added: ['database'] }),
      'the request is empty',
    ),
  ],
  example: { answer: { status: 'healthy', version: '2.0.0', database: 'connected' } },
})

export const version = defineMapping({
  id: 'version',
  from: 'GET /api/v1/version',
  to: 'GET /api/version/info',
  frame: envelope,
  rules: [
    responseData(
      fields(
        { version: at('api_version'), build: at('build_info.commit') },
        { added: ['build_info.built_at', 'features'] },
      ),
      'the request is empty',
    ),
  ],
  example: {
    answer: answered({
      api_version: '2.0',
      build_info: { commit: '1f3a9c2', built_at: '2025-01-01T00:00:00Z' },
      features: ['advanced-search'],
    }),
  },
})
