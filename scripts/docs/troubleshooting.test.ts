import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateV1 } from '../../fixtures/v1/generate.ts'
import { databaseFindingCodes } from '../../src/compare/database-finding.ts'
import { errorFaults, exitCodeOf, type Fault } from '../../src/errors.ts'
import { packageRoot } from '../../src/package-root.ts'
import { quarantineCodes } from '../../src/records/quarantine.ts'

const text = readFileSync(new URL('docs/troubleshooting.md', packageRoot), 'utf8')

/** The codes of the table under a heading, sorted. */
function described(heading: string): readonly string[] {
  const section = text.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, code = '']) => code).sort()
}

test.each(Object.entries(exitCodeOf))(
  'every error of the fault %s stands under its exit code',
  (fault, exit) => {
    const codes = Object.entries(errorFaults).filter(([, of]) => of === (fault as Fault))
    expect(described(`Exit code ${exit}`)).toEqual(codes.map(([code]) => code).sort())
  },
)

test('every reason for quarantine, and every finding', () => {
  expect(described('Rows in quarantine')).toEqual(quarantineCodes.toSorted())
  expect(described('Findings of the comparisons')).toEqual(databaseFindingCodes.toSorted())
  expect(described('Conflicts')).toEqual(['changed_in_target'])
})

test('every warning that a kind of dirty data gives', () => {
  const folder = mkdtempSync(join(tmpdir(), 'betty-warnings-'))
  try {
    const plantings = generateV1({ path: join(folder, 'all.db'), seed: 1, items: 200, hazards: 'all' })
    const warnings = plantings.flatMap(({ expect: becomes }) =>
      becomes.kind === 'landed' ? becomes.warnings : [],
    )
    expect(described('Warnings about rows')).toEqual([...new Set(warnings)].sort())
  } finally {
    rmSync(folder, { recursive: true })
  }
})
