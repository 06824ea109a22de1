import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { floorPoints } from '../text.ts'
import { verdictWords } from '../words.ts'
import { categories } from './categories.ts'
import { allChecks, open } from './checks.ts'
import type { Html, Part } from './elements.ts'
import { environment } from './environment.ts'
import { head } from './head.ts'
import { latencies } from './latencies.ts'
import { places } from './places.ts'
import { causes, failures, fixes } from './problems.ts'
import { estimate, rows } from './rows.ts'
import { spellControls } from './safe-text.ts'
import { style } from './style.ts'
import { trend } from './trend.ts'
import { waivers } from './waivers.ts'

const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`

const parts = [
  causes,
  failures,
  fixes,
  categories,
  estimate,
  rows,
  places,
  latencies,
  open,
  waivers,
  trend,
  allChecks,
  environment,
] as const

/** Hatched is what is not known; the pattern stands once for all drawings. */
const patterns = html`<svg class="unseen" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-back" width="6" height="6"/><rect class="hatch-line" width="2.5" height="6"/></pattern>
</defs></svg>`

const contents = (shown: readonly Part[]): Html =>
  html`<nav aria-label="On this page"><ul>${shown.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`

const section = ({ id, title, body }: Part): Html => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>`

const page = (title: string, top: Html, shown: readonly Part[]): string =>
  String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
${patterns}
<header>${top}${contents(shown)}</header>
<main id="main" tabindex="-1">${shown.map(section)}</main>
</body>
</html>
`)

/** The report as one HTML file that runs no script and asks the network for nothing. */
export function renderHtml(report: Report): string {
  const safe = spellControls(report)
  const title = `Migration readiness: ${verdictWords[safe.verdict]}, ${floorPoints(safe.score)}`
  return page(
    title,
    head(safe),
    parts.flatMap((part) => part(safe) ?? []),
  )
}
