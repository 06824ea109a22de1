import type { RecordDefinition } from '../records/record.ts'
import type { TargetRow } from '../records/target-row.ts'
import { unowned } from './records/users.ts'

/** What of v2 has no place in v1 (mapping.md, "Small print" and "After the migration"). */
export const wayBack = {
  /** ids of rows that the migration made to stand for what v1 does not have */
  standIns: [unowned.id],
  /** v1 has no deleted rows: DELETE takes them away */
  isDeleted: (_record: RecordDefinition, row: TargetRow): boolean => row.status === 'deleted',
  /** SQL that counts what stays behind, each under its name */
  staysBehind: {
    projects_without_items: `SELECT count(*) FROM projects p WHERE NOT EXISTS
      (SELECT FROM knowledge_items k WHERE k.project_id = p.id AND k.status <> 'deleted')`,
    project_connections: 'SELECT count(*) FROM project_connections',
    webhooks: 'SELECT count(*) FROM webhooks',
    webhook_deliveries: 'SELECT count(*) FROM webhook_deliveries',
    batch_operations: 'SELECT count(*) FROM batch_operations',
  },
} as const
