/** Colours of text and what lies behind it; `contrast.test.ts` holds them against WCAG. */
export const themes = {
  light: {
    paper: '#f6f6f2',
    card: '#ffffff',
    ink: '#1b2228',
    soft: '#535d66',
    line: '#dddfd8',
    code: '#f1f1ea',
    good: '#0a6645',
    'good-back': '#e0f3ea',
    warn: '#7d4b00',
    'warn-back': '#fdf0d3',
    bad: '#a8221b',
    'bad-back': '#fce8e6',
    'quiet-back': '#ecede8',
    'fill-good': '#1f8f63',
    'fill-warn': '#c47a06',
    'fill-bad': '#cf3d33',
    'fill-open': '#9aa3ab',
    track: '#e4e5df',
  },
  dark: {
    paper: '#12161a',
    card: '#1a2025',
    ink: '#e7ebee',
    soft: '#a2adb7',
    line: '#2f383f',
    code: '#11161a',
    good: '#6bdcab',
    'good-back': '#12342a',
    warn: '#f2c46d',
    'warn-back': '#382b12',
    bad: '#ff9f96',
    'bad-back': '#3d201d',
    'quiet-back': '#272f35',
    'fill-good': '#3fbf8a',
    'fill-warn': '#e0a03a',
    'fill-bad': '#ef6a5f',
    'fill-open': '#6d7882',
    track: '#2b343b',
  },
} as const

const variables = (theme: (typeof themes)[keyof typeof themes]): string =>
  Object.entries(theme)
    .map(([name, color]) => `--${name}: ${color};`)
    .join(' ')

