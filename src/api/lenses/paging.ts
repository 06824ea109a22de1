import { isJsonObject, type Json } from '../../json/json.ts'
import type { DownFacts } from '../../records/row-down.ts'
import { Refusal } from '../exchange.ts'
import type { Rule } from '../mapping.ts'
import { count } from './values.ts'

interface Paging {
  /** the target's names for how many to leave out and how many to give */
  readonly offset: string
  readonly most: string
  /** how many a page holds when the source says nothing, and at most */
  readonly usual: number
  readonly largest: number
}

/** `page` and `limit` of the source's query as offset and number in the target's body; they come back in the answer. */
export function paging({ offset, most, usual, largest }: Paging): Rule {
  const read = (given: Readonly<Record<string, Json>>, facts: DownFacts) => ({
    page: whole('page', given.page ?? '1', Number.MAX_SAFE_INTEGER, facts),
    limit: whole('limit', given.limit ?? String(usual), largest, facts),
  })
  return {
    changes: [
      {
        side: 'request',
        breaking: true,
        text: `\`page\` and \`limit\` became \`${offset}\` and \`${most}\``,
        todo: `Send \`${offset}\` = (page − 1) × limit, and \`${most}\` = limit.`,
      },
      {
        side: 'response',
        breaking: true,
        text: '`page` and `limit` do not come back',
        todo: 'Keep the page that you asked for.',
      },
    ],
    up(request, facts) {
      const { page: _page, limit: _limit, ...rest } = isJsonObject(request.body) ? request.body : {}
      const { page, limit } = read(isJsonObject(request.body) ? request.body : {}, facts)
      // v1 has nothing on a page beyond what a number can count to, and neither has v2
      const first = Math.min((page - 1) * limit, Number.MAX_SAFE_INTEGER)
      return { ...request, body: { ...rest, [offset]: first, [most]: limit } }
    },
    down: (data, { query }, facts) => ({ ...(isJsonObject(data) ? data : {}), ...read(query, facts) }),
  }
}

function whole(name: string, value: Json, most: number, facts: DownFacts): number {
  try {
    return Number(count(most).up(value, facts))
  } catch (error) {
    throw Refusal.at(name, error)
  }
}
