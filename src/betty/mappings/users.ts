import { at, fields } from '../../api/lenses/fields.ts'
import { requestBody, responseData } from '../../api/lenses/lens.ts'
import { numberOfUuid, text, word } from '../../api/lenses/values.ts'
import { type Change, defineMapping, type Mapping, type Revealed } from '../../api/mapping.ts'
import { isJsonNumber, type Json, numberSource } from '../../json/json.ts'
import type { RecordDefinition } from '../../records/record.ts'
import { roles } from '../vocabulary.ts'
import { answered, exampleProfile, exampleUser } from './examples.ts'
import { envelope, memberOf } from './frames.ts'
import { profileResource } from './resources.ts'

/** Whoever is shown by UUID and by number. */
function userIn(user: Json): readonly Revealed[] {
  const [id, number] = [memberOf(user, 'id'), memberOf(user, 'v1_id')]
  if (typeof id !== 'string' || !isJsonNumber(number)) return []
  return [{ table: 'users', id, key: BigInt(numberSource(number)) }]
}

const otherClaims: Change = {
  side: 'response',
  breaking: true,
  text: 'claims of the token: `user_id` is a UUID; `role`, `permissions`, `project_access` and `iat` are new',
  todo: 'Read the claims of v2, if you read the token at all.',
}

export const login = defineMapping({
  id: 'auth.login',
  from: 'POST /api/v1/auth/login',
  to: 'POST /api/v2/auth/login',
  frame: envelope,
  rules: [
    requestBody(
      fields({
        username: at('username', text, { required: true }),
        password: at('password', text, { required: true }),
      }),
      'the answer shows who it was',
    ),
    {
      changes: [otherClaims],
    },
    responseData(
      fields(
        {
          token: at('token'),
          expires_in: at('expires_in'),
          user: at(
            'user',
            fields({
              id: at('v1_id', numberOfUuid),
              username: at('username'),
              role: at('role', word(roles)),
            }),
          ),
        },
        { added: ['refresh_token', 'token_type'] },
      ),
      'the request is the same in both versions',
    ),
  ],
  reveals: (_call, data) => userIn(memberOf(data, 'user')),
  example: {
    body: { username: 'ada', password: 'correct horse battery staple' },
    answer: answered({
      token: 'eyJhbGciOiJIUzI1NiJ9…',
      refresh_token: '8c1f…',
      token_type: 'bearer',
      expires_in: 3600,
      user: exampleUser,
    }),
  },
})

export const profile = (users: RecordDefinition): Mapping =>
  defineMapping({
    id: 'users.profile',
    from: 'GET /api/v1/users/profile',
    to: 'GET /api/v2/users/profile',
    frame: envelope,
    rules: [responseData(profileResource(users), 'the request is empty')],
    reveals: (_call, data) => userIn(data),
    example: { answer: answered(exampleProfile) },
  })
