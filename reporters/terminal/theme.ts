import pc from 'picocolors'
import type { Verdict } from '../../src/readiness/contract.ts'

/** How the renderer writes: the width of a line, and colours that are off where nobody sees them. */
export interface Theme {
  readonly columns: number
  readonly colors: ReturnType<typeof pc.createColors>
}

/** @param color default: as NO_COLOR, FORCE_COLOR and the terminal say */
export const createTheme = (columns = 80, color = pc.isColorSupported): Theme => ({
  columns,
  colors: pc.createColors(color),
})

const verdictColors = {
  error: 'red',
  blocked: 'red',
  incomplete: 'yellow',
  not_ready: 'yellow',
  ready: 'green',
} as const satisfies Record<Verdict, string>

export const paintVerdict = (verdict: Verdict, { colors }: Theme): string =>
  colors.bold(colors[verdictColors[verdict]](verdict.toUpperCase().replace('_', ' ')))
