import type { Flag, Outline } from './outline.ts'

/** A completion script for fish; sourcing it is all it takes. */
export const writeFish = (name: string, outlines: readonly Outline[]): string =>
  [
    `# completion of ${name} for fish`,
    `complete -c ${name} -f`,
    ...outlines.flatMap((outline) => {
      const here = `complete -c ${name} -n ${quote(conditionOf(outline, outlines))}`
      return [
        ...outline.words.map((command) => `${here} -a ${command.name} -d ${quote(command.does)}`),
        ...outline.flags.map((flag) => `${here} ${describeFlag(flag)}`),
      ]
    }),
    '',
  ].join('\n')

/** The words of the path stand on the line, and none of the commands below it. */
function conditionOf({ path, words }: Outline, outlines: readonly Outline[]): string {
  const seen = path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`)
  const below = path === '' ? (outlines[0]?.words ?? []) : words
  return [
    ...(path === '' ? [] : seen),
    ...(below.length > 0
      ? [`not __fish_seen_subcommand_from ${below.map((each) => each.name).join(' ')}`]
      : []),
  ].join('; and ')
}

function describeFlag({ name, means, takesValue, isPath, choices }: Flag): string {
  const value = !takesValue
    ? ''
    : choices.length > 0
      ? `-x -a ${quote(choices.join(' '))} `
      : isPath
        ? '-r -F '
        : '-x '
  return `-l ${name.slice(2)} ${value}-d ${quote(means)}`
}

const quote = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`
