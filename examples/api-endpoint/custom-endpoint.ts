import { at, defineMapping, envelope, fields, queryInBody, requestBody, responseData } from 'betty-migrate'

/** Requests go through the rules from the first to the last, answers from the last to the first. */
export const customEndpoint = defineMapping({
  id: 'custom.endpoint',
  from: 'GET /api/v1/custom/endpoint',
  to: 'POST /api/v2/custom/enhanced-endpoint',
  frame: envelope,
  rules: [
    queryInBody,
    requestBody(fields({ term: at('text') }), 'what was asked for shows in the hits'),
    responseData(fields({ hits: at('results') }), 'the hits are found, not sent'),
  ],
  example: { query: { term: 'compost' }, answer: { success: true, data: { results: ['Compost'] } } },
})
