/**
 * Puts flags in the place of the environment variables behind them: they win, and the suites read the environment in
 * processes of their own. `null` takes a variable away, `undefined` leaves it as it is.
 */
export function replaceEnvironment(given: Readonly<Record<string, string | null | undefined>>): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === null) delete process.env[name]
    else if (value !== undefined) process.env[name] = value
  }
}
