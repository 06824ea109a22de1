import { html } from 'hono/html'
import { clip } from '../text.ts'

/** What `html` makes: everything in it that was not written in a template is escaped. */
export type Html = ReturnType<typeof html>

export const nothing: Html = html``

/** A part of the page with its heading; `id` is its anchor. */
export interface Part {
  readonly id: string
  readonly title: string
  readonly body: Html | readonly Html[]
}

export type Tone = 'good' | 'warn' | 'bad' | 'quiet'

export const tag = (tone: Tone, text: string): Html => html`<span class="tag ${tone}">${text}</span>`

export interface Column {
  readonly title: string
  /** for numbers */
  readonly right?: boolean
}

/**
 * A table that scrolls by itself on a narrow screen. The first cell of a row is its heading.
 * @param caption what the table shows, for those who do not see it
 */
export const table = (
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (Html | string | number)[])[],
): Html =>
  html`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table>
<caption class="unseen">${caption}</caption>
<thead><tr>${columns.map(({ title, right }) => html`<th scope="col" class="${right ? 'right' : ''}">${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...cells]) =>
      html`<tr><th scope="row">${first}</th>${cells.map(
        (cell, index) => html`<td class="${columns[index + 1]?.right ? 'right' : ''}">${cell}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`

const valueLength = 600

/** A value found in the data. */
export const value = (text: string | null): Html | string =>
  text === null ? '' : html`<code>${clip(text, valueLength)}</code>`

/** Numbers with thousands apart, the same on every machine. */
export const grouped = (amount: number): string => String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f')

/** A number short enough for an attribute of a drawing. */
export const coordinate = (number: number): string => String(Math.round(number * 100) / 100)
