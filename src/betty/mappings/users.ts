import { defineMapping } from '../../api/mapping.ts'
import { wordDown } from '../../records/codecs/word.ts'
import { roles } from '../vocabulary.ts'
import { data, envelope, failure, memberOf } from './envelopes.ts'
import { profileResource } from './resources.ts'

export const login = defineMapping({
  id: 'auth.login',
  summary: 'a token for a user name and a password',
  from: 'POST /api/v1/auth/login',
  to: 'POST /api/v2/auth/login',
  rules: [
    envelope,
    data(
      [
        {
          side: 'response',
          breaking: true,
          text: 'the token has more claims: `role`, `permissions`, `project_access`, `iat`',
        },
        { side: 'response', breaking: false, text: '`refresh_token` and `token_type` are new' },
        {
          side: 'response',
          breaking: true,
          text: '`user.id` is a UUID; the role `guest` is called `viewer`',
        },
      ],
      (answer) => {
        const user = memberOf(answer, 'user')
        return {
          token: memberOf(answer, 'token'),
          expires_in: memberOf(answer, 'expires_in'),
          user: {
            id: memberOf(user, 'v1_id'),
            username: memberOf(user, 'username'),
            role: wordDown(roles, String(memberOf(user, 'role'))),
          },
        }
      },
      'the request is the same in both versions',
    ),
  ],
  failure,
})

export const profile = defineMapping({
  id: 'users.profile',
  summary: 'the user that the token belongs to',
  from: 'GET /api/v1/users/profile',
  to: 'GET /api/v2/users/profile',
  rules: [
    envelope,
    data(
      profileResource.changes,
      (answer, _asked, facts) => profileResource.down(answer, facts),
      'the request is empty',
    ),
  ],
  failure,
})
