import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { green, hostile, partial, red } from '../testing/sample-reports.ts'
import { renderHtml } from './render.ts'

const pages = { green: renderHtml(green), red: renderHtml(red), partial: renderHtml(partial) }
const every = Object.entries(pages)

const tags = (page: string, name: string): string[] =>
  page.match(new RegExp(`<${name}[\\s>][^>]*>?`, 'g')) ?? []

describe('the HTML report', () => {
  it.each(every)('%s: runs nothing and asks the network for nothing', (_, page) => {
    const all = page.match(/<[a-z][^>]*>/gi) ?? []
    expect(all.length).toBeGreaterThan(100)
    expect(
      all.filter((tag) =>
        /^<(?!(html|head|meta|title|style|body|a|svg|defs|pattern|rect|path|line|text|polyline|circle|header|main|nav|section|article|div|span|p|b|br|code|pre|h[123]|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tr|th|td|details|summary)[\s>])/.test(
          tag,
        ),
      ),
    ).toEqual([])
    expect(all.filter((tag) => /\s(on\w+|src|srcset|style|xlink:href)\s*=/i.test(tag))).toEqual([])
    expect(all.filter((tag) => /\shref="(?!#)/.test(tag))).toEqual([])
    expect(page.match(/url\((?!#).{0,20}|@import/gi)).toBeNull()
  })

  it.each(every)('%s: its policy names the one style that it has', (_, page) => {
    const [, style = ''] = page.match(/<style>([\s\S]*?)<\/style>/) ?? []
    const hash = createHash('sha256').update(style).digest('base64')
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'`)
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'))
  })

  it('shows hostile text as text, and spells out what would hide or turn it', () => {
    expect(pages.red).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&lt;img src=http://evil')
    expect(pages.red).toContain('\\u{202e}gnp\\u{1b}[31m')
    expect(hostile).toContain('\u001b')
    expect(hostile).toContain('\u202e')
    for (const char of ['\u001b', '\u202e']) expect(pages.red.includes(char)).toBe(false)
  })

  it.each(every)('%s: has landmarks, one first heading, and names for all parts', (_, page) => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/)
    for (const landmark of ['header', 'main', 'nav']) expect(tags(page, landmark)).toHaveLength(1)
    expect(tags(page, 'h1')).toHaveLength(1)
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toEqual([...new Set(ids)])
    const named = [...page.matchAll(/(?:aria-labelledby="|href="#)([^"]+)"/g)].map(([, id]) => id)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((id) => !ids.includes(id))).toEqual([])
    const unnamed = tags(page, 'svg').filter((svg) => !/aria-label|aria-hidden/.test(svg))
    expect(unnamed).toEqual([])
  })

  it.each(every)('%s: has tables with captions, and rows as wide as their headings', (_, page) => {
    const tables = page.match(/<table>[\s\S]*?<\/table>/g) ?? []
    expect(tables.length).toBeGreaterThan(2)
    for (const table of tables) {
      expect(table).toContain('<caption')
      const width = tags(table, 'th scope="col"').length
      const [, body = ''] = table.split('<tbody>')
      for (const row of body.split('<tr>').slice(1))
        expect(tags(row, 'th scope="row"').length + tags(row, 'td').length).toBe(width)
    }
  })

  it('says the verdict, why, and what to do', () => {
    expect(pages.green).toContain('Ready to migrate')
    expect(pages.green).not.toMatch(/id="(failed|causes|fixes)"/)
    expect(pages.red).toMatch(/<\/span> Blocked<\/h1>/)
    expect(pages.red).toContain('Failed blockers: endpoints.get, endpoints.list.')
    expect(pages.red).toContain('and 22 more')
    expect(pages.red).toContain('http://localhost:3033/api/v1/knowledge/42')
    expect(pages.partial).toContain('PostgreSQL at localhost:5432 does not answer.')
    expect(pages.partial).toContain('partial run: the test name pattern /get/')
    expect(pages.partial).toContain('judged: compat only')
  })

  it('draws what was measured: rows, places, latencies, the estimate and the trend', () => {
    for (const id of ['rows', 'places', 'speed', 'estimate', 'trend']) {
      expect(pages.red).toContain(`<section id="${id}"`)
      expect(pages.partial).not.toContain(`<section id="${id}"`)
    }
    // 240 + 1 204 311 + 88 120 rows; 8 + 4 of knowledge in quarantine
    expect(pages.red).toContain('<b>1\u202f292\u202f671</b>')
    expect(pages.red).toContain('<code>bad_timestamp</code> 8')
    expect(pages.red).toContain('wrong in 3 of 104 tries')
    expect(pages.red).toContain('about 4 min 12 s')
    expect(pages.red.match(/<circle class="(blocked|not_ready|ready)"/g)).toHaveLength(5)
    expect(pages.red).toMatch(
      /class="interval beyond"[^>]*aria-label="[^"]*list: 2\.90 times, between 2\.60 and 3\.20; 2 allowed"/,
    )
  })

  it('shows each waiver with what became of it', () => {
    const [, waivers = ''] = pages.red.split('<section id="waivers"')
    for (const state of ['used', 'unused', 'expired', 'too short'])
      expect(waivers).toMatch(new RegExp(`class="tag (good|warn)">${state}<`))
  })
})
