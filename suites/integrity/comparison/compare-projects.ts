import { idOfProject, UNOWNED } from '../oracle/identity.ts'
import type { Oracle } from '../oracle/oracle.ts'
import { noCounts, type TableCounts } from './counts.ts'
import type { FindingList } from './finding.ts'
import { judgeRow } from './judge.ts'
import type { Target, TargetRow } from './target.ts'

/** The owner of unowned items must be there if there are any; once there, it may stay. */
export async function compareUnowned(oracle: Oracle, target: Target, findings: FindingList): Promise<void> {
  const expected = oracle.unownedUser()
  if (expected === undefined) return
  let isThere = false
  for await (const row of target.rowsWhere('users', `t.id = '${UNOWNED.id}'`)) {
    isThere = true
    judgeRow(findings, 'users', UNOWNED.username, expected, row)
  }
  if (!isThere) findings.add({ code: 'missing', table: 'users', key: UNOWNED.username })
}

/** Projects have no v1 id: their slug is the key. */
export async function compareProjects(
  oracle: Oracle,
  target: Target,
  findings: FindingList,
): Promise<TableCounts> {
  const expected = new Map(oracle.projects().map((project) => [String(project.slug), project]))
  const counts = { ...noCounts(), source: expected.size }
  const found = new Set<string>()
  for await (const row of target.rowsWhere('projects', 'true')) {
    const slug = String(row.slug)
    const project = expected.get(slug)
    if (project === undefined) {
      if (await isLeftOver(target, row)) {
        counts.extra += 1
        findings.add({ code: 'extra', table: 'projects', key: slug })
      } else counts.made_in_v2 += 1
    } else if (found.has(slug)) {
      counts.extra += 1
      findings.add({ code: 'doubled', table: 'projects', key: slug, column: 'slug', actual: String(row.id) })
    } else if (judgeRow(findings, 'projects', slug, project, row)) counts.equal += 1
    else counts.different += 1
    found.add(slug)
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
  return (await target.count('knowledge_items', `t.project_id = '${idOfProject(slug)}'`)) === 0
}
