import { Presets, SingleBar } from 'cli-progress'

/** Tells people what is going on, on standard error. */
export interface Progress {
  /** a sentence about what comes next */
  say(text: string): void
  /** how far one counted piece of work has come; another name begins another piece */
  count(name: string, done: number, total: number, unit?: string): void
  end(): void
}

/** A bar with rate and time left on a terminal, a line every few seconds elsewhere. */
export const createProgress = (stream: NodeJS.WriteStream = process.stderr): Progress =>
  stream.isTTY ? barProgress(stream) : lineProgress(stream)

export const silence: Progress = { say: () => undefined, count: () => undefined, end: () => undefined }

function barProgress(stream: NodeJS.WriteStream): Progress {
  let current: { readonly name: string; readonly bar: SingleBar; readonly since: number } | undefined
  const end = (): void => {
    current?.bar.stop()
    current = undefined
  }
  return {
    say(text) {
      end()
      stream.write(`${text}\n`)
    },
    count(name, done, total, unit = 'rows') {
      if (current?.name !== name) {
        end()
        current = { name, bar: startBar(stream, name, total, unit), since: performance.now() }
      }
      current.bar.update(done, { rate: rateOf(done, performance.now() - current.since) })
    },
    end,
  }
}

/** Empty until there is something to tell it by. */
function rateOf(done: number, milliseconds: number): string {
  const rate = milliseconds < 1000 ? 0 : Math.round((done * 1000) / milliseconds)
  return rate < 1 ? '' : `${rate} a second, `
}

/** Columns of a terminal on which the longer bar leaves room for large numbers. */
const wideEnough = 100

function startBar(stream: NodeJS.WriteStream, name: string, total: number, unit: string): SingleBar {
  const format = '  {name} {bar} {value}/{total} {unit}, {rate}{eta_formatted} left'
  const barsize = stream.columns < wideEnough ? 10 : 20
  const bar = new SingleBar(
    { stream, format, hideCursor: true, emptyOnZero: true, barsize },
    Presets.shades_classic,
  )
  bar.start(total, 0, { name: name.padEnd(14), unit, rate: '' })
  return bar
}

const everyMilliseconds = 2000

function lineProgress(stream: NodeJS.WriteStream): Progress {
  let piece = ''
  let told = 0
  return {
    say: (text) => stream.write(`${text}\n`),
    count(name, done, total, unit = 'rows') {
      if (piece !== name) [piece, told] = [name, performance.now()]
      if (performance.now() - told < everyMilliseconds) return
      told = performance.now()
      stream.write(`  ${name}: ${done} of ${total} ${unit}\n`)
    },
    end: () => undefined,
  }
}
