import { badgen, type ColorPreset } from 'badgen'
import type { Verdict } from '../src/readiness/contract.ts'
import type { Report } from '../src/readiness/report-schema.ts'
import { floorPoints } from './text.ts'
import { verdictWords } from './words.ts'

const colors = {
  error: 'black',
  blocked: 'red',
  incomplete: 'orange',
  not_ready: 'orange',
  ready: 'green',
} as const satisfies Record<Verdict, ColorPreset>

/** The verdict as an SVG for a readme or a dashboard. */
export const renderBadge = ({ verdict, score }: Report): string =>
  badgen({
    label: 'readiness',
    status: verdict === 'error' ? verdictWords.error : `${verdictWords[verdict]} ${floorPoints(score)}`,
    color: colors[verdict],
    style: 'flat',
  })
