import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runCli } from '../run-cli.testing.ts'

let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'betty-completion-'))
  writeFileSync(join(folder, 'bash'), (await runCli(['completion', 'bash'])).stdout)
  return () => rmSync(folder, { recursive: true })
})

/** What bash offers for the last word of a line. */
const complete = (line: string): string[] => {
  const script = `
    source ./bash
    eval "words=($1)"; [[ $1 == *' ' ]] && words+=('')
    COMP_WORDS=("\${words[@]}") COMP_CWORD=$((\${#words[@]} - 1))
    function=$(complete -p betty-migrate | sed 's/.*-F \\([^ ]*\\).*/\\1/')
    "$function"; printf '%s\\n' "\${COMPREPLY[@]}"`
  const out = execFileSync('bash', ['--norc', '-c', script, 'bash', line], { cwd: folder, encoding: 'utf8' })
  return out.split('\n').filter((word) => word !== '')
}

test('commands, then what is below them', () => {
  expect(complete('betty-migrate sch')).toEqual(['schema'])
  expect(complete('betty-migrate schema re')).toEqual(['restore'])
  expect(complete('betty-migrate data ')).toEqual(
    expect.arrayContaining(['convert', 'verify', 'revert', 'quarantine', 'backup-v1']),
  )
  expect(complete('betty-migrate completion ')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']))
})

test('flags of the command, after other flags and their values too', () => {
  expect(complete('betty-migrate schema apply --no-b')).toEqual(['--no-backup'])
  expect(complete('betty-migrate data convert --v1-db betty.db --retry')).toEqual(['--retry-quarantined'])
  expect(complete('betty-migrate schema apply --retry')).toEqual([])
})

test('values where they are known, and no flag in the place of a value', () => {
  expect(complete('betty-migrate rehearse --log-level W')).toEqual(['WARNING'])
  expect(complete('betty-migrate rehearse --threshold ')).toEqual([])
})

test.each(['bash', 'zsh', 'fish'])('the script for %s is valid there, where that shell is', async (shell) => {
  const path = join(folder, `script.${shell}`)
  const { code, stdout } = await runCli(['completion', shell])
  writeFileSync(path, stdout)
  expect({ code, isLong: stdout.length > 5000 }).toEqual({ code: 0, isLong: true })
  const { error, status, stderr } = spawnSync(shell, ['-n', path], { encoding: 'utf8' })
  if (error === undefined) expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  else expect(error).toMatchObject({ code: 'ENOENT' })
})
