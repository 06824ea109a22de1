import pc from 'picocolors'

const { NO_COLOR, FORCE_COLOR } = process.env
const isOff = Boolean(NO_COLOR) || process.argv.includes('--no-color')
const isForced = Boolean(FORCE_COLOR) && FORCE_COLOR !== '0'

/** Colours only where a terminal shows them: not in a pipe, also not in the log of a CI run. */
const colorsOn = (stream: NodeJS.WriteStream) =>
  pc.createColors(!isOff && (isForced || (stream.isTTY === true && stream.hasColors())))

export const colors = colorsOn(process.stdout)

export const errorColors = colorsOn(process.stderr)
