/** As one word of a POSIX shell, quoted only where it must be. */
export const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : quote(text))

/** As one word of a POSIX shell, always in quotes. */
export const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
