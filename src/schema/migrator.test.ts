import { test } from 'vitest'
import { debianPrograms, openBareServer } from '../databases/postgres/dump-tools/bare-server.testing.ts'
import { createEmbeddedProvider } from '../databases/providers/embedded.ts'
import { describeMigrator } from './migrator.conformance.ts'
import { describeVerification } from './verify-schema.conformance.ts'

for (const describeWhole of [describeMigrator, describeVerification]) {
  describeWhole('the embedded server', () => createEmbeddedProvider().open())
  if (debianPrograms) describeWhole('the server of the operating system', () => openBareServer())
}
if (!debianPrograms) test('on the server of the operating system', ({ skip }) => skip('none is installed'))
