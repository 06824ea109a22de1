import { html, raw } from 'hono/html'
import { style } from './style.ts'

/** What `html` makes: text in which everything that was not written here is escaped. */
export type Html = ReturnType<typeof html>

/** A document in one file that asks the network for nothing and runs no script. */
export const page = (title: string, head: Html, body: Html): string =>
  String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<header>${head}</header>
<main>${body}</main>
</body>
</html>
`)

/** Text with code between backticks. */
export const prose = (text: string): Html =>
  html`${text.split(/`([^`]*)`/).map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`

export const codeBlock = (code: string, kind = ''): Html =>
  html`<pre class="${kind}" tabindex="0"><code>${code}</code></pre>`

export const tag = (kind: string, text: string): Html => html`<span class="tag ${kind}">${text}</span>`

/** The name of an endpoint as an anchor. */
export const anchor = (id: string): string => id.replace(/[^a-z0-9]+/gi, '-')
