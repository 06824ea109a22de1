/** `15.18` and 15 of `pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`; undefined if it is no such text. */
export const readVersion = (
  told: string,
): { readonly version: string; readonly major: number } | undefined => {
  const version = /^\S+ \([^)]*\) (\d+\S*)/.exec(told)?.[1]
  return version === undefined ? undefined : { version, major: Number.parseInt(version, 10) }
}

/** The one version that all of these texts tell, if its major version is the server's. */
export const agreedVersion = (told: readonly string[], serverMajor: number): string | undefined => {
  const [first, ...others] = told.map(readVersion)
  const isAgreed = others.every((other) => other?.version === first?.version)
  return first?.major === serverMajor && isAgreed ? first.version : undefined
}
