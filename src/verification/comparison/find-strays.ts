import type { Comparing } from './comparing.ts'

const references = [
  ['projects', 'owner_id', 'users'],
  ['knowledge_items', 'project_id', 'projects'],
  ['knowledge_items', 'created_by', 'users'],
  ['knowledge_relationships', 'source_knowledge_id', 'knowledge_items'],
  ['knowledge_relationships', 'target_knowledge_id', 'knowledge_items'],
] as const

/** References of whatever row that lead nowhere. */
export async function findDangling({ target, findings }: Comparing): Promise<void> {
  for (const [table, column, referenced] of references) {
    const leadsNowhere = `t.${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Q.${referenced} r WHERE r.id = t.${column})`
    for await (const row of target.rowsWhere(table, leadsNowhere)) {
      const key = String(row.v1_id ?? row.slug ?? row.id)
      findings.add({ code: 'dangling', table, key, column, actual: String(row[column]) })
    }
  }
}

/** Quarantined rows of tables that v1 does not have. */
export async function findStrayQuarantine({ target, findings, beyond }: Comparing): Promise<void> {
  for await (const rows of target.strayQuarantine()) {
    for (const { sourceTable, sourceKey } of rows) {
      if (beyond.tables.includes(sourceTable)) continue
      const key = `${sourceTable}:${sourceKey}`
      findings.add({ code: 'quarantine_differs', table: 'migration_quarantine', key, column: 'source_table' })
    }
  }
}
