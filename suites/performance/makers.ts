import type { Answer } from '../../src/api/exchange.ts'
import type { Json } from '../../src/json/json.ts'
import { dataOf, idOf, memberOf } from '../compat/answers.ts'
import { addPath, onePath } from '../compat/writes/pair.ts'
import type { Apis } from '../support/systems.ts'
import { askStraight } from './straight.ts'

/** An item that a side has made, by the number in its path. */
export interface Made {
  readonly number: string
  /** what v2 said of it, which a client of v2 knows when it changes the item */
  readonly data: Json
}

/** One side, asked to make, change and take away items. */
export interface Maker {
  add(body: Json): Promise<Answer>
  change(made: Made, body: Json): Promise<Answer>
  remove(made: Made): Promise<Answer>
  /** the item in the answer to `add` */
  read(answer: Answer): Made
}

/** v1, v2, and v2 through the mapping. */
export function openMakers({ v1, v2, mapped }: Apis) {
  const inWordsOfV1 = (api: Apis['v1']): Maker => ({
    add: (body) => api({ method: 'POST', path: addPath, body }),
    change: ({ number }, body) => api({ method: 'PUT', path: pathOf(number), body }),
    remove: ({ number }) => api({ method: 'DELETE', path: pathOf(number) }),
    read: (answer) => ({ number: idOf(dataOf(answer)), data: null }),
  })
  const known = ({ data }: Made) => ({ place: { id: String(memberOf(data, 'id')) }, current: data })
  const straight: Maker = {
    add: (body) => askStraight(v2, { method: 'POST', path: addPath, body }),
    change: (made, body) => askStraight(v2, { method: 'PUT', path: pathOf(), body }, known(made)),
    remove: (made) => askStraight(v2, { method: 'DELETE', path: pathOf() }, known(made)),
    read: (answer) => ({ number: '', data: dataOf(answer) }),
  }
  return { v1: inWordsOfV1(v1), mapped: inWordsOfV1(mapped), v2: straight } as const
}

/** Where the place is known, the number in the path is not looked at. */
const pathOf = (number = '1'): string => onePath.replace('{id}', number)
