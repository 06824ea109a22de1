/**
 * A connection URL (or a `key=value` connection string) fit for messages and logs. Works on text that is no
 * valid URL too: everything between the user and the last `@` goes, whatever characters a password has.
 */
export const redactUrl = (url: string): string =>
  url
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^:/?#@]*):.*@/is, '$1:***@')
    .replace(/((?:^|[\s?&])(?:ssl)?password\s*=\s*)(?:'(?:\\.|[^'\\])*'|[^\s&]*)/gi, '$1***')
