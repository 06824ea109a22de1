import { compareEscalation } from '../auth/no-escalation.ts'
import { tryImport } from '../parity/import.ts'
import { tryWebhooks } from '../parity/webhooks.ts'
import { compareAdds } from './add.ts'
import { compareDeletes } from './delete.ts'
import { compareSequences } from './sequences.ts'
import { compareUpdates } from './update.ts'

/** All checks that write, of whatever category: they share one copy of the databases, one after the other. */
export const writesChecks = {
  'endpoints.add': compareAdds,
  'endpoints.update': compareUpdates,
  'endpoints.delete': compareDeletes,
  'endpoints.sequences': compareSequences,
  'auth.no-escalation': compareEscalation,
  'parity.import': tryImport,
  'parity.webhooks': tryWebhooks,
} as const
