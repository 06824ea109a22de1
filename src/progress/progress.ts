import { MultiBar, Presets } from 'cli-progress'

/** Tells people what is going on, on standard error. */
export interface Progress {
  /** a sentence about what comes next */
  say(text: string): void
  /** how far one counted piece of work has come */
  count(name: string, done: number, total: number, unit?: string): void
  end(): void
}

/** A bar with rate and time left on a terminal, a line every few seconds elsewhere. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const bars = new MultiBar(
    {
      stream,
      format: '  {name} {bar} {value}/{total} {unit}, {eta_formatted} left',
      noTTYOutput: true,
      notTTYSchedule: 2000,
      hideCursor: true,
      clearOnComplete: false,
      stopOnComplete: false,
      emptyOnZero: true,
    },
    Presets.shades_classic,
  )
  let current: { readonly name: string; readonly bar: ReturnType<MultiBar['create']> } | undefined
  return {
    say(text) {
      if (stream.isTTY && current) bars.log(`${text}\n`)
      else stream.write(`${text}\n`)
    },
    count(name, done, total, unit = 'rows') {
      if (current?.name !== name)
        current = { name, bar: bars.create(total, 0, { name: name.padEnd(14), unit }) }
      current.bar.update(done)
    },
    end() {
      bars.stop()
    },
  }
}