/** Light or dark as the reader's system is; on paper light. */
export const style = `
:root { color-scheme: light dark; ${variables(themes.light)} }
@media screen and (prefers-color-scheme: dark) { :root { ${variables(themes.dark)} } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
header, main { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
main { padding-bottom: 4rem; outline: none; }
section { margin-top: 3rem; scroll-margin-top: 1rem; }
h1 { font-size: clamp(2rem, 6vw, 3.2rem); line-height: 1.05; letter-spacing: -0.03em; margin: 0 0 0.75rem; }
h2 { font-size: 1.35rem; letter-spacing: -0.015em; margin: 0 0 0.75rem; }
h3 { font-size: 1rem; margin: 0 0 0.5rem; overflow-wrap: anywhere; }
p { margin: 0.4rem 0; overflow-wrap: anywhere; }
a { color: var(--good); }
code, pre { font: 0.87em/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 0.9rem; margin: 0.3rem 0 0.8rem; overflow: auto; max-height: 24rem; }
:focus-visible { outline: 3px solid var(--fill-warn); outline-offset: 2px; border-radius: 4px; }
.soft { color: var(--soft); font-size: 0.9rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; top: 0; background: var(--card); padding: 0.6rem 1rem; z-index: 2; }
.skip:focus { left: 0.5rem; top: 0.5rem; }
.verdict { display: grid; grid-template-columns: minmax(15rem, 19rem) 1fr; gap: 1rem 2.5rem; align-items: center; background: var(--card); border: 1px solid var(--line); border-top: 6px solid var(--tone); border-radius: 16px; padding: 1.75rem 2rem; }
.ready { --tone: var(--fill-good); --word: var(--good); }
.not_ready, .incomplete { --tone: var(--fill-warn); --word: var(--warn); }
.blocked, .error { --tone: var(--fill-bad); --word: var(--bad); }
.verdict h1 { color: var(--word); }
.mark { display: inline-grid; place-items: center; width: 1.1em; height: 1.1em; font-size: 0.72em; border: 0.1em solid currentColor; border-radius: 50%; vertical-align: 0.12em; margin-right: 0.15em; }
.over { text-transform: uppercase; letter-spacing: 0.09em; font-size: 0.78rem; font-weight: 600; color: var(--soft); margin: 0 0 0.4rem; }
.reason { font-size: 1.1rem; }
.scope { display: inline-block; background: var(--warn-back); color: var(--warn); border-radius: 8px; padding: 0.25rem 0.7rem; font-size: 0.9rem; margin: 0.5rem 0.4rem 0 0; }
.gauge { display: block; width: 100%; }
.gauge path { fill: none; stroke-width: 18; }
.gauge .track { stroke: var(--track); }
.gauge .open { stroke: url(#hatch); }
.gauge .earned { stroke: var(--tone); }
.gauge .limit { stroke: var(--ink); stroke-width: 2.5; }
.gauge .limit-text, .gauge .of { font-size: 13px; fill: var(--soft); }
.gauge .points { font-size: 44px; font-weight: 700; letter-spacing: -0.03em; fill: var(--ink); }
.hatch-back { fill: var(--track); }
.hatch-line { fill: var(--fill-open); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 0.75rem; margin: 0.75rem 0 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 0.75rem 1rem; }
dt { color: var(--soft); font-size: 0.85rem; }
dd { margin: 0; }
.figures b { display: block; font-size: 1.4rem; line-height: 1.25; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.figures span { color: var(--soft); font-size: 0.85rem; }
nav { margin-top: 1.25rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.4rem 1.1rem; margin: 0; padding: 0; font-size: 0.9rem; }
nav a { color: var(--soft); text-underline-offset: 0.2em; }
nav a:hover { color: var(--ink); }
.card { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--line); border-radius: 12px; padding: 1rem 1.25rem; margin: 0 0 1rem; }
.card.blocker { border-left-color: var(--fill-bad); }
.card.major { border-left-color: var(--fill-warn); }
.statement { font-size: 1.05rem; font-weight: 600; }
.label { color: var(--soft); font-size: 0.85rem; margin-top: 0.8rem; }
.next { background: var(--quiet-back); border-radius: 8px; padding: 0.5rem 0.8rem; margin-top: 0.8rem; }
.fixes { background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin: 0; padding: 0.9rem 1.25rem 0.9rem 2.6rem; }
.fixes li { margin: 0.35rem 0; padding-left: 0.3rem; overflow-wrap: anywhere; }
.fixes li::marker { font-weight: 700; color: var(--soft); }
.wide { position: relative; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin: 0.5rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { padding: 0.55rem 0.85rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-weight: 600; font-size: 0.82rem; white-space: nowrap; }
tbody th { font-weight: 600; min-width: 9rem; }
tbody th .soft { font-weight: 400; }
.asks { display: block; }
td code { white-space: pre-wrap; }
.whole { white-space: nowrap; }
.right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tag { display: inline-block; border-radius: 99px; padding: 0.05rem 0.6rem; font-size: 0.8rem; font-weight: 600; white-space: nowrap; }
.tag.good { background: var(--good-back); color: var(--good); }
.tag.warn { background: var(--warn-back); color: var(--warn); }
.tag.bad { background: var(--bad-back); color: var(--bad); }
.tag.quiet { background: var(--quiet-back); color: var(--ink); }
.bar { display: block; width: 100%; min-width: 10rem; height: 0.9rem; border-radius: 5px; margin-top: 0.3rem; }
.bar .lost { fill: var(--fill-bad); }
.bar .open { fill: url(#hatch); }
.bar .earned { fill: var(--fill-good); }
.map table { width: auto; }
.map thead th:not(:first-child) { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; vertical-align: bottom; padding: 0.6rem 0.3rem; }
.map td { padding: 0.35rem 0.3rem; text-align: center; border-left: 1px solid var(--line); }
.map tbody th { position: sticky; left: 0; background: var(--card); min-width: 19rem; }
.spot { display: block; border-radius: 6px; padding: 0.1rem 0.35rem; font-size: 0.8rem; font-weight: 600; white-space: nowrap; }
.spot.good { background: var(--good-back); color: var(--good); }
.spot.bad { background: var(--bad-back); color: var(--bad); }
.legend { color: var(--soft); font-size: 0.88rem; }
.swatch { display: inline-block; width: 0.8rem; height: 0.8rem; border-radius: 3px; margin: 0 0.35rem 0 0.9rem; vertical-align: -0.05rem; }
.swatch:first-child { margin-left: 0; }
.swatch.earned { background: var(--fill-good); }
.swatch.lost { background: var(--fill-bad); }
.swatch.open { background: repeating-linear-gradient(45deg, var(--fill-open) 0 2px, var(--track) 2px 5px); }
.interval { display: block; width: 100%; min-width: 14rem; height: 1.6rem; }
.interval .axis { stroke: var(--line); stroke-width: 1.5; }
.interval .limit, .trend .limit { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; }
.interval .range { stroke: currentColor; stroke-width: 5; stroke-linecap: round; opacity: 0.45; }
.interval circle { fill: currentColor; }
.interval.within { color: var(--fill-good); }
.interval.beyond { color: var(--fill-bad); }
.interval.undecided { color: var(--fill-warn); }
.trend { display: block; width: 100%; max-width: 46rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 0.75rem; }
.trend text { font-size: 11px; fill: var(--soft); }
.trend .grid { stroke: var(--line); }
.trend .path { fill: none; stroke: var(--fill-open); stroke-width: 2; }
.trend .range { stroke: var(--fill-open); stroke-width: 6; opacity: 0.55; }
.trend circle { fill: var(--tone); stroke: var(--card); stroke-width: 1.5; }
.big { font-size: 2rem; font-weight: 700; letter-spacing: -0.02em; }
.big .soft { font-size: 1rem; font-weight: 400; letter-spacing: 0; }
summary { cursor: pointer; padding: 0.5rem 0; }
.facts { background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin: 0; padding: 0.5rem 1.25rem; }
.facts div { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: 1rem; padding: 0.4rem 0; border-bottom: 1px solid var(--line); }
.facts div:last-child { border-bottom: 0; }
.facts dd { overflow-wrap: anywhere; }
@media (max-width: 46rem) {
  header, main { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1rem; }
  .verdict { grid-template-columns: 1fr; padding: 1.25rem; }
  .gauge { max-width: 18rem; margin: 0 auto; }
  .figures { grid-template-columns: 1fr 1fr; }
  section { margin-top: 2.25rem; }
  th, td { padding: 0.5rem 0.6rem; }
  tbody th { min-width: 6.5rem; }
  .asks { display: none; }
  td code, tbody th code { display: inline-block; width: max-content; max-width: 15rem; }
  .facts div { grid-template-columns: 1fr; gap: 0; }
  .map tbody th { min-width: 9rem; max-width: 9rem; }
  .map tbody th code { display: inline; width: auto; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { background: #ffffff; font-size: 12px; }
  header, main { max-width: none; padding: 0; }
  .skip, nav { display: none; }
  .card, tr, .verdict, .figures div { break-inside: avoid; }
  h2 { break-after: avoid; }
  .wide { overflow: visible; }
  .map { zoom: 0.6; }
  pre { white-space: pre-wrap; max-height: none; }
  details::details-content { display: block; content-visibility: visible; }
}
`
