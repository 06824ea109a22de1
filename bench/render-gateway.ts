import { median, quantile } from 'simple-statistics'
import type { GatewayRound } from './gateway.ts'

/** The table of the gateway in docs/benchmarks.md. */
export function renderGateway(items: number, rounds: readonly GatewayRound[]): string {
  const calls = [...new Set(rounds.map(({ call }) => call))]
  const rows = calls.map((call) => {
    const own = rounds.filter((round) => round.call === call)
    const of = (value: (round: GatewayRound) => number): number => median(own.map(value))
    return [
      call,
      of(({ direct }) => direct.perSecond).toFixed(0),
      of(({ through }) => through.perSecond).toFixed(0),
      `${of(({ direct, through }) => through.perSecond / direct.perSecond).toFixed(2)} ×`,
      '≥ 0.70 ×',
      `${of(({ direct, through }) => p99(through.latencies) - p99(direct.latencies)).toFixed(1)} ms`,
    ]
  })
  return `
## The gateway

${items.toLocaleString('en')} items; 32 callers at once, straight to v2 and through \`api gateway\` in turns. Caller, gateway, v2 and PostgreSQL share
the processors of one machine, so what the gateway costs is taken from v2.

| call | v2, a second | gateway, a second | ratio | goal | 99 % are later by |
|---|--:|--:|--:|---|--:|
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}
`
}

const p99 = (latencies: readonly number[]): number => quantile([...latencies], 0.99)
