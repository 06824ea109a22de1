import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { waiverText } from '../words.ts'
import { type Part, table, tag } from './elements.ts'

const columns = ['finding', 'state', 'what it did', 'reason', 'owner', 'through'].map((title) => ({
  title,
}))

export function waivers({ waivers: all }: Report): Part | undefined {
  if (all.length === 0) return undefined
  return {
    id: 'waivers',
    title: 'Waivers',
    body: table(
      'Findings that somebody answers for',
      columns,
      all.map((waiver) => [
        html`<code>${waiver.fingerprint}</code>`,
        tag(waiver.state === 'used' ? 'good' : 'warn', waiver.state.replace('_', ' ')),
        waiverText(waiver),
        waiver.reason,
        waiver.owner,
        waiver.expires,
      ]),
    ),
  }
}
