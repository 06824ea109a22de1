import { v5 } from 'uuid'

/** Namespace of all v2 ids that come from v1 (mapping.md, "Identity"). */
const namespace = '6f1d3b52-8f0a-5c3e-9d2b-0b8e6a7c4d10'

export type IdentifiedTable = 'users' | 'knowledge' | 'relationships' | 'projects'

/** The v2 id of a v1 row, by its v1 table and key (a slug for projects). */
export const identify = (table: IdentifiedTable, key: bigint | string): string =>
  v5(`${table}:${key}`, namespace)

export const defaultProject = { slug: 'default', id: '00000000-0000-0000-0000-000000000001' } as const

export const projectId = (slug: string): string =>
  slug === defaultProject.slug ? defaultProject.id : identify('projects', slug)
