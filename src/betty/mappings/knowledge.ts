import { Refusal } from '../../api/exchange.ts'
import { requestBody } from '../../api/lens.ts'
import { defineMapping, type Rule } from '../../api/mapping.ts'
import { identify } from '../identity.ts'
import { data, envelope, failure } from './envelopes.ts'
import { knowledgeResource } from './resources.ts'

const item: Rule = data(
  knowledgeResource.changes.filter((change) => change.side === 'response'),
  (answer, _asked, facts) => knowledgeResource.down(answer, facts),
  'what goes up is a rule of its own',
)

/** The number of an item in the path as the UUID that it became. */
const itemInPath: Rule = {
  changes: [{ side: 'request', breaking: true, text: 'the id in the path is a UUID' }],
  up(request) {
    const id = request.path.id ?? ''
    if (!/^-?\d{1,19}$/.test(id)) throw new Refusal(400, 'the id is not a number')
    return { ...request, path: { ...request.path, id: identify('knowledge', BigInt(id)) } }
  },
  oneWay: 'the number comes back in the resource itself',
}

export const addKnowledge = defineMapping({
  id: 'knowledge.add',
  summary: 'a new piece of knowledge',
  from: 'POST /api/v1/knowledge/add',
  to: 'POST /api/v2/knowledge/add',
  success: 201,
  rules: [envelope, item, requestBody(knowledgeResource, 'the answer is a rule of its own')],
  failure,
})

export const getKnowledge = defineMapping({
  id: 'knowledge.get',
  summary: 'one piece of knowledge',
  from: 'GET /api/v1/knowledge/{id}',
  to: 'GET /api/v2/knowledge/{id}',
  rules: [envelope, item, itemInPath],
  failure,
})
