import { isJsonObject, type Json } from '../../json/json.ts'
import type { RequestDraft, Rule } from '../mapping.ts'

/** The parameters of the query become members of the body. */
export const queryInBody: Rule = {
  changes: [
    {
      side: 'request',
      breaking: true,
      text: 'the parameters of the query are in the body',
      todo: 'Send a JSON body in place of the query.',
    },
  ],
  up: (request) => ({ ...request, query: {}, body: request.query }),
  oneWay: 'an answer has no query',
}

/** Members that the target's body has whatever the source sends. */
export const always = (members: Readonly<Record<string, string>>, why: string): Rule => ({
  changes: [
    {
      side: 'request',
      breaking: true,
      text: `${written(members)} must be in the body: ${why}`,
      todo: `Send ${written(members)}.`,
    },
  ],
  up: (request) => ({ ...request, body: { ...members, ...membersOf(request) } }),
  oneWay: 'the source always means it so, and does not tell',
})

const written = (members: Readonly<Record<string, string>>): string =>
  Object.entries(members)
    .map(([name, value]) => `\`"${name}": "${value}"\``)
    .join(' and ')

const membersOf = ({ body }: RequestDraft): Readonly<Record<string, Json>> => (isJsonObject(body) ? body : {})
