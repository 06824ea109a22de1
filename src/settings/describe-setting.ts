import type { Declaration } from './declaration.ts'

/** What a setting is, where else it can be given, and what counts when it is not, in one line. */
export function describeSetting(setting: Declaration, leftOut = describeFallback(setting)): string {
  const { means, variable, key } = setting
  const places = [
    ...(typeof variable === 'string' ? [variable] : []),
    ...(typeof key === 'string' ? [`"${key}" in the configuration file`] : []),
  ]
  return `${means} (${places.join(', ')})${leftOut === '' ? '' : `; left out: ${leftOut}`}`
}

/** Empty when a setting that is not given stands for nothing. */
export const describeFallback = ({ leftOut, fallback }: Declaration): string =>
  leftOut ?? (fallback === undefined || fallback === false ? '' : String(fallback))
