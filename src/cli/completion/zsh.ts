import { quote } from '../shell-word.ts'
import { shellName } from './bash.ts'
import type { Flag, Outline } from './outline.ts'

/** A completion script for zsh, to be put as `_name` in a folder of `fpath`, or sourced after `compinit`. */
export const writeZsh = (name: string, outlines: readonly Outline[]): string => `#compdef ${name}
# completion of ${name} for zsh
_${shellName(name)}() {
  local -a names
  case "$words[2] $words[3]" in
${outlines
  .toSorted((one, other) => depthOf(other) - depthOf(one))
  .map(branch)
  .join('\n')}
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _${shellName(name)} "$@"; else compdef _${shellName(name)} ${name}; fi
`

const depthOf = ({ path }: Outline): number => (path === '' ? 0 : path.split(' ').length)

/** The deepest are tried first, so that the program itself is what is left. */
function branch(outline: Outline): string {
  const depth = depthOf(outline)
  const { path, words, flags } = outline
  const pattern = depth === 2 ? `${quote(path)}` : depth === 1 ? `${quote(`${path} `)}*` : '*'
  const shift = depth === 0 ? '' : `shift ${depth} words; (( CURRENT -= ${depth} )); `
  const done =
    words.length > 0
      ? `names=(${words.map((each) => quote(`${each.name}:${each.does}`)).join(' ')}); _describe command names; `
      : ''
  return `    ${pattern}) ${shift}${done}_arguments ${flags.map(describeFlag).join(' ')} ;;`
}

function describeFlag({ name, means, takesValue, isPath, choices }: Flag): string {
  const value = choices.length > 0 ? `(${choices.join(' ')})` : isPath ? '_files' : ' '
  return quote(`${name}[${means.replace(/[[\]:]/g, '\\$&')}]${takesValue ? `:value:${value}` : ''}`)
}
