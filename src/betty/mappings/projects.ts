import type { Revealed } from '../../api/mapping.ts'
import type { Json } from '../../json/json.ts'
import { projectId } from '../identity.ts'

/** The project that a call of v1 names by its slug. */
export function projectIn(name: Json | undefined): readonly Revealed[] {
  const slug = typeof name === 'string' ? name.trim() : ''
  return slug === '' ? [] : [{ table: 'projects', id: projectId(slug), key: slug }]
}
