import { quote } from '../shell-word.ts'
import type { Flag, Outline } from './outline.ts'

/** A completion script for bash 3.2 and later; sourcing it is all it takes. */
export function writeBash(name: string, outlines: readonly Outline[]): string {
  const values = [
    ...new Map(outlines.flatMap(({ flags }) => flags).map((flag) => [flag.name, flag])).values(),
  ]
  return `# completion of ${name} for bash
_${shellName(name)}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} path='' word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${outlines.flatMap(({ path }) => (path === '' ? [] : [quote(path)])).join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case $previous in
${values.flatMap(completeValue).join('\n')}
  esac
  case $path in
${outlines.map(({ path, words, flags }) => `    ${quote(path)}) word=${quote([...words, ...flags].map((each) => each.name).join(' '))} ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$word" -- "$current"))
}
complete -F _${shellName(name)} ${name}
`
}

function completeValue({ name, takesValue, isPath, choices }: Flag): string[] {
  if (!takesValue) return []
  if (choices.length > 0)
    return [`    ${name}) COMPREPLY=($(compgen -W ${quote(choices.join(' '))} -- "$current")); return ;;`]
  // empty, and left to the shell's own completion of files
  return [`    ${name}) ${isPath ? 'compopt -o default 2>/dev/null; ' : ''}return ;;`]
}

export const shellName = (name: string): string => name.replaceAll('-', '_')
