import { configure } from '../../src/settings/configure.ts'

/** What the configuration makes of BETTY. One that cannot be loaded is told by the set-up, and then no check is tried. */
export const { migration, rubric, file } = await configure().catch(() => configure(''))
