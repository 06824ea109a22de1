import { defineMapping } from '../../api/mapping.ts'
import { failure, memberOf } from './envelopes.ts'

export const health = defineMapping({
  id: 'health',
  summary: 'whether the system answers',
  from: 'GET /api/v1/health',
  to: 'GET /api/health',
  rules: [
    {
      changes: [
        { side: 'request', breaking: true, text: 'moved out of the version prefix' },
        { side: 'response', breaking: false, text: '`database` is new; 503 when it is gone' },
      ],
      down: (body) => ({ status: memberOf(body, 'status'), version: memberOf(body, 'version') }),
      oneWay: 'the request is empty',
    },
  ],
  failure,
})

export const version = defineMapping({
  id: 'version',
  summary: 'which version answers',
  from: 'GET /api/v1/version',
  to: 'GET /api/version/info',
  rules: [
    {
      changes: [
        { side: 'request', breaking: true, text: 'moved out of the version prefix' },
        {
          side: 'response',
          breaking: true,
          text: '`version` is `api_version`, `build` is `build_info.commit`',
        },
      ],
      down: (body) => {
        const info = memberOf(body, 'data') ?? body
        return {
          success: true,
          data: {
            version: memberOf(info, 'api_version'),
            build: memberOf(memberOf(info, 'build_info'), 'commit'),
          },
        }
      },
      oneWay: 'the request is empty',
    },
  ],
  failure,
})
