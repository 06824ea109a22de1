import { afterAll } from 'vitest'
import { check } from '../support/check.ts'
import { closeWritable } from '../support/writable.ts'
import { compareEscalation } from './auth/no-escalation.ts'
import { tryImport } from './parity/import.ts'
import { tryWebhooks } from './parity/webhooks.ts'
import { compareAdds } from './writes/add.ts'
import { compareDeletes } from './writes/delete.ts'
import { compareSequences } from './writes/sequences.ts'
import { compareUpdates } from './writes/update.ts'

// all checks that write are in this file: they share one copy of the databases, one after the other
afterAll(closeWritable)

check('endpoints.add', compareAdds)
check('endpoints.update', compareUpdates)
check('endpoints.delete', compareDeletes)
check('endpoints.sequences', compareSequences)
check('auth.no-escalation', compareEscalation)
check('parity.import', tryImport)
check('parity.webhooks', tryWebhooks)
