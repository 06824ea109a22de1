import { expect, test } from 'vitest'
import { wrapText } from './wrap-text.ts'

test('no line is longer than 80 characters, and no word is lost', () => {
  const words = Array.from({ length: 60 }, (_, at) => 'x'.repeat((at % 11) + 1)).join(' ')
  const lines = wrapText(words, '  1  ', '     ').split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(lines.length).toBeGreaterThan(5)
  expect(lines.map((line, at) => line.slice(at === 0 ? 5 : 5)).join(' ')).toBe(words)
})

test('a line of exactly 80 stays, one more is broken', () => {
  expect(wrapText(`${'a'.repeat(40)} ${'b'.repeat(39)}`)).not.toContain('\n')
  expect(wrapText(`${'a'.repeat(40)} ${'b'.repeat(40)}`)).toBe(`${'a'.repeat(40)}\n${'b'.repeat(40)}`)
  expect(wrapText('c'.repeat(90), '  ')).toBe(`  ${'c'.repeat(90)}`)
})
