import type { Call } from '../api/exchange.ts'
import type { Notice } from './gateway.ts'

/**
 * `Deprecation` (RFC 9745), `Sunset` (RFC 8594), and where a call was made to the target, a `Link` to what replaces the resource
 * (RFC 5829).
 */
export function createNotice({ deprecatedSince, sunset, successor }: Notice) {
  const since = Math.min(deprecatedSince.getTime(), sunset.getTime())
  const dates = { deprecation: `@${Math.floor(since / 1000)}`, sunset: sunset.toUTCString() }
  return (asked?: Pick<Call, 'path'>): Readonly<Record<string, string>> =>
    asked ? { ...dates, link: `<${successor}${asked.path}>; rel="successor-version"` } : dates
}
