import { idOfProject, UNOWNED } from '../oracle/identity.ts'
import type { Comparing } from './comparing.ts'
import { type Counts, noCounts } from './counts.ts'
import { judgeColumns } from './judge.ts'
import type { Target } from './target.ts'
import type { TargetRow } from './target-row.ts'

/** The owner of unowned items must be there if there are any; once there, it may stay, as it was made. */
export async function compareUnowned({ oracle, target, findings, beyond }: Comparing): Promise<void> {
  const place = { table: 'users', key: UNOWNED.username } as const
  let isThere = false
  for await (const row of target.rowsWhere('users', `t.id = '${UNOWNED.id}'`)) {
    isThere = true
    judgeColumns(findings, place, oracle.unownedUser, row)
  }
  const isOther = beyond.has('knowledge_items', 'created_by') || beyond.hasLandings('knowledge_items')
  if (!isThere && oracle.hasUnowned() && !isOther) findings.add({ code: 'missing', ...place })
}

/** Projects have no v1 id: their slug is the key. */
export async function compareProjects({ oracle, target, findings }: Comparing): Promise<Counts> {
  const expected = new Map(oracle.projects().map((project) => [String(project.slug), project]))
  const counts = { ...noCounts(), source: expected.size }
  const found = new Set<string>()
  const others: TargetRow[] = []
  for await (const row of target.rowsWhere('projects', 'true')) {
    const slug = String(row.slug)
    const place = { table: 'projects', key: slug } as const
    const project = expected.get(slug)
    if (project === undefined) others.push(row)
    else if (found.has(slug)) {
      counts.extra += 1
      findings.add({ code: 'doubled', ...place, column: 'slug', actual: String(row.id) })
    } else if (judgeColumns(findings, place, project, row)) counts.equal += 1
    else counts.different += 1
    found.add(slug)
  }
  for (const row of others) {
    const place = { code: 'extra', table: 'projects', key: String(row.slug) } as const
    if (await isLeftOver(target, row)) {
      counts.extra += 1
      findings.add(place)
    } else {
      counts.made_in_v2 += 1
      findings.add({ ...place, info: true })
    }
  }
  for (const slug of expected.keys()) {
    if (found.has(slug)) continue
    counts.missing += 1
    findings.add({ code: 'missing', table: 'projects', key: slug })
  }
  return counts
}

/** A project under the id that the migration gives, but without a single item. */
async function isLeftOver(target: Target, row: TargetRow): Promise<boolean> {
  const slug = String(row.slug)
  if (slug === 'default' || row.id !== idOfProject(slug)) return false
  return !(await target.has('knowledge_items', `t.project_id = '${idOfProject(slug)}'`))
}
