const milliseconds = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 } as const

/** What PostgreSQL's settings for times can hold. */
const longest = 2 ** 31 - 1

export const durationWords = 'seconds, or a time such as 500ms, 30s, 5m or 1h'

/** `30`, `30s`, `500ms`, `2m` or `1h` as milliseconds; a plain number counts seconds. Undefined for anything else. */
export function readDuration(text: string): number | undefined {
  const found = /^(?<amount>\d+(?:\.\d+)?)\s*(?<unit>ms|s|m|min|h)?$/.exec(text.trim())?.groups
  const unit = (found?.unit ?? 's') as keyof typeof milliseconds
  const duration = Math.round(Number(found?.amount) * milliseconds[unit])
  return duration <= longest ? duration : undefined
}
