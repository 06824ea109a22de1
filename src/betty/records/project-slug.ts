import { type Codec, wholeCell } from '../../records/codec.ts'
import { readOptionalText, refuseUnindexable } from '../../records/codecs/text.ts'
import type { TargetRow } from '../../records/target-row.ts'
import { remember } from '../../remember.ts'
import { defaultProject, projectId } from '../identity.ts'

/** The v1 project, a free text, as the v2 project of that slug, which is made when it is first needed. */
export const projectSlug = (): Codec<string> => {
  const slugOf = (text: string | null): string => text?.trim() || defaultProject.slug
  return wholeCell({
    describe: 'the UUID of the project of that slug; default when missing',
    up(cell, row) {
      const slug = slugOf(readOptionalText(cell, row))
      refuseUnindexable(slug, row)
      const project = projectOf(slug)
      row.need('projects', project)
      return project.id
    },
    canonical: (cell, value) =>
      typeof cell === 'string' && cell === slugOf(cell) && value === projectOf(cell).id,
    down(value, row) {
      const slug = value === defaultProject.id ? defaultProject.slug : row.origin('projects', value)
      return typeof slug === 'string' ? slug : null
    },
  })
}

/** The project as the conversion makes it. Most items share one of a few. */
const projectOf = remember(1000, (slug: string): TargetRow & { readonly id: string } => ({
  id: projectId(slug),
  slug,
  name: slug,
  description: null,
  owner_id: null,
  settings: {},
  created_at: 0n,
  updated_at: 0n,
}))
