import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { differences } from '../../../src/compare/differences.ts'
import { stringifyJson } from '../../../src/json/json.ts'
import type { Judge } from '../../../src/vitest/judge.ts'
import { systems } from '../../support/systems.ts'
import { memberOf, report } from '../answers.ts'
import { addItem, onBench } from '../writes/bench.ts'
import { plainItem } from '../writes/bodies.ts'
import { askFor } from './ask.ts'

const path = '/api/v2/webhooks/register'
const events = ['knowledge.created']

/** Milliseconds in which whoever is told by mistake would have been told beside the other. */
const moment = 500

/**
 * A webhook is told of a new item, and one for other events is not; its secret signs and is never shown; what is no
 * address on the web is refused.
 */
export const tryWebhooks = (judge: Judge): Promise<void> =>
  onBench(judge, async (bench) => {
    const { apis, isCopy } = bench
    for (const url of ['no address', 'file:///etc/passwd', 'javascript:alert(1)'])
      await askFor(judge, apis.v2, path, { name: 'bad', url, events }, 422)
    // a hook that cannot be taken back is registered on a copy only
    if (!isCopy) return
    const [receiver, other, second] = [await openReceiver(), await openReceiver(), await openReceiver()]
    try {
      const others = { name: 'others', url: other.url, events: ['knowledge.deleted'] }
      const unsigned = await askFor(judge, apis.v2, path, others)
      for (const [name, value] of Object.entries({ ...others, secret_configured: false }))
        report(
          judge,
          { method: 'POST', path },
          differences(value, memberOf(unsigned, name), `$.data.${name}`),
        )
      const secret = 'a secret between the two of us'
      const body = { name: 'readiness', url: receiver.url, events, secret }
      const data = await askFor(judge, apis.v2, path, body)
      const place = `POST ${path}`
      for (const [name, value] of Object.entries({
        name: body.name,
        url: body.url,
        secret_configured: true,
        active: true,
      }))
        if (memberOf(data, name) !== value)
          judge.finding({ code: 'value_differs', place: `${place} ${name}`, expected: String(value) })
      if (stringifyJson(data).includes(secret)) judge.finding({ code: 'secret_shown', place })
      // another hook takes nothing from the first; all of its events, its address and its secret count
      const long = secret.repeat(3)
      const both = ['knowledge.deleted', ...events]
      const further = { name: 'further', url: `${second.url}?by=readiness`, events: both, secret: long }
      await askFor(judge, apis.v2, path, further)
      if (!(await addItem(bench, { ...plainItem, title: 'Told to a webhook' }))) return
      const told = await receiver.next(systems().timeout)
      if (!told)
        judge.finding({
          code: 'not_told',
          place: `webhook of ${events}`,
          expected: 'a call after an item was added',
        })
      else expectSigned(judge, told, secret)
      const toldToo = await second.next(systems().timeout)
      if (!toldToo) judge.finding({ code: 'not_told', place: `webhook of ${both}` })
      else {
        expectSigned(judge, toldToo, long)
        if (!toldToo.url.endsWith('?by=readiness'))
          judge.finding({ code: 'other_address', place: 'webhook delivery', actual: toldToo.url })
      }
      if (await other.next(moment))
        judge.finding({ code: 'told_of_other_events', place: 'webhook of knowledge.deleted' })
    } finally {
      for (const each of [receiver, other, second]) await each.close()
    }
  })

interface Told {
  readonly url: string
  readonly body: string
  readonly headers: IncomingMessage['headers']
}

/** The way to sign is not promised, but that a secret is used is: the digest of the body stands in some header. */
function expectSigned(judge: Judge, { body, headers }: Told, secret: string): void {
  judge.looked(1, 'deliveries')
  const digest = createHmac('sha256', secret).update(body).digest('hex')
  const values = Object.values(headers).flat()
  if (!values.some((value) => value?.includes(digest)))
    judge.finding({ code: 'not_signed', place: 'webhook delivery' })
  if (!body.includes('Told to a webhook')) judge.finding({ code: 'other_event', place: 'webhook delivery' })
  if (body.includes(secret)) judge.finding({ code: 'secret_shown', place: 'webhook delivery' })
}

/** A server on this machine that keeps what it is told. */
async function openReceiver() {
  const waiting = Promise.withResolvers<Told>()
  const server = createServer(async (request, response) => {
    waiting.resolve({ url: request.url ?? '', body: await text(request), headers: request.headers })
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    next: (milliseconds: number): Promise<Told | undefined> => {
      const late = AbortSignal.timeout(milliseconds)
      const timer = new Promise<undefined>((resolve) =>
        late.addEventListener('abort', () => resolve(undefined)),
      )
      return Promise.race([waiting.promise, timer])
    },
    close: async (): Promise<void> => {
      server.closeAllConnections()
      server.close()
    },
  }
}
