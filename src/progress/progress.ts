import { Presets, SingleBar } from 'cli-progress'

/** Tells people what is going on, on standard error. */
export interface Progress {
  /** a sentence about what comes next */
  say(text: string): void
  /** how far one counted piece of work has come; another name begins another piece */
  count(name: string, done: number, total: number, unit?: string): void
  end(): void
}

/** A bar with time left on a terminal, a line every few seconds elsewhere. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let current: { readonly name: string; readonly bar: SingleBar } | undefined
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
        current = { name, bar: startBar(stream, name, total, unit) }
      }
      current.bar.update(done)
    },
    end,
  }
}

function startBar(stream: NodeJS.WriteStream, name: string, total: number, unit: string): SingleBar {
  const bar = new SingleBar(
    {
      stream,
      format: '  {name} {bar} {value}/{total} {unit}, {eta_formatted} left',
      noTTYOutput: true,
      notTTYSchedule: 2000,
      hideCursor: true,
      emptyOnZero: true,
    },
    Presets.shades_classic,
  )
  bar.start(total, 0, { name: name.padEnd(14), unit })
  return bar
}
