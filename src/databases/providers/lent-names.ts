/** Names of what one keeper's tag stands on, so that whoever clears up later finds it by name alone. */

export const nameDatabase = (tag: string, number: number): string => `betty_${tag}_${number}`

/** The tag in a lent database's name, or undefined if the database is none of ours. */
export const tagOfDatabase = (name: string): string | undefined => /^betty_([0-9a-z_]+)_\d+$/.exec(name)?.[1]

/** `application_name` of the sessions that create and drop. */
export const nameSession = (tag: string): string => `betty-migrate ${tag}`
