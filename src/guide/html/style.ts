/** The style of the documents: light or dark as the reader's system is, readable on paper too. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d2329; --soft: #5b6670; --line: #e3e1da; --code: #f3f1ea;
  --accent: #0b6e4f; --bad: #b3261e; --bad-back: #fdecea; --warn: #8a5a00; --warn-back: #fff4dc; --good-back: #e3f4ec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181c; --card: #1c2227; --ink: #e6e9ec; --soft: #9aa6b0; --line: #2f373e; --code: #11161a;
    --accent: #62d3a4; --bad: #ff9d94; --bad-back: #3b1f1d; --warn: #f2c46d; --warn-back: #372b14; --good-back: #15322a;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 4rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, 'Segoe UI', sans-serif; }
header, main { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 3rem; }
h1 { font-size: 2.2rem; line-height: 1.15; letter-spacing: -0.02em; margin: 0 0 0.5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 0.75rem; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h3 { font-size: 0.95rem; margin: 1.5rem 0 0.5rem; color: var(--soft); }
p, ul, ol { margin: 0.5rem 0; }
li { margin: 0.3rem 0; }
a { color: var(--accent); text-underline-offset: 0.15em; }
code, pre { font: 0.875em/1.55 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
code { background: var(--code); border-radius: 4px; padding: 0.1em 0.35em; overflow-wrap: anywhere; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 8px; padding: 0.9rem 1rem; overflow: auto; max-height: 32rem; margin: 0.4rem 0; tab-size: 2; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
.lead { color: var(--soft); font-size: 1.1rem; margin: 0; }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.4rem, 1fr)); gap: 0.75rem; padding: 0; margin: 1.75rem 0; list-style: none; }
.counts li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 0.8rem 1rem; margin: 0; color: var(--soft); font-size: 0.85rem; }
.counts b { display: block; color: var(--ink); font-size: 1.8rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
table { border-collapse: collapse; width: 100%; font-size: 0.88rem; }
th, td { padding: 0.5rem 0.55rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
td code { white-space: nowrap; }
td.mark, th.mark { text-align: center; }
tr:last-child td { border-bottom: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.5rem 1.5rem; margin: 1.5rem 0; }
.card h2 { margin-top: 0; }
.tag { display: inline-block; border-radius: 99px; padding: 0.05rem 0.6rem; margin: 0 0.3rem 0.3rem 0; font-size: 0.78rem; font-weight: 600; background: var(--code); color: var(--soft); white-space: nowrap; }
.high, .breaking { background: var(--bad-back); color: var(--bad); }
.medium, .deprecated { background: var(--warn-back); color: var(--warn); }
.low, .fully_compatible { background: var(--good-back); color: var(--accent); }
.changes { list-style: none; padding: 0; }
.changes li { padding-left: 0.8rem; border-left: 3px solid var(--line); margin: 0.5rem 0; }
.changes .hurts { border-left-color: var(--bad); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1rem; }
.pair > * { min-width: 0; }
.switch { position: sticky; top: 0; z-index: 1; background: var(--paper); border-bottom: 1px solid var(--line); padding: 0.6rem 0; margin: 1.5rem 0; display: flex; gap: 0.4rem; align-items: center; }
.switch span { color: var(--soft); font-size: 0.88rem; margin-right: 0.4rem; }
.switch input { position: absolute; opacity: 0; }
.switch label { padding: 0.15rem 0.8rem; border: 1px solid var(--line); border-radius: 99px; cursor: pointer; font-size: 0.88rem; }
.switch input:checked + label { background: var(--accent); border-color: var(--accent); color: var(--paper); }
.switch input:focus-visible + label { outline: 2px solid var(--accent); outline-offset: 2px; }
main:has(#show-curl:checked) .code:not(.curl), main:has(#show-typescript:checked) .code:not(.typescript), main:has(#show-python:checked) .code:not(.python) { display: none; }
summary { cursor: pointer; color: var(--soft); font-size: 0.88rem; }
nav ol { columns: 20rem; padding-left: 1.2rem; font-size: 0.92rem; }
footer { color: var(--soft); font-size: 0.85rem; padding: 2rem 0 3rem; }
@media print { .switch { display: none; } .card { break-inside: avoid; } pre { max-height: none; white-space: pre-wrap; } }
`
