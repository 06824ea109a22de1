let made = 0

/** Told of every call that had to be made again. */
export const noteRetry = (): void => {
  made += 1
}

/** Calls of this process that were made again, so far. */
export const countRetries = (): number => made
