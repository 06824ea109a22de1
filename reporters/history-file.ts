import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type HistoryLine, historyLineForm } from '../src/readiness/history.ts'

export interface History {
  readonly lines: readonly HistoryLine[]
  /** lines that are none: cut off by a full disk, or edited */
  readonly unreadable: number
}

function parseLine(text: string): HistoryLine | undefined {
  try {
    return historyLineForm.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

/** Earlier runs; a file that is not there yet holds none. */
export async function readHistory(file: string): Promise<History> {
  const texts = (await readText(file)).split('\n').filter((text) => text.trim() !== '')
  const lines = texts.flatMap((text) => parseLine(text) ?? [])
  return { lines, unreadable: texts.length - lines.length }
}

/** Adds one run. It begins a line of its own also behind one that was cut off. */
export async function appendHistory(file: string, line: HistoryLine): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const before = await readText(file)
  const gap = before === '' || before.endsWith('\n') ? '' : '\n'
  await appendFile(file, `${gap}${JSON.stringify(line)}\n`)
}
