import type { Answer } from '../../src/api/exchange.ts'
import type { JsonObject } from '../../src/json/json.ts'
import { dataOf, memberOf } from '../compat/answers.ts'
import { OtherAnswer, type ReadyCall, type TimedCall } from './interleave.ts'
import type { Made, Maker } from './makers.ts'

/** One side with the items that it has made and not taken away. */
export interface Workshop {
  readonly maker: Maker
  readonly made: Set<Made>
}

/** A way to write: each side does it to items of its own. */
export interface Writing {
  /** as the guide calls it */
  readonly place: string
  open(workshop: Workshop): TimedCall
}

const newItem = (turn: number): JsonObject => ({
  title: `Timed ${turn}`,
  content: `Made to see how long it takes, turn ${turn}. `.repeat(10),
  type: 'note',
  tags: ['timed'],
  metadata: { turn },
})

/** An item of a side's own, made outside of the time that is measured. */
async function make({ maker, made }: Workshop, turn: number): Promise<Made> {
  const answer = await maker.add(newItem(turn))
  const found = maker.read(answer)
  if (answer.status === 201) made.add(found)
  expectItem(answer, 201, newItem(turn))
  return found
}

const add: Writing = {
  place: 'POST /api/v1/knowledge/add',
  open:
    ({ maker, made }) =>
    async (turn) => ({
      ask: () => maker.add(newItem(turn)),
      look(answer) {
        if (answer.status === 201) made.add(maker.read(answer))
        expectItem(answer, 201, newItem(turn))
      },
    }),
}

const update: Writing = {
  place: 'PUT /api/v1/knowledge/{id}',
  open(workshop) {
    let own: Made | undefined
    let times = 0
    return async (turn) => {
      const item = own ?? (await make(workshop, turn))
      own = item
      times += 1
      const change = { title: `Changed ${times}`, content: String(newItem(turn).content) }
      return {
        ask: () => workshop.maker.change(item, change),
        look: (answer) => expectItem(answer, 200, change),
      }
    }
  },
}

/** How many items are made ahead: what follows an addition in the background is over before most are deleted. */
const stock = 20

const remove: Writing = {
  place: 'DELETE /api/v1/knowledge/{id}',
  open(workshop) {
    const ahead: Made[] = []
    return async (turn) => {
      if (ahead.length === 0)
        for (let index = 0; index < stock; index += 1) ahead.push(await make(workshop, turn))
      return removal(workshop, ahead.shift() as Made)
    }
  },
}
const removal = ({ maker, made }: Workshop, item: Made): ReadyCall => ({
  ask: () => maker.remove(item),
  look(answer) {
    if (answer.status !== 200) throw new OtherAnswer('200', String(answer.status))
    made.delete(item)
  },
})

/** The answer must show what was written. */
function expectItem(answer: Answer, status: number, { title, content }: JsonObject): void {
  const data = dataOf(answer)
  const expected = JSON.stringify([status, title, content])
  const actual = JSON.stringify([answer.status, memberOf(data, 'title'), memberOf(data, 'content')])
  if (actual !== expected) throw new OtherAnswer(expected, actual)
}

/** By the last part of the id of their check. */
export const writings = { add, update, delete: remove } as const satisfies Record<string, Writing>
