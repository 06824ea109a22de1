import { identify, projectId } from '../../src/betty/identity.ts'
import type { Origins } from '../../src/betty/origins.ts'
import { isJsonNumber, isJsonObject, type Json, numberSource } from '../../src/json/json.ts'
import type { Api } from './api.ts'

/** A v1 server, whose answers show the projects and users that v2 answers name by UUID. */
export const noteOrigins =
  (v1: Api, origins: Origins): Api =>
  async (call) => {
    const answer = await v1(call)
    for (const item of itemsOf(answer.body)) {
      const { project_id: project, user_id: user } = item
      if (typeof project === 'string') {
        const slug = project.trim()
        origins.note({ table: 'projects', id: projectId(slug), key: slug })
      }
      if (user !== undefined && isJsonNumber(user) && /^\d+$/.test(numberSource(user))) {
        const key = BigInt(numberSource(user))
        origins.note({ table: 'users', id: identify('users', key), key })
      }
    }
    return answer
  }

/** The one item of an answer, or those of a list. */
function itemsOf(body: Json | undefined): readonly Readonly<Record<string, Json>>[] {
  const data = isJsonObject(body) ? body.data : undefined
  if (!isJsonObject(data)) return []
  return Array.isArray(data.results) ? data.results.filter(isJsonObject) : [data]
}
