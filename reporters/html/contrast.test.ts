import { describe, expect, it } from 'vitest'
import { themes } from './style.ts'

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

it('knows the contrast of black on white, and of a grey at the border', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

describe.each(Object.entries(themes))('%s', (_, theme) => {
  it.each([
    ['ink', 'paper'],
    ['ink', 'card'],
    ['ink', 'code'],
    ['ink', 'quiet-back'],
    ['soft', 'paper'],
    ['soft', 'card'],
    ['good', 'card'],
    ['warn', 'card'],
    ['bad', 'card'],
    ['good', 'good-back'],
    ['warn', 'warn-back'],
    ['bad', 'bad-back'],
  ] as const)('%s can be read on %s', (text, back) => {
    expect(contrast(theme[text], theme[back])).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['fill-good', 'fill-warn', 'fill-bad'] as const)(
    '%s can be told from what it is drawn on',
    (fill) => {
      expect(contrast(theme[fill], theme.card)).toBeGreaterThanOrEqual(3)
    },
  )
})
